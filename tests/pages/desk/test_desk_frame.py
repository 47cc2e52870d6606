"""The frame of the desk says truly what readers see, and shows no page over a store of a later version."""

import json

import pytest

from core.editions.hashes import sha256
from core.editions.layout import place
from core.version import version
from tests.support.promises import tiny

LATER = (
    f"The store was written by version 99.1.0 of the program (format 4); this is version {version()}, which knows "
    "formats up to 3. Nothing was read or changed; update the program, then try again."
)
PUBLISHED_NONE = "Desk, on this computer only · no edition has been published yet"


@pytest.fixture
def desk(store, visit, monkeypatch):
    """Call it with a page of the desk over a store with one tiny edition."""
    monkeypatch.setenv("MONITOR_STORE", str(store))
    monkeypatch.setenv("MONITOR_DESK", "yes")
    tiny(store, 1)
    return lambda page: visit(f"desk/{page}")


@pytest.mark.parametrize("page", ["round", "inbox", "review", "coding", "publish", "journal"])
def test_no_page_is_shown_over_a_store_of_a_later_version(store, desk, page, digests):
    path = place(store, 1) / "manifest.json"
    path.chmod(0o644)
    path.write_text(json.dumps({**json.loads(path.read_text()), "format": 4, "program": "99.1.0"}))
    said = json.loads((store / "current.json").read_text())
    (store / "current.json").write_text(json.dumps({**said, "manifest": sha256(path)}))
    before = digests(store)
    app = desk(page)
    assert not app.exception
    assert [error.value for error in app.error] == [LATER]
    assert app.caption[0].value == "Desk, on this computer only"
    assert (list(app.title), list(app.text_input), list(app.button), digests(store)) == ([], [], [], before)


def test_a_store_that_cannot_be_read_is_not_called_one_without_editions(store, desk):
    (store / "current.json").write_text("{")
    app = desk("journal")
    captions = [caption.value for caption in app.caption]
    assert "Desk, on this computer only · readers see no edition" in captions and PUBLISHED_NONE not in captions
    assert [warning.value for warning in app.warning] == [
        r"The store cannot be read\: current.json is damaged. Run 'python -m etl verify'."
    ]


def test_the_control_a_store_without_an_edition_is_called_so(store, desk):
    (store / "current.json").unlink()
    assert PUBLISHED_NONE in [caption.value for caption in desk("journal").caption]


def test_the_desk_is_told_which_edition_readers_see_instead(store, desk):
    tiny(store, 2)
    (store / "current.json").write_text(json.dumps({**json.loads((store / "current.json").read_text()), "hash": "0"}))
    app = desk("journal")
    assert [warning.value for warning in app.warning] == [
        "Edition 2 is not as it was published and is not shown; this is edition 1, the last one that is."
    ]
    seen = "Desk, on this computer only · readers see edition 1 ·"
    assert any(caption.value.startswith(seen) for caption in app.caption)
