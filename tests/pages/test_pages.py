"""Every page inside its frame, at every date, and what a reader meets there. A new page is tested by existing."""

import csv
import re
from urllib.parse import parse_qsl

import pytest

from etl.build import build
from etl.source import DEFINITIONS, ROOT
from views import queries

PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py") if path.stem != "__init__")
with open(DEFINITIONS / "conferences.csv", encoding="utf-8", newline="") as handle:
    DATES = [row["as_of"] for row in csv.DictReader(handle)]
COUNTS = re.compile(r"(\d+) yes, (\d+) no, (\d+) not known(?: \(the sources differ of \d+\))?, of (\d+) countries")


def alts(app):
    """The sentence that each chart has for who cannot see it."""
    return [chart.proto.alt for chart in app.get("vega_lite_chart")]


def said(app):
    """Everything that a page says, line by line."""
    return [
        one.value for kind in ("title", "subheader", "markdown", "caption", "info") for one in app.get(kind)
    ] + alts(app)


def notices(app):
    return [one.value for one in app.info]


def calm(app):
    """A page with a title and without any sign of an error."""
    assert (list(app.exception), list(app.error), list(app.warning)) == ([], [], [])
    assert len(app.title) == 1 and app.title[0].value
    return app


@pytest.fixture
def look_at(seen, visit, opened={}):  # noqa: B006
    """Call it for a page of the edition at a date that several tests share; only to look at."""

    def shared(page, as_of):
        key = (seen, page, as_of)
        if key not in opened:
            opened[key] = visit(page, as_of=as_of)
        return opened[key]

    return shared


EACH = pytest.mark.full("every page at every date; the overview opens at each, every page at the first and the newest")


@pytest.mark.parametrize(
    ("page", "as_of"),
    [
        pytest.param(page, as_of, marks=() if page == "overview" or as_of in (DATES[0], DATES[-1]) else EACH)
        for page in PAGES
        for as_of in DATES
    ],
)
def test_a_page_opens_at_a_date(seen, look_at, page, as_of):
    app = calm(look_at(page, as_of))
    assert app.selectbox(key="as_of").value == as_of and notices(app) == [] or page == "countries"
    assert any(f"Edition {seen.number} · {seen.short}" in line for line in said(app)), (
        "the edition stands on every page"
    )
    assert all(alts(app)), "every chart has a sentence"


@pytest.mark.parametrize("page", PAGES)
def test_everything_that_can_be_opened_opens(seen, visit, page):
    app = visit(page)
    keys = {re.sub(r"^\$\$ID-[0-9a-f]+-", "", one.proto.popover.id or one.proto.id) for one in app.get("popover")} | {
        one.proto.id.rpartition("-")[2] for one in app.get("expander")
    }
    for key in keys & {key for key in keys if key and key != "None"}:
        app.session_state[key] = True
    before = len(list(app.table) + list(app.dataframe) + list(app.code))
    calm(app.run())
    assert len(list(app.table) + list(app.dataframe) + list(app.code)) > before or not keys
    assert keys or page in ("gaps", "quality"), f"nothing to open on {page} of edition {seen.number}"


@pytest.mark.parametrize("said_in_address", ["FRA", "France"])
def test_a_link_with_a_code_or_a_name_chooses_france(seen, visit, said_in_address):
    app = calm(visit("countries", country=said_in_address, as_of="washington-2014"))
    assert (app.selectbox(key="country").value, app.title[0].value, notices(app)) == ("FRA", "France", [])
    written = {"country": said_in_address, "as_of": "washington-2014"}
    assert dict(app.query_params) == written and seen.number == 1, "no page rewrites its own address"


def test_a_choice_goes_into_the_address(seen, visit):
    app = visit("countries")
    app.selectbox(key="country").set_value("PHL").run()
    assert calm(app).title[0].value == "Philippines" and seen.number == 1
    app.selectbox(key="as_of").set_value("brussels-2012").run()
    assert calm(app).selectbox(key="country").value == "PHL"


def test_a_link_keeps_the_date_and_the_edition_and_the_page_behind_it_opens_there(seen, visit):
    app = calm(visit("overview", as_of="washington-2014", edition=str(seen.number)))
    linked = {
        one.proto.label: (one.proto.page, dict(parse_qsl(one.proto.query_string))) for one in app.get("page_link")
    }
    kept = {"as_of": "washington-2014", "edition": "1"}
    assert linked["All gaps by country"] == ("gaps", kept)
    assert linked["Target 2 in depth"] == ("targets", {**kept, "target": "Investigate and prosecute"})
    behind = calm(visit("targets", **linked["Target 2 in depth"][1]))
    assert [behind.selectbox(key=key).value for key in ("as_of", "target")] == ["washington-2014", 2]


def test_without_a_date_in_the_address_a_link_has_none(seen, visit):
    app = calm(visit("overview"))
    assert {one.proto.label: one.proto.query_string for one in app.get("page_link")}["All gaps by country"] == ""
    assert seen.number == 1


ODD = ["nowhere", "<script>**x** [y](http://z)", "²", "9" * 40]
CHOICES = [
    ("countries", "country"),
    ("reporting", "as_of"),
    ("targets", "target"),
    ("reporting", "edition"),
    ("compare", "country"),
    ("gaps", "kind"),
    ("method", "formula"),
]
PAIRS = pytest.mark.full("every odd text in every choice; two of them are in each, and numbers meet all")


@pytest.mark.parametrize(
    ("page", "name", "odd"),
    [
        pytest.param(*choice, odd, marks=() if choice[1] in ("target", "edition") or (n + m) % 2 else PAIRS)
        for n, choice in enumerate(CHOICES)
        for m, odd in enumerate(ODD)
    ],
)
def test_an_unknown_choice_in_the_address_is_told_and_left_out(seen, visit, page, name, odd):
    app = calm(visit(page, **{name: odd}))
    if name != "formula":
        assert len(notices(app)) == 1 and odd[:1] in notices(app)[0] and seen.number == 1


def test_an_older_edition_can_be_named_in_the_address(published, record, visit, monkeypatch):
    monkeypatch.setenv("MONITOR_STORE", str(published))
    app = visit("overview")
    record.cell("observations", 2, value="47")
    build(published, record.folder)
    assert any("newer edition, 2, is in force" in line for line in notices(calm(app.run())))
    assert any("Edition 1 ·" in line for line in said(app)), "a session stays with its edition"
    assert any("Edition 2 ·" in line for line in said(visit("overview")))
    assert any("Edition 1 ·" in line for line in said(visit("overview", edition="1")))


def test_at_the_launch_48_countries_are_counted_and_the_goal_cannot_be_judged(seen, look_at):
    app = look_at("overview", "brussels-2012")
    counts = [found for alt in alts(app) for found in COUNTS.findall(alt)]
    assert len(counts) == len(queries.milestone_totals(seen, "brussels-2012")) and {of for *_, of in counts} == {"48"}
    assert any(re.search(r"(can|could) ?not be judged", line, re.IGNORECASE) for line in said(app))
    assert not any("54" in alt for alt in alts(app))


@pytest.mark.parametrize("as_of", DATES)
def test_what_is_not_known_stays_in_the_count(seen, look_at, as_of):
    app, total = look_at("overview", as_of), len(queries.roster(seen, as_of))
    counts = [[int(n) for n in found] for alt in alts(app) for found in COUNTS.findall(alt)]
    assert len(counts) == 10 and all(yes + no + unknown == of == total for yes, no, unknown, of in counts)
    told = queries.milestone_totals(seen, as_of)
    assert sorted(counts) == sorted(
        [int(row.met), int(row.not_met), int(row.not_known), total] for row in told.itertuples()
    )


def test_context_indicators_never_have_a_place(seen, visit):
    found = queries.comparison(seen, "latest").merge(seen.rows("indicators")[["indicator", "rule"]], on="indicator")
    context = found[found["rule"] == "context"]
    assert (
        len(context) > 100
        and not context["ranked"].any()
        and context["place"].isna().all()
        and all(context["rank_reason"])
    )
    app = calm(visit("compare", country=["USA", "GBR", "DEU", "FRA", "NLD", "JPN"]))
    bars = [chart for chart in app.get("vega_lite_chart") if '"bar"' in chart.proto.spec]
    assert len([line for line in said(app) if "not ranked" in line]) == len(bars) > 3
    assert not any(re.search(r"\bplace among\b|\brank(ed)? \d|#\d", line, re.IGNORECASE) for line in said(app))


def test_figures_of_different_definitions_are_refused_with_the_reason(seen, visit):
    app = calm(visit("compare", country=["USA", "GBR"]))
    (refused,) = [
        one.value for one in app.table if len(one.value.columns) == 3 and "Why it is not compared" in one.value
    ]
    (arrests,) = refused[refused["Indicator"] == "Persons arrested"].to_dict("records")
    assert (
        "United Kingdom" in arrests["Countries with a figure"] and "United States" in arrests["Countries with a figure"]
    )
    assert "definitions differ" in arrests["Why it is not compared"] and all(refused["Why it is not compared"])
    assert "Investigations or cases" in set(refused["Indicator"]) and seen.number == 1
    assert not any(one.value.startswith(("**Persons arrested,", "**Investigations or cases,")) for one in app.markdown)


def test_a_country_is_chosen_at_most_six_times_and_one_is_not_compared(seen, visit):
    app = calm(visit("compare", country=["FRA"]))
    assert not any("Why it is not compared" in one.value for one in app.table) and seen.number == 1
    seven = calm(visit("compare", country=["FRA", "DEU", "ITA", "ESP", "GBR", "JPN", "USA"]))
    assert seven.multiselect[0].value == ["FRA", "DEU", "ITA", "ESP", "GBR", "JPN"]


def test_unconfirmed_rows_carry_their_mark(seen, visit):
    app = visit("method")
    app.session_state["terms"] = True
    app.run()
    (terms,) = [one.value for one in app.table if "In older texts" in one.value]
    frame = seen.rows("terminology", order="term_in_old_texts")
    assert [("◌" in cell) for cell in terms["Source"]] == (frame["evidence"] == "unconfirmed").tolist() and 0 < sum(
        "◌" in cell for cell in terms["Source"]
    ) < len(terms)
    goals = queries.goals(seen)
    for target in (1, 2, 3, 4):
        lines = said(visit("targets", target=str(target)))
        for goal in goals[goals["target_no"] == target].itertuples():
            (line,) = [line for line in lines if line.startswith(f"**{goal.goal_id} ")]
            assert ("◌" in line) == (goal.evidence == "unconfirmed")


def test_an_unconfirmed_figure_carries_its_mark_in_the_table(record, store, visit, monkeypatch):
    line = record.line("observations", indicator="icse_victims_identified_cum", iso3="WLD", period="2022-11-18")
    record.cell("observations", line, evidence="unconfirmed")
    build(store, record.folder)
    monkeypatch.setenv("MONITOR_STORE", str(store))
    app = visit("overview")
    app.session_state["table_joint"] = True
    app.run()
    shown = next(one.value for one in app.table if "Series" in one.value)
    assert [("◌" in str(cell)) for cell in shown["Source"]].count(True) == 1


def test_before_the_first_edition_there_is_a_calm_page(tmp_path, visit, monkeypatch):
    monkeypatch.setenv("MONITOR_STORE", str(tmp_path / "nothing"))
    app = calm(visit("overview"))
    assert len(notices(app)) == 1 and re.search(r"etl build|make run", notices(app)[0])
    assert len(app.selectbox) == 0 and not (tmp_path / "nothing").exists()


def test_reading_never_writes(seen, visit, digests):
    store = seen.folder.parent.parent
    before, times = digests(store), {path: path.stat().st_mtime_ns for path in store.rglob("*")}
    for page in PAGES:
        calm(visit(page, as_of="washington-2014"))
    assert digests(store) == before and {path: path.stat().st_mtime_ns for path in store.rglob("*")} == times


@pytest.mark.usefixtures("illustrated")
def test_who_says_nothing_of_a_phenomenon_stays_in_its_count(visit):
    threats = next(one.value for one in calm(visit("reporting")).table if "▨ No answer" in one.value)
    assert set(threats.set_index("Phenomenon").sum(axis=1)) == {54}
