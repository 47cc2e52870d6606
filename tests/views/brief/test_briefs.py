"""What a minister is handed: the briefs as PDF and the letter as DOCX say what the screen says, on every machine the
same, and whatever a record holds."""

import hashlib
import io
import os
import re
import subprocess
import sys
from collections import Counter

import docx
import pandas as pd
import pypdf
import pytest

from core import words
from etl.build import build
from etl.source import ROOT
from views import pictures, queries, sentences
from views.brief import blocks, briefs, letter, papers, typesetting
from views.brief.citations import cite_all
from views.edition import in_force
from views.rendering import drawing, workers
from views.tables import table

HEADINGS = [
    "Where it stands on the four targets",
    "Actions on record",
    "What is missing in our record, and what it would take",
    "Figures",
    "Questions to expect",
    "Sources",
]


def pages(made):
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages]


def solid(text):
    """Text without blanks of any kind, because a line of print may end anywhere."""
    return re.sub(r"[\s\u200b]+", "", text)


def all_of(made):
    """What the PDF says on all pages, without the lines at top and foot, without blanks."""
    return solid("".join("\n".join(page.splitlines()) for page in pages(made)))


KINDS = ("country", "target", "conference", "tables")


@pytest.fixture
def kinds(shelf):
    """Call it for a paper of each kind of an edition, made once. Only to look at."""
    return lambda edition: shelf.folder(f"papers of {edition.short}", lambda _folder: _kinds(edition))[1]


def _kinds(edition):
    return {
        "country": briefs.country(edition, "latest", "FRA"),
        "target": briefs.target(edition, "latest", 2),
        "conference": briefs.conference(edition, "latest"),
        "tables": briefs.tables("Gaps", [table(edition, "gaps", as_of="latest", target=3)]),
    }


def said_in(made):
    """Every paragraph of a letter, those in cells too, in reading order, without blanks."""
    body = docx.Document(io.BytesIO(made)).element.body
    return solid(
        "\n".join(
            "".join(text.text or "" for text in line.iter() if text.tag.endswith("}t"))
            for line in body.iter()
            if line.tag.endswith("}p")
        )
    )


@pytest.mark.parametrize("country", ["FRA", "GHA", "XKX", "DEU"])
def test_a_country_has_two_pages_that_read_from_top_to_end(seen, country):
    made = briefs.country(seen, "latest", country)
    assert len(pages(made)) == typesetting.pages(made) == 2
    text = all_of(made)
    places = [text.index(solid(heading)) for heading in HEADINGS]
    assert places == sorted(places)


MORE = pytest.mark.full("more countries and papers of the same round")


@pytest.mark.parametrize(
    "code", ["KOR", *(pytest.param(code, marks=MORE) for code in ("FRA", "GHA", "DEU", "ARM", "THA"))]
)
def test_a_country_of_the_example_round_has_two_pages(illustrated, code):
    assert typesetting.pages(briefs.country(illustrated, "latest", code)) == 2


def test_a_text_of_32766_letters_is_shortened_and_two_pages_stay_two(record, built, monkeypatch):
    """F5: the brief had 27 pages."""
    title = "w " * 16_383
    for line in record.lines("commitments", iso3="GBR")[:3]:
        record.cell("commitments", line, title=title, source_title=title)
    monkeypatch.setenv("MONITOR_STORE", str(built().store))
    text = all_of(drawn := briefs.country(in_force(), "latest", "GBR"))
    assert typesetting.pages(drawn) == 2
    assert solid("w w … (whole in the workbook)") in text and solid("w " * 601) not in text


def test_a_paper_shortens_what_is_longer_than_its_room_and_nothing_else():
    cite = {"source": "s" * 13, "urls": ["u" * 99], "places": [("commitments", 2)], "mark": ""}
    rows = [[[blocks.line("seven eight nine", strong="a" * 12, cites=[cite])], None]]
    (listed,) = papers.shortened([blocks.table([("Head" * 9, 1)], rows)], 12)
    ((cell, below),) = listed["rows"]
    assert (cell[0]["text"], cell[0]["strong"], below) == ("seven eight … (whole in the workbook)", "a" * 12, None)
    assert cell[0]["cites"] == [{**cite, "source": f"{'s' * 12} … (whole in the workbook)"}]
    assert listed["columns"] == [{"title": "Head" * 9, "share": 1}]


def test_every_page_of_every_kind_names_its_edition_its_date_and_its_number(seen, kinds):
    for kind in KINDS:
        made = kinds(seen)[kind]
        texts = pages(made)
        assert texts, kind
        for number, text in enumerate(texts, 1):
            assert f"Edition {seen.number} · {seen.short}" in text, kind
            assert solid(f"Page {number} of {len(texts)}") in solid(text), kind
            assert "As known at: Latest data" in text, kind
            assert words.ILLUSTRATIVE not in text, kind


@pytest.mark.full("papers of each kind of invented figures; a country's is looked at each time")
def test_every_page_says_that_its_figures_are_invented(illustrated, kinds):
    for kind in KINDS:
        made = kinds(illustrated)[kind]
        assert all(solid(words.ILLUSTRATIVE) in solid(text) for text in pages(made)), kind


def test_every_page_of_a_brief_and_a_letter_says_that_its_figures_are_invented(illustrated):
    made = briefs.country(illustrated, "latest", "FRA")
    assert all(solid(words.ILLUSTRATIVE) in solid(text) for text in pages(made)) and len(pages(made)) == 2
    header = docx.Document(io.BytesIO(letter.country(illustrated, "latest", "FRA"))).sections[0]
    assert (
        words.ILLUSTRATIVE in header.header.paragraphs[0].text
        and words.ILLUSTRATIVE in header.footer.paragraphs[0].text
    )


def test_every_kind_is_a_sound_file_tagged_for_screen_readers(seen, kinds, tmp_path):
    for kind in KINDS:
        made = kinds(seen)[kind]
        file = tmp_path / f"{kind}.pdf"
        file.write_bytes(made)
        assert subprocess.run(["qpdf", "--check", file], capture_output=True).returncode == 0
        read = pypdf.PdfReader(file)
        root = read.trailer["/Root"]
        assert (
            root["/MarkInfo"]["/Marked"]
            and root["/StructTreeRoot"]
            and root["/Lang"] == "en"
            and root["/ViewerPreferences"]["/DisplayDocTitle"]
        )
        assert (
            read.metadata.title
            and seen.hash in read.metadata.subject
            and read.metadata.creation_date.isoformat()[:10] == seen.manifest["built_at"][:10]
        )
        assert b"pdfuaid:part" in root["/Metadata"].get_data(), "says that it keeps to PDF/UA"


def test_pictures_carry_words_for_those_who_cannot_see_them(seen, kinds):
    said = sentences.joint_goal(queries.joint_goal(seen, "latest"))
    assert said in {alt for kind in ("conference",) for alt in alternatives(kinds(seen)[kind])}


def alternatives(made):
    """The words of all pictures in the tree of tags."""
    waiting, found = [pypdf.PdfReader(io.BytesIO(made)).trailer["/Root"]["/StructTreeRoot"]], []
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, pypdf.generic.DictionaryObject):
            found += [str(node["/Alt"])] if "/Alt" in node else []
            node = node.get("/K", [])
        waiting += (
            node if isinstance(node, list) else [node] if isinstance(node, pypdf.generic.DictionaryObject) else []
        )
    return found


@pytest.mark.parametrize("as_of", ["latest", "washington-2014"])
def test_a_country_reads_the_same_sentences_on_screen_on_paper_and_in_the_letter(seen, as_of):
    own, peers = (
        queries.milestones(seen, as_of, country="FRA"),
        queries.peers(seen, as_of, "FRA").set_index("milestone"),
    )
    expected = [
        sentences.country(queries.coverage(seen, as_of, country="FRA"), own),
        *own["label"],
        sentences.origins(queries.commitments(seen, as_of, country="FRA")),
    ]
    expected += [
        sentences.peers(int(row.met), int(row.unknown), int(row.every), "EU members") for row in peers.itertuples()
    ]
    shown = table(seen, "gaps", as_of=as_of, country="FRA").shown()
    expected += [*shown["What it would take"], *shown["What"]]
    printed, written = all_of(briefs.country(seen, as_of, "FRA")), said_in(letter.country(seen, as_of, "FRA"))
    assert len(expected) > 10
    for sentence in expected:
        assert solid(sentence) in printed
        assert solid(sentence) in written


def test_the_newest_figures_stand_in_the_letter_with_unit_period_and_source(seen):
    every = (
        queries.observations(seen, "latest", country="DEU")
        .sort_values("date_to", kind="stable")
        .groupby("indicator")
        .tail(1)
    )
    written = said_in(letter.country(seen, "latest", "DEU"))
    assert len(every) > 3
    for row in every.itertuples():
        assert re.search(re.escape(solid(words.measured(row.value, row.qualifier, row.unit))) + r"\[\d+\]", written), (
            row.label
        )


def test_a_country_outside_the_count_is_told_so_and_one_without_a_row_still_has_a_page(seen):
    text = all_of(briefs.country(seen, "brussels-2012", "CAN"))
    assert (
        solid("Not in the list of the Alliance at this date.") in text and solid("so it is in no count either") in text
    )
    nothing = queries.coverage(seen, "brussels-2012").groupby("iso3")["nothing_known"].all()
    text = all_of(briefs.country(seen, "brussels-2012", nothing[nothing].index[0]))
    assert (
        solid("Our record held no figure of this country at this date.") in text
        and solid("That is said of the record, not of the country.") in text
    )
    assert solid("so there is no source") in text


def test_another_date_of_looking_is_another_brief(seen):
    then = all_of(briefs.country(seen, "washington-2014", "FRA"))
    assert solid("Second conference, Washington, 30 September 2014") in then and "2023" not in then.partition(
        "Sources"
    )[0].replace(seen.manifest["built_at"][:4], "")


def test_what_is_left_out_is_counted(seen):
    found = table(seen, "gaps", as_of="latest", country="XKX").frame
    block = {
        "kind": "table",
        "name": "gaps",
        "rows": list(range(len(found))),
        "breaks": [False] * len(found),
        "ranks": list(range(len(found))),
    }
    cut, said = papers.fitted([block], {"gaps": 3})
    assert len(cut["rows"]) == 3 and said["lines"][0]["text"] == f"And {len(found) - 3} more, in the workbook."
    assert papers.fitted([block], {"gaps": len(found)}) == [block]


def test_every_number_of_a_source_is_in_the_list_and_the_list_names_place_and_address(seen):
    text = "".join(pages(briefs.country(seen, "latest", "FRA")))
    body, _dot, listed = text.rpartition("\nSources")
    assert set(re.findall(r"\[(\d+)\]", body)) == set(re.findall(r"\[(\d+)\]", listed)) != set()
    row = queries.commitments(seen, "latest", country="FRA").iloc[0]
    assert solid("Lanzarote Convention page · official · https://www.coe.int") in solid(listed)
    assert solid(row.source_url) in solid(listed) and f"commitments.csv: {row.line}" in listed


SPOKEN = {
    "Typst": "#panic(1) $x^2$ *b* _i_ @ref <label> \\ // /* `raw` ~ -- --- ... [x] #[y] = Head",
    "Markdown and HTML": "# [a](javascript:alert(1)) <script>alert(1)</script> **b** ![i](x) | a | b |",
    "a formula": '=HYPERLINK("http://x") +1 -1 @SUM(A1)',
    "XML": "]]> & < > \" ' <!-- --> &amp; <?x?> <w:t>",
    "40,000 signs": "word " * 7_000 + "x" * 5_000,
    "other scripts": "საქართველო Հայաստան Ελλάδα Україна 日本国 대한민국 ประเทศ",
    "no font": "አማርኛ",
    "control signs and right to left": "a\x01b\x0bc עברית \u202eabc\u202c end",
}
PRINTED = {
    "40,000 signs": "word" * 120 + "…(wholeintheworkbook)",
    "no font": "no font was at hand",
    "control signs and right to left": "end",
}
"""What is looked for on paper where it is not the text itself: a brief has 600 letters of a text and says where all
of it stands, and a reader of PDF may turn Hebrew round."""


NAMES = {
    "GHA": "Gha\x01n\x1ba\ufffe",
    "FRA": "\ufeffFran\ufeffce",
    "DEU": "Long " * 60,
    "AUT": "Twin",
    "BEL": "Twin",
}


@pytest.fixture
def odd(new_record, shelf, monkeypatch):
    """An edition with odd names of countries and odd texts of others, and the country of each text."""
    store, countries = shelf.folder("odd names and texts", lambda store: _odd(store, new_record()))
    monkeypatch.setenv("MONITOR_STORE", str(store))
    return in_force(), countries


def _odd(store, record):
    rows = record.rows("commitments")
    lines = {row["iso3"]: at for at, row in enumerate(rows, 2)}
    announced = Counter(row["iso3"] for row in rows)  # a paper of one action has room for a long text
    few = sorted((code for code in lines if len(code) == 3 and code not in NAMES), key=lambda code: announced[code])
    countries = dict(zip(few, SPOKEN, strict=False))
    for code, name in countries.items():
        record.cell("commitments", lines[code], title=SPOKEN[name], note=SPOKEN[name])
    for code, name in NAMES.items():
        record.cell("participants", record.line("participants", iso3=code), name=name)
    build(store, record.folder)
    return countries


def test_text_of_any_kind_comes_through_unchanged_and_breaks_nothing(odd):
    seen, countries = odd
    assert len(countries) == len(SPOKEN)
    for code, name in countries.items():
        kept = words.CONTROL.sub("", SPOKEN[name])
        assert solid(kept) in said_in(letter.country(seen, "latest", code)), name
        printed = all_of(briefs.country(seen, "latest", code))
        room = kept[:600]
        assert printed.count("x") >= room.count("x") and printed.count("word") >= room.count("word"), name
        assert solid(PRINTED.get(name, kept)) in printed, name
    for target in (1, 2, 3, 4):
        briefs.target(seen, "latest", target)
    briefs.tables("Actions", [table(seen, "commitments", as_of="latest")])


@pytest.mark.full("names go through the same places as the texts of the test before")
def test_names_of_any_kind_come_through_too(odd):
    seen, _countries = odd
    for code, name in {"GHA": "Ghana", "FRA": "France", "DEU": NAMES["DEU"], "AUT": "Twin"}.items():
        read, printed = (
            docx.Document(io.BytesIO(letter.country(seen, "latest", code))),
            briefs.country(seen, "latest", code),
        )
        assert read.paragraphs[0].text.strip() == name.strip() and len(read.core_properties.title) <= 255
        assert solid(name) in all_of(printed) and typesetting.pages(printed) == 2
        assert b"pdfuaid:part" in pypdf.PdfReader(io.BytesIO(printed)).trailer["/Root"]["/Metadata"].get_data()
    text = all_of(briefs.conference(seen, "latest"))
    assert solid("Twin (AUT)") in text and solid("Twin (BEL)") in text and "Ghana" in text
    for name in ("matrix", "voices"):
        drawn = drawing.svg(pictures.picture(seen, name, as_of="latest"))
        assert ">Twin (AUT)<" in drawn and ">Twin (BEL)<" in drawn and ">Ghana<" in drawn
        drawing.png(pictures.picture(seen, name, as_of="latest"))


def test_a_sign_against_the_standard_costs_the_standard_and_not_the_paper(seen, monkeypatch):
    monkeypatch.setattr(workers, "settable", lambda text: text)
    drawn = papers.Paper("Kicker", "\ufeffFran\ufeffce", "Said so", seen, "latest", [])
    made = typesetting.pdf(drawn)
    assert (
        "Said" in pages(made)[0]
        and b"pdfuaid:part" not in pypdf.PdfReader(io.BytesIO(made)).trailer["/Root"]["/Metadata"].get_data()
    )
    assert "no font was at hand" not in pages(made)[0]


def test_another_process_on_another_day_makes_the_same_bytes(seen):
    program = (
        "import hashlib; from views.brief import briefs, letter; from views.edition import in_force; e = in_force();"
        "print([hashlib.sha256(made).hexdigest() for made in (briefs.country(e, 'latest', 'FRA'), letter.country(e, "
        "'latest', 'FRA'), briefs.target(e, 'latest', 1))])"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1"}
    other = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    ).stdout.strip()
    mine = [
        briefs.country(seen, "latest", "FRA"),
        letter.country(seen, "latest", "FRA"),
        briefs.target(seen, "latest", 1),
    ]
    assert other == str([hashlib.sha256(made).hexdigest() for made in mine])


def test_no_font_of_the_machine_is_used(seen):
    fonts = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for page in pypdf.PdfReader(io.BytesIO(briefs.country(seen, "latest", "FRA"))).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert {re.split(r"[-\d]", name)[0] for name in fonts} <= {"SourceSans", "FiraSans", "DejaVuSansMono"}


def test_the_letter_has_headings_tables_and_pictures_that_word_knows(seen):
    read = docx.Document(io.BytesIO(letter.country(seen, "latest", "FRA")))
    assert [line.text for line in read.paragraphs if line.style.name == "Heading 1"] == HEADINGS
    assert read.paragraphs[0].style.name == "Title" and read.paragraphs[0].text == "France"
    assert all(part.rows[0]._tr.trPr.xpath("w:tblHeader") for part in read.tables) and len(read.tables) == 4
    assert all(shape._inline.docPr.get("descr") for shape in read.inline_shapes) and len(read.inline_shapes) == 2
    assert (
        read.core_properties.identifier == seen.hash
        and read.core_properties.created.isoformat()[:10] == seen.manifest["built_at"][:10]
    )
    assert seen.short in read.sections[0].footer.paragraphs[0].text


def test_the_pack_has_every_country_every_target_and_what_the_record_holds_of_each(seen, kinds):
    made = kinds(seen)["conference"]
    text = all_of(made)
    for title in (
        "Contents",
        "All countries by milestone",
        "What our record holds of each country",
        "Method",
        "Sources",
        *(f"Target {n}: " for n in (1, 2, 3, 4)),
    ):
        assert solid(title) in text
    for name in queries.roster(seen, "latest")["country"]:
        assert solid(name) in text
    for sentence in (
        sentences.alliance(
            queries.targets(seen, "latest"), queries.joint_goal(seen, "latest"), queries.milestones(seen, "latest")
        ),
        sentences.reporting(queries.coverage(seen, "latest")),
    ):
        assert solid(sentence) in text
    assert [entry["/Title"] for entry in pypdf.PdfReader(io.BytesIO(made)).outline if isinstance(entry, dict)], (
        "bookmarks lead to the parts"
    )


@pytest.mark.parametrize("target", [1, 2, 3, 4])
def test_a_target_says_what_its_page_says(seen, target):
    text = all_of(briefs.target(seen, "latest", target))
    row = queries.targets(seen, "latest", target).iloc[0]
    totals = queries.milestone_totals(seen, "latest", target)
    joint, states = queries.joint_goal(seen, "latest"), queries.milestones(seen, "latest")
    expected = [
        sentences.target(row, joint, states),
        *(sentences.milestone(total, states[states["milestone"] == total.item]) for total in totals.itertuples()),
        sentences.origins(queries.commitments(seen, "latest", target)),
    ]
    expected += [sentences.gap(gap) for gap in queries.gap_totals(seen, "latest", target).itertuples()]
    expected += (
        [sentences.takes_now(joint), sentences.growth(joint), sentences.base(joint)]
        if target == 1
        else [sentences.known(row)]
    )
    assert [sentence for sentence in expected if solid(sentence) not in text] == []


def test_any_table_goes_on_paper_with_its_filters_and_all_its_rows(seen):
    found = table(seen, "milestones", as_of="latest", country="FRA")
    text = all_of(briefs.tables("France", [found]))
    assert solid(found.filters_text) in text and all(solid(cell) in text for cell in found.shown()["Milestone"])
    empty = table(seen, "promises", as_of="latest", country="FRA")
    assert solid("Our record holds nothing here.") in all_of(briefs.tables("Two", [found, empty]))
    with pytest.raises(ValueError, match="needs a table"):
        briefs.tables("None", [])


def asked(gaps=(), promises=(), directions=()):
    frames = [
        pd.DataFrame(rows, columns=columns)
        for rows, columns in (
            ([(*row, "UTO") for row in gaps], ["kind", "item", "label", "known_at", "target_no", "iso3"]),
            (promises, ["title", "status", "completion"]),
            (directions, ["status", "label"]),
        )
    ]
    kinds = pd.DataFrame({"milestone": ["hotline"], "question": ["Is there a hotline?"]})
    names, undated = {1: "Identify", 4: "Reduce"}, frozenset()
    return [question for question, _why in sentences.questions("Utopia", *frames, kinds, names, undated)]


def test_questions_begin_with_what_is_late_and_take_one_of_each_kind_first():
    late, unknown, silent = (
        ("overdue", "C1", "A law", "2014-06", 4),
        ("not_known", "hotline", "Hotline", None, 4),
        ("not_reported", "action", "No action on record", None, 1),
    )
    assert asked([silent, unknown, late, ("due_no_report", "C2", "A unit", "2015", 1)]) == [
        "What became of “A law”, which was due June 2014?",
        "Is there a hotline?",
        "What has Utopia done under target 1, Identify?",
    ]
    assert asked(
        [("not_joined", "hotline", "Hotline", "2019", 4)],
        [("A plan", "implemented", "limited"), ("B", "implemented", "complete")],
    ) == [
        "You report “A plan” as implemented. What is there to show for it?",
        "Is there a hotline? If not, what stands in the way?",
    ]
    assert asked() == ["What can Utopia show to others?"]


def test_a_source_of_sure_and_unsure_rows_is_cited_once_with_the_mark_and_once_without():
    row = {"source_title": "A list", "source_url": "https://example.org/", "evidence": "verified", "file": "treaties"}
    row["source_tier"] = "publisher or official body"
    rows = pd.DataFrame([{**row, "line": 2}, {**row, "evidence": "unconfirmed", "line": 3}, {**row, "line": 4}])
    assert [(one["mark"], one["places"]) for one in cite_all(rows)] == [
        ("", [("treaties", 2), ("treaties", 4)]),
        ("◌ unconfirmed", [("treaties", 3)]),
    ]
