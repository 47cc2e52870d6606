"""The store on its edges: what is lost in words, what is late, who was first, and what differs in a folder."""

import hashlib
import json
from datetime import UTC, datetime, timedelta

import pytest

from core.editions import exports as made
from core.editions import layout
from core.editions.hashes import content_hash, files_hash
from etl.store import brake, verify
from etl.store.brake import Agreement, Loss, fault_of, noted, said
from etl.store.chain import START, Act, Entry
from etl.store.editions import _late
from etl.store.journal import Conflict, _chained

GONE = Loss("participants", 2, 57, ("FRA", "GBR"), "named", True)
SMALL = Loss("treaties", 1, 200, (), "listed", False)
NEVER = Loss("policy_targets", 1, 4, ("3",), "never", True)


@pytest.mark.parametrize(
    ("loss", "words", "sentence"),
    [
        (GONE, ("participants:FRA", "participants:GBR"), "2 countries of 57 (FRA, GBR)"),
        (Loss("participants", 1, 57, ("FRA",), "named", True), ("participants:FRA",), "1 country of 57 (FRA)"),
        (SMALL, ("treaties:1",), "1 row of 200 of treaties"),
        (
            Loss("events", 6, 47, tuple("abcdef"), "named", False), ("events:6",),
            "6 rows of 47 of events (a, b, c, d, e and 1 more)",
        ),
        (Loss("rounds", 2, 3, ("x", "y"), "named", True), ("rounds:x", "rounds:y"), "2 rows of 3 of rounds (x, y)"),
    ],
)  # fmt: skip
def test_a_loss_has_its_words_and_its_sentence(loss, words, sentence):
    assert (loss.words, loss.sentence) == (words, sentence)


WHY = "Who agrees that this goes, and why? Give a name and a reason; both stand in the note."
NAME = "Mend the record; or, if this is meant, let a person name what goes: --agree-to-drop "
ALL = ("participants:FRA", "participants:GBR")


@pytest.mark.parametrize(
    ("found", "agreed", "fault"),
    [
        ([], Agreement(), ""),
        ([SMALL], Agreement(), ""),
        ([GONE], Agreement(ALL, "Ana", "They left."), ""),
        ([GONE, SMALL], Agreement(("treaties:1", *ALL), "Ana", "They left."), ""),
        ([GONE], Agreement(ALL, "Ana", " "), WHY),
        ([GONE], Agreement(ALL, " ", "They left."), WHY),
        (
            [GONE], Agreement(ALL[:1], "Ana", "They left."),
            f'{NAME}participants:GBR --by NAME --because "WHY"; it then stands in the note.',
        ),
        (
            [SMALL], Agreement(ALL[:1], "Ana", "x"),
            "Named and not lost: participants:FRA. Name what goes: nothing has to be.",
        ),
        (
            [NEVER], Agreement(("policy_targets:3",), "Ana", "x"),
            "This may never go, whoever agrees (brake.csv and floor.csv say so): mend the record.",
        ),
        (
            [NEVER, GONE], Agreement(),
            "Of this 1 policy target of 4 (3) may never go, whoever agrees (brake.csv and floor.csv say so): mend the "
            "record.",
        ),
    ],
)  # fmt: skip
def test_what_stands_in_the_way_of_an_edition_that_loses_something(found, agreed, fault):
    assert fault_of(found, agreed) == fault


def test_what_goes_stands_in_the_note_apart_with_who_let_it_go():
    agreed = Agreement(ALL, " Ana ", " They left. ")
    assert noted(" A note. ", [GONE, SMALL], agreed).splitlines() == [
        "A note.",
        "Not in this edition any more: 1 row of 200 of treaties.",
        "Let go by Ana: 2 countries of 57 (FRA, GBR). Why: They left.",
    ]
    assert [(one["by"], one["because"], one["rows"]) for one in brake.entries([GONE, SMALL], agreed)] == [
        ("Ana", "They left.", 2), ("", "", 1),
    ]  # fmt: skip
    assert (brake.facts("x", [], agreed), noted("", [SMALL], agreed)[:20]) == ({"note": "x"}, "Not in this edition ")


def test_of_many_losses_six_are_said():
    many = [Loss(f"t{n}", 1, 9, (), "listed", False) for n in range(7)]
    assert said(many, Agreement(), 3).endswith("; 1 row of 9 of t5; and 1 more.")
    assert said(many[:6], Agreement(), 3).endswith("; 1 row of 9 of t5.")
    assert said(many[:1], Agreement(), 0) == "This first edition would lack 1 row of 9 of t0."
    assert said([], Agreement(), 3) == ""


# ---- late, and first


AT = datetime(2014, 9, 30, 9, tzinfo=UTC)


def entry(n, at, act="prepared", **facts):
    return Entry(n, at.isoformat(), "Ana", act, "edition 2", 1, "", facts, n, "", "")


@pytest.mark.parametrize(
    ("ready", "exports", "now", "is_late"),
    [
        *[(-1, None, 0, False), (0, None, 60, False), (0, None, 61, True), (1, None, 2, True)],
        *[(-9, 0, 60, False), (-9, 1, 2, True), (-9, -20, 2, False)],
    ],
)
def test_an_edition_is_late_that_was_not_ready_at_its_time_or_is_in_force_a_minute_after_it(
    ready, exports, now, is_late
):
    facts = {"embargo": AT.isoformat(), **({"exports": True} if exports is not None else {})}
    prepared = entry(5, AT + timedelta(seconds=ready), **facts)
    its = None if exports is None else entry(4 if exports == -20 else 6, AT + timedelta(seconds=abs(exports)), "made")
    assert bool(_late(prepared, its, AT + timedelta(seconds=now))) is is_late
    assert _late(entry(5, AT), its, AT + timedelta(days=1)) == "", "who asked for no time waits for none"
    whoever = _late(entry(5, AT, embargo=AT.isoformat()), entry(6, AT + timedelta(hours=1), "made"), AT)
    assert whoever == "", "it did not wait for its exports"


def test_acts_are_chained_together_and_who_was_first_is_said():
    first, second = _chained([], [Act("Ana", "noted", "a"), Act("Bo", "noted", "b", 0)], AT.isoformat())
    assert [(one.n, one.version, one.until, one.before) for one in (first, second)] == [
        (1, 1, 2, START), (2, 1, 2, first.hash),
    ]  # fmt: skip
    (third,) = _chained([first, second], [Act("Cy", "told", "a", 1)], AT.isoformat())
    assert (third.n, third.version, third.until, third.before) == (3, 2, 3, second.hash)
    with pytest.raises(
        Conflict, match=r"^a: Ana was first \(noted, 2014-09-30 09:00 UTC\)\. Look again, then decide\.$"
    ):
        _chained([first, second], [Act("Cy", "told", "a", 0)], AT.isoformat())
    with pytest.raises(Conflict, match=r"^c: there is no such thing yet\.$"):
        _chained([first, second], [Act("Cy", "told", "c", 1)], AT.isoformat())
    with pytest.raises(Conflict):
        _chained([], [Act("Cy", "told", "a", 0), Act("Cy", "told", "a", 0)], AT.isoformat())


# ---- what differs in a folder


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def test_files_that_are_missing_changed_or_more_are_each_named(tmp_path):
    for name, text in {"a.parquet": "a", "b.parquet": "other", "manifest.json": "{}", "y.txt": "", "x.txt": ""}.items():
        (tmp_path / name).write_text(text)
    files = {"a.parquet": digest("a"), "b.parquet": digest("b"), "c.parquet": digest("c")}
    assert verify._verify_files(tmp_path, "editions/0001", files) == [
        "editions/0001/c.parquet: is missing.",
        "editions/0001/b.parquet: is not the file that was published; its SHA-256 differs.",
        "editions/0001/x.txt: was not published with the edition.",
        "editions/0001/y.txt: was not published with the edition.",
    ]


def test_an_identity_is_that_of_its_tables_and_of_its_number():
    tables = {"b": {"rows": 1, "hash": "2"}, "a": {"rows": 1, "hash": "1"}}
    assert content_hash(tables) == digest("a 1\nb 2\n") == files_hash({"b": "2", "a": "1"})
    right = {"tables": tables, "hash": content_hash(tables), "edition": 1}
    fault = ["editions/0001/manifest.json: its hash or number is not that of its tables."]
    asked = [
        verify._verify_identity("editions/0001", 1, {**right, **change})
        for change in ({}, {"edition": 2}, {"hash": "x"})
    ]
    assert asked == [[], fault, fault]


@pytest.mark.parametrize("mode", [0o444, 0o644, 0o464, 0o446])
def test_what_anybody_may_write_to_is_named(store, mode):
    (folder := layout.place(store, 1)).mkdir(parents=True)
    (folder / "a.parquet").touch()
    (folder / "a.parquet").chmod(mode)
    folder.chmod(0o555)
    said = "editions/0001/a.parquet: can be written to; expected read-only (chmod a-w)."
    assert verify._writable(store) == ([] if mode == 0o444 else [said])
    folder.chmod(0o755)


# ---- where things lie, and how far exports are


def test_only_what_has_the_name_of_an_edition_is_one(tmp_path):
    for name in ("0001", "0012", "0002-exports", "12x", ".0003-exports", "10000"):
        (tmp_path / "editions" / name).mkdir(parents=True)
    assert (layout.editions(tmp_path), layout.parts(tmp_path / "editions")) == ([1, 12, 10000], [2])
    assert layout.parts(tmp_path / "editions", ".") == [3]
    assert layout.draft(tmp_path, 7) == tmp_path / "desk" / "drafts" / "0007"
    assert layout.making(tmp_path / "0007").name == ".0007-exports"


LOG = [{"total": 3, "by": "1.0.0"}, {"name": "a.xlsx"}, {"name": "b.pdf"}, {"name": "a.xlsx"}]


@pytest.mark.parametrize(
    ("lines", "end", "found"),
    [
        (LOG, "", (2, 3, "")),
        (LOG, '{"name": "c.z', (2, 3, "")),
        ([*LOG, {"failed": "The disk is full."}], "", (2, 3, "The disk is full.")),
        ([*LOG, {"failed": "The disk is full."}, {"name": "c.zip"}], "", (3, 3, "")),
        ([{"total": 3}], "", (0, 3, "")),
        ([], "", None),
    ],
)
def test_how_far_exports_are_is_counted_from_whole_lines(store, lines, end, found):
    (folder := layout.place(store, 1)).mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps({"format": 3}))
    layout.making(folder).mkdir()
    (layout.making(folder) / ".made").write_text("".join(f"{json.dumps(line)}\n" for line in lines) + end)
    progress = made.progress(store, folder)
    assert (progress and (progress.made, progress.of, progress.failed)) == found
    assert progress is None or not progress.is_making
    layout.making(folder).rename(layout.exports_of(folder))
    assert made.is_sealed(folder) and made.progress(store, folder) is None
