"""A contradiction of the record, followed to everything a reader sees: New Zealand and the Budapest Convention."""

import io
import json

import docx
import pypdf
import pytest

from tests.views.api.test_api import APP, TestClient
from views import pictures, queries
from views.brief import briefs, letter
from views.tables import table

pytestmark = pytest.mark.usefixtures("seen")
YES, NO = "accession, undated (Transparency International New Zealand", "listed as not party, 7 August 2025 (Bell Gully"
WORD = "Sources differ"


def plain(text):
    return " ".join(text.replace("\\", "").split())


def test_the_page_of_the_country_shows_both_side_by_side(visit):
    app = visit("countries", country="New Zealand")
    page = plain("\n".join(one.value for kind in ("markdown", "caption") for one in app.get(kind)))
    assert f"[≠] {WORD}" in page and YES in page and NO in page
    assert "◌ unconfirmed: listed as not party, 7 September 2020 (Artsakh news" in page
    other = plain("\n".join(one.value for one in visit("countries", country="Sweden").get("markdown")))
    assert WORD not in other and "◌ unconfirmed: listed" not in other


def test_the_page_of_the_target_names_the_country_with_both(visit):
    page = plain("\n".join(one.value for one in visit("targets", target="2").get("caption")))
    assert f"**{WORD} (1):** New Zealand: {YES}" in page and NO in page
    assert "47 yes, 0 no, 7 not known (the sources differ of 1), of 54 countries" in page


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_brief_and_letter_hold_both_and_cite_both(seen, ending):
    made = {"pdf": briefs, "docx": letter}[ending].country(seen, "latest", "NZL")
    if ending == "pdf":
        text = plain(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages))
    else:
        held = docx.Document(io.BytesIO(made))
        cells = [cell.text for part in held.tables for row in part.rows for cell in row.cells]
        text = plain(" ".join([*(paragraph.text for paragraph in held.paragraphs), *cells]))
    assert WORD in text and "accession, undated" in text and "listed as not party, 7 August 2025" in text
    assert "Make haste slowly" in text and "Bell Gully" in text


def test_the_api_answers_with_both():
    with TestClient(APP) as client:
        (row,) = client.get("/api/v1/milestones?as_of=latest&state=sources_differ").json()["data"]
    assert (row["iso3"], row["milestone"], row["fact"], row["other_fact"]) == (
        *("NZL", "budapest"),
        *("accession", "listed_as_not_party"),
    )
    assert "transparency.org.nz" in row["source_url"] and "bellgully.com" in row["other_url"]


def test_the_matrix_of_compare_says_both_and_draws_its_own_mark(seen):
    spec = json.dumps(pictures.picture(seen, "matrix", as_of="latest", region="Oceania").spec, ensure_ascii=False)
    assert '"state": "sources_differ"' in spec and YES in spec and NO in spec
    before = pictures.picture(seen, "matrix", as_of="brussels-2022", region="Oceania").spec["layer"][0]["data"]
    assert "sources_differ" not in json.dumps(before)


def test_the_gaps_ask_for_what_settles_it(seen):
    rows = table(seen, "gaps", as_of="latest", country="NZL", kind="sources_differ")
    assert rows.frame[["item", "kind"]].values.tolist() == [["budapest", "sources_differ"]]
    assert list(rows.shown()["What it would take"]) == ["A source that settles it; if it says no: ratify or accede"]


def test_no_country_else_has_two_sources_that_contradict_each_other(seen):
    rows = queries.milestones(seen, "latest", state="sources_differ")
    assert rows[["iso3", "milestone"]].values.tolist() == [["NZL", "budapest"]]
