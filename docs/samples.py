"""Samples of all that leaves the house, in docs/samples/, and their first pages as pictures: `make samples`. Needs LibreOffice and pdftoppm for the pictures."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from etl.build import build  # noqa: E402
from etl.publishing.export_worker import opened  # noqa: E402
from etl.store.editions import place  # noqa: E402
from views import exports, pictures  # noqa: E402
from views.rendering import drawing  # noqa: E402

SAMPLES = ROOT / "docs" / "samples"
FILES = {
    "conference-pack.pdf": 6, "country-FRA.pdf": 2, "country-MNE.pdf": 2, "target-2.pdf": 2, "country-FRA.docx": 2,
    "alliance-overview.xlsx": 6, "target-2.xlsx": 2, "country-FRA.xlsx": 3, "database.xlsx": 0, "sdmx.zip": 0,
}  # fmt: skip
"""Each sample, and how many of its pages are drawn."""


def pages(file: Path, most: int) -> Iterator[Path]:
    """The first pages of a file as PNG, beside it."""
    with tempfile.TemporaryDirectory() as folder:
        pdf = file
        if file.suffix != ".pdf":
            subprocess.run(
                ["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, file],
                check=True,
                capture_output=True,
            )
            pdf = Path(folder) / f"{file.stem}.pdf"
        subprocess.run(["pdftoppm", "-r", "55", "-l", str(most), "-png", pdf, Path(folder) / "page"], check=True)
        for number, page in enumerate(sorted(Path(folder).glob("page-*.png")), 1):
            yield shutil.move(page, file.with_name(f"{file.stem}-{file.suffix[1:]}-{number}.png"))


def main() -> None:
    """Make every sample anew, out of an edition of the record."""
    shutil.rmtree(SAMPLES, ignore_errors=True)
    SAMPLES.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as store:
        build(Path(store))
        edition = opened(place(Path(store), 1))
        for name, most in FILES.items():
            exports.write(edition, SAMPLES, name)
            drawn = list(pages(SAMPLES / name, most)) if most else []
            print(f"{name}: {(SAMPLES / name).stat().st_size // 1000} kB, {len(drawn)} pages drawn", flush=True)
        joint = pictures.picture(edition, "joint_goal", as_of="latest")
        (SAMPLES / "joint-goal.svg").write_text(drawing.svg(joint), encoding="utf-8")
        (SAMPLES / "joint-goal.png").write_bytes(drawing.png(joint))


if __name__ == "__main__":
    main()
