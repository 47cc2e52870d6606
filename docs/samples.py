"""Samples of all that leaves the house, and their first pages as pictures, in `build/samples`: `make samples`.

Those that a guide shows are kept in `docs/samples`. Needs LibreOffice and pdftoppm for the pictures.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from core.editions.layout import place  # noqa: E402
from docs import shown  # noqa: E402
from etl.build import build  # noqa: E402
from etl.publishing.export_worker import opened  # noqa: E402
from views import exports, pictures  # noqa: E402
from views.rendering import drawing  # noqa: E402

SAMPLES = shown.BUILD / "samples"
FILES = {
    "conference-pack.pdf": 6, "country-FRA.pdf": 2, "country-MNE.pdf": 2, "target-2.pdf": 2, "country-FRA.docx": 2,
    "alliance-overview.xlsx": 6, "target-2.xlsx": 2, "country-FRA.xlsx": 3, "database.xlsx": 0, "sdmx.zip": 0,
}  # fmt: skip
"""Each export that becomes a sample, and how many of its pages are drawn."""

QUESTIONNAIRE, RETURNED = "questionnaire-GHA.xlsx", "returned-SVK.xlsx"
"""A questionnaire as it goes out, and one of the example round as it goes back, with its cells coloured."""


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
            if not pdf.exists():  # LibreOffice without Writer opens no .docx
                return
        subprocess.run(["pdftoppm", "-r", "80", "-l", str(most), "-png", pdf, Path(folder) / "page"], check=True)
        for number, page in enumerate(sorted(Path(folder).glob("page-*.png")), 1):
            picture = file.with_name(f"{file.stem}-{file.suffix[1:]}-{number}.png")
            picture.write_bytes(shown.small(page.read_bytes()))
            yield picture


def workbooks(folder: Path) -> None:
    """The questionnaire of a country, and one of the example round given back with what was found in it."""
    example = folder / "example"
    sent = example / "desk" / "example" / "commitments-2013" / "commitments-2013-SVK.xlsx"
    for arguments, exit_code in (
        (["questionnaire", "--round", "progress-2014", "--country", "GHA", "--out", SAMPLES / QUESTIONNAIRE], 0),
        (["example", "--only-files", "--store", example], 0),
        (["check", sent, "--store", example, "--out", SAMPLES / RETURNED], 2),
    ):
        result = subprocess.run([sys.executable, "-m", "etl", *arguments], cwd=ROOT, capture_output=True, text=True)
        if result.returncode != exit_code:
            raise RuntimeError(f"{arguments[0]}: {result.returncode}, {result.stdout[-500:]}{result.stderr[-500:]}")


def main() -> None:
    """Make every sample anew, out of an edition of the record, and keep those that a guide shows."""
    shutil.rmtree(SAMPLES, ignore_errors=True)
    SAMPLES.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        build(store)
        edition = opened(place(store, 1))
        for name in FILES:
            exports.write(edition, SAMPLES, name)
        workbooks(Path(folder))
        joint = pictures.picture(edition, "joint_goal", as_of="latest")
        (SAMPLES / "joint-goal.svg").write_text(drawing.svg(joint), encoding="utf-8")
        (SAMPLES / "joint-goal.png").write_bytes(drawing.png(joint))
    for name, most in {**FILES, QUESTIONNAIRE: 8, RETURNED: 3}.items():
        drawn = list(pages(SAMPLES / name, most)) if most else []
        print(f"{name}: {(SAMPLES / name).stat().st_size // 1000} kB, {len(drawn)} pages drawn", flush=True)
    print(f"In {SAMPLES}; shown by the guides: {', '.join(shown.keep('samples'))}")


if __name__ == "__main__":
    main()
