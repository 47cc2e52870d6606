"""The laboratory: any series judged by every profile at once, the gap worked out by hand, faults in friendly words, and
the page on which it stands."""

import csv
import json
import math

import altair as alt
import pytest
from jsonschema import ValidationError
from streamlit.testing.v1 import AppTest

from etl.assessment.assess import run
from etl.assessment.laboratory import judged
from etl.assessment.pasted import series
from etl.assessment.setting import Setting, by_whole_years
from tests.pages.test_pages import calm, said
from views import laboratory, queries

SERIES = "2015, 40\n2016, 42\n2017,\n2018, 45\n2021, 55"
GROWTH = {"rule": "growth_to_target", "direction": "up", "target": 80.0, "target_year": 2030.0, "base_year": 2015.0}
PROFILES = ["alliance", "destatis", "eurostat", "sdsn", "statcan", "unsd"]
ASKED = {
    "annual_growth": {"target": 0.1, "target_year": 2030.0, "base_year": 2015.0}, "growth_to_target": GROWTH,
    "level": GROWTH, "doubling": {"target_year": 2030.0}, "halving": {"target_year": 2030.0},
    "parity": {"target_year": 2030.0},
    "score": {"lower_bound": 0.0, "target": 100.0, "green_threshold": 80.0, "red_threshold": 40.0,
    "target_year": 2030.0}, "growth": {"direction": "up"},
    "direction": {"direction": "up"}, "keep": {"direction": "up", "target": 50.0}, "binary": {},
    "ordinal": {"target": 60.0},
}  # fmt: skip


def fields(app, **values):
    """Write into fields of the laboratory and look again."""
    for name, value in values.items():
        (field,) = [
            one
            for kind in ("text_area", "number_input", "selectbox", "button_group")
            for one in app.get(kind)
            if one.key == f"lab_{name}"
        ]
        field.set_value(value)
    return calm(app.run())


def side_by_side(app):
    (table,) = [one.value for one in app.table if "Its rule" in one.value]
    return table


def info(app):
    return "\n".join(one.value for one in app.info)


@pytest.mark.parametrize(
    "line", ["2015, 12.5", "2015\t12.5", "2015;12,5", "2015;12.5", ' "2015" , "12.5" ', "2015,12.5,", "2015\t12,5"]
)
def test_a_line_is_read_with_comma_tab_or_semicolon(line):
    assert series(line) == ([(1, 2015, 12.5)], [])


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("", None),
        ("0", 0),
        ("31 000", 31000),
        ("31\u202f000", 31000),
        ("1'234", 1234),
        ("1,234,567", 1234567),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("0,125", 0.125),
        ("1234,567", 1234.567),
        ("1.2340", 1.234),
        ("−5", -5),
        ("٤٥", 45),
        (".5", 0.5),
        ("5.", 5),
        ("1e3", 1000),
        ("1E-300", 1e-300),
        ("12.123456789012", 12.123456789012),
    ],
)
def test_a_value_is_read_as_people_write_it_and_an_empty_one_is_not_reported(value, read):
    assert series(f"2015; {value}") == ([(1, 2015, read)], [])


def test_a_header_says_where_year_and_value_are():
    assert series("case_id,year,value\nA,2016,2\nA,2015,1\n") == ([(3, 2015, 1), (2, 2016, 2)], [])
    assert series("value;note;Year\n5;x;2015") == ([(2, 2015, 5)], [])
    assert series("when, how many\n2015, 5") == ([(2, 2015, 5)], [])


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("2015, 1\n2016, about 60", 2, "“about 60” is not a number"),
        ("2015, 1\n2016, nan", 2, "“nan” is not a number"),
        ("2015, 1\n2016, 1e999", 2, "“1e999” is not a number"),
        ("2015, 1\n\n20x6, 5", 3, "“20x6” is not a year"),
        ("0, 1", 1, "“0” is not a year"),
        ("2015;1,234", 1, "“1,234” can be read in two ways. It takes the number without a separator: 1234, or 1.2340"),
        ("2015, 1.234", 1, "“1.234” can be read in two ways. It takes the number without a separator: 1234, or 1.2340"),
        ("2015;1 2345", 1, "“1 2345” is not a number"),
        ("2015, 12 %", 1, "“12 %” is not a number"),
        ("2015, -", 1, "“-” is not a number"),
        ("2015, n/a", 1, "“n/a” is not a number"),
        ("2015, 1,234", 1, "3 cells"),
        ("2015", 1, "1 cells"),
        ("2015, 1\n2016, 2\n2015, 3", 3, "the year 2015 stands twice, first in line 1"),
        ("case_id,year,value\nA,2015,1\nB,2016,2", 3, "a second series, “B”"),
        ("year,value,case_id\n2015,1\n2016,2,A", 2, "2 cells"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_in_friendly_words(text, line, words):
    answer = judged(text, GROWTH)
    (found,) = [laboratory.fault(one) for one in answer.faults]
    assert found.startswith(f"Line {line}: ") and words in found and answer.judgements == {}


def test_more_lines_than_the_laboratory_takes_are_told_at_once():
    answer = judged("\n".join(f"{year}, 1" for year in range(1000, 2001)), GROWTH)
    assert [laboratory.fault(one)[:21] for one in answer.faults] == [
        "There are 1001 lines;"
    ] and answer.judgements == {}


def test_the_gap_of_a_growth_in_units_and_years():
    one = judged(SERIES, GROWTH).judgements["alliance"]
    path = 40 * 2 ** (6 / 15)
    assert (
        one.standing.path.at(2021) == pytest.approx(path)
        and one.standing.gap == pytest.approx(55 - path)
        and one.standing.years == pytest.approx(15 * math.log2(55 / 40) - 6)
    )
    assert laboratory.gap(one, "up") == "55 in 2021, where the path asks for 52.8: 2.22 above, 0.9 years ahead."


def test_the_gap_of_a_level_goes_by_equal_steps():
    one = judged(SERIES, {**GROWTH, "rule": "level"}).judgements["alliance"]
    assert (one.standing.path.at(2021), one.standing.gap, one.standing.years) == (56, -1, pytest.approx(-0.375))
    assert laboratory.gap(one, "up") == "55 in 2021, where the path asks for 56: 1 below, 0.4 years behind."


def test_the_gap_of_a_required_rate_goes_on_past_the_horizon():
    one = judged(
        "2010, 100\n2020, 300", {"rule": "annual_growth", "target": 0.1, "target_year": 2015.0, "base_year": 2010.0}
    ).judgements["alliance"]
    assert one.standing.path.at(2020) == pytest.approx(100 * 1.1**10) and one.standing.years == pytest.approx(
        math.log(3, 1.1) - 10
    )


def test_a_kept_level_has_a_gap_without_years_and_a_direction_has_none():
    keep, direction = (
        judged(SERIES, {"rule": rule, "direction": "up", "target": 50.0}).judgements["alliance"]
        for rule in ("keep", "direction")
    )
    assert (laboratory.gap(keep, "up"), keep.standing.years) == ("55 in 2021, and the target is 50: 5 above.", None)
    assert (laboratory.gap(direction, "up"), direction.standing) == ("", None)


@pytest.mark.parametrize(
    ("last", "words"), [(95, "past the end of the path"), (30, "further from the target than the base")]
)
def test_a_value_that_the_path_never_has_is_told_without_years(last, words):
    one = judged(f"2015, 40\n2021, {last}", GROWTH).judgements["alliance"]
    assert one.standing.years is None and words in laboratory.gap(one, "up")


def test_every_profile_stands_in_the_table_with_its_own_rule(seen):
    found = judged(
        SERIES, {"rule": "annual_growth", "target": 0.1, "target_year": 2030.0, "base_year": 2015.0}
    ).judgements
    assert list(found) == PROFILES and seen.number == 1
    assert {name: one.instead for name, one in found.items()} == {
        "alliance": "annual_growth", "destatis": "level", "eurostat": "growth_to_target", "sdsn": None,
        "statcan": "growth_to_target", "unsd": "growth_to_target",
    }  # fmt: skip
    assert (
        "sdsn" not in found["statcan"].files["settings.csv"]
        and f"{40 * 1.1**15}" in found["statcan"].files["settings.csv"]
    )
    table = laboratory.side_by_side(seen, found)
    assert list(table.columns) == ["Profile", "Its rule", "Status", "Ratio", "Base", "Why"] and len(table) == len(
        PROFILES
    )
    assert table.iloc[3].tolist()[1:5] == ["–", "no fitting rule", "–", "–"] and "SDSN" in table.iloc[3]["Why"]


def test_the_last_figure_of_a_year_stands_though_what_follows_was_not_reported():
    points, _ = series("2013.2, 4\n2013.5, 5\n2013.9,\n2014.1,")
    assert by_whole_years(points, Setting("level"))[0] == [(0, 2013, 5), (0, 2014, None)]


def test_institutions_take_whole_years_and_say_so():
    found = judged("2015.5, 40\n2020.25, 50\n2020.75, 55", {**GROWTH, "base_year": 2015.5}).judgements
    assert (found["alliance"].result.current_year, found["alliance"].is_thinned) == (2020.75, False)
    assert (
        found["statcan"].result.base_year,
        found["statcan"].result.current_year,
        found["statcan"].result.current_value,
    ) == (2015, 2020, 55)
    assert "whole years" in laboratory.why(found["statcan"], "x") and "whole years" not in laboratory.why(
        found["alliance"], "x"
    )


def test_a_setting_at_fault_is_told_in_the_words_of_the_fields():
    found = judged(SERIES, {**GROWTH, "target": None, "target_year": None}).judgements
    assert (
        laboratory.why(found["alliance"], "x")
        == "Target is empty; it takes a number, because the rule is growth_to_target."
    )
    found = judged(SERIES, {**GROWTH, "target_year": 2010.0}).judgements
    assert laboratory.why(found["statcan"], "x") == "Target year: found 2010, it takes a year after the base year 2015."


def has_words_and_a_picture(seen, answer):
    """Every profile says something of the answer, in words and in a picture that is data, or has no rule for it."""
    assert list(answer.judgements) == PROFILES and len(laboratory.side_by_side(seen, answer.judgements)) == 6
    for one in answer.judgements.values():
        assert (
            laboratory.why(one, "x")
            and "None" not in laboratory.gap(one, "up")
            and (one.result is None or laboratory.status(seen, one))
        )
        assert json.dumps(laboratory.spec(answer, one), allow_nan=False)


@pytest.mark.parametrize("rule", laboratory.RULES)
def test_every_kind_of_goal_has_its_answers_and_the_command_line_gives_the_same(seen, rule, tmp_path):
    answer = judged(SERIES, {**ASKED[rule], "rule": rule})
    has_words_and_a_picture(seen, answer)
    one = list(answer.judgements.values())[-1 if answer.judgements["unsd"].instead else 0]
    for name, text in one.files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    faults = run(one.profile, tmp_path / "settings.csv", tmp_path / "series.csv", tmp_path / "out.csv").left_out
    (row,) = csv.DictReader((tmp_path / "out.csv").read_text(encoding="utf-8").splitlines())
    assert faults == []
    assert {name: cell for name, cell in row.items() if name in ("status", "reason")} == {
        name: getattr(one.result, name) for name in ("status", "reason")
    }
    assert (float(row["ratio"]) if row["ratio"] else None) == one.result.ratio


STRANGE = ["2015, -5\n2016, 0\n2020, 1e300", "2015,\n2016,", "1, 1e-300\n9999, 1e300"]
OTHERS = pytest.mark.full("each goal meets one strange series in the fast tier, and each strange series four goals")


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        pytest.param(rule, text, marks=() if n % len(STRANGE) == m else OTHERS)
        for n, rule in enumerate(laboratory.RULES)
        for m, text in enumerate(STRANGE)
    ],
)
def test_every_kind_of_goal_has_words_and_a_picture_whatever_the_figures(seen, rule, text):
    has_words_and_a_picture(seen, judged(text, {**ASKED[rule], "rule": rule}))


@pytest.mark.parametrize("last", [30, 52, 95])
def test_a_picture_shows_points_path_target_and_gap(last):
    answer = judged(f"2015, 40\n2016,\n2021, {last}", GROWTH)
    spec = laboratory.spec(answer, answer.judgements["alliance"])
    rows = spec["layer"][0]["data"]["values"]
    assert [row["value"] for row in rows if row["series"] == "seen"] == [40, last]
    assert [row["label"] for row in rows if row["series"] == "target"] == ["target 80"]
    (gap,) = [row for row in rows if row["series"].startswith("gap")]
    assert (
        gap["value"] == last
        and gap["end"] == pytest.approx(40 * 2 ** (6 / 15))
        and gap["said"].endswith("above" if last > 52.8 else "below")
    )


def test_a_picture_keeps_to_the_schema():
    answer = judged("2015, 40\n2016,\n2021, 52", GROWTH)
    spec = json.loads(json.dumps(laboratory.spec(answer, answer.judgements["alliance"])))
    alt.Chart.from_dict(spec)
    with pytest.raises(ValidationError):
        alt.Chart.from_dict(spec | {"layer": "none"})


def test_after_its_target_year_the_path_is_level_to_the_last_value():
    answer = judged("2015, 40\n2020, 60", {**GROWTH, "target_year": 2018.0})
    one = answer.judgements["alliance"]
    rows = laboratory.spec(answer, one)["layer"][0]["data"]["values"]
    ends = [row["value"] for row in rows if row["series"] == "path" and row["year"] >= 2018]
    assert (one.standing.gap, ends) == (-20, [80, 80])


def test_every_rule_of_the_alliance_is_in_the_laboratory(seen):
    assert set(laboratory.RULES) == set(queries.profile_rules(seen, "alliance")["rule"])


def test_the_page_greets_with_an_example_that_is_judged(seen, visit):
    app = calm(visit("method"))
    assert app.text_area(key="lab_text").value == laboratory.EXAMPLE["text"] and seen.number == 1
    assert len(side_by_side(app)) == 6 and any(
        line.startswith("#### ") and "Acceleration needed" in line for line in said(app)
    )
    assert any("where the path asks for 52.8" in line for line in said(app))


def test_the_page_asks_only_for_what_a_rule_needs(seen, visit):
    app = fields(visit("method"), rule="direction")
    assert {one.key for one in app.number_input} == {"lab_base_year", "lab_limit"} and seen.number == 1
    app = fields(app, rule="score")
    assert {one.key for one in app.number_input} == {
        "lab_target",
        "lab_target_year",
        "lab_base_year",
        "lab_lower_bound",
        "lab_red_threshold",
        "lab_green_threshold",
    }
    app = fields(app, rule="annual_growth")
    assert {one.key for one in app.number_input} == {"lab_rate", "lab_target_year", "lab_base_year"}


def test_what_a_reader_types_is_judged_at_once_and_faults_are_named(seen, visit):
    app = fields(visit("method"), text="2015, 40\n2021, 90", profile="statcan")
    assert any(line.startswith("#### ") and "Target achieved" in line for line in said(app)) and seen.number == 1
    app = fields(app, text="2015, 40\n2016, <b>*x*")
    assert "1 line cannot be read" in info(app) and r"“\<b\>\*x\*” is not a number" in info(app)
    assert not any("Its rule" in one.value for one in app.table)
    assert "Paste a series" in info(fields(app, text=""))


def bench():
    """The laboratory without the page around it: in a browser only it runs again at a touch."""
    import streamlit as st

    from etl.assessment.laboratory import judged
    from pages.parts import laboratory
    from views.edition import in_force

    st.title("Method and sources")
    laboratory.bench(in_force(), judged)


MORE = pytest.mark.full("every kind of goal")


@pytest.mark.parametrize(
    "rules", [list(laboratory.RULES)[::4], pytest.param(list(laboratory.RULES), marks=MORE)], ids=len
)
def test_the_page_stays_calm_for_every_kind_of_goal_with_empty_fields(seen, rules):
    app, profiles = AppTest.from_function(bench, default_timeout=30).run(), []
    for rule in rules:
        app = fields(app, rule=rule)
        app = fields(app, **{one.key.removeprefix("lab_"): None for one in app.number_input})
        profiles.append((app.selectbox(key="lab_rule").value, len(side_by_side(app))))
    assert profiles == [(rule, 6) for rule in rules] and len(laboratory.RULES) == 12 and seen.number == 1


def test_our_own_series_fills_the_fields(seen, visit):
    cases = laboratory.cases(seen)
    (joint,) = [case for case in cases if "icse_victims_identified_cum WLD" in case]
    app = fields(visit("method"), start=joint)
    assert (
        app.selectbox(key="lab_rule").value,
        app.number_input(key="lab_rate").value,
        app.selectbox(key="lab_start").value,
    ) == ("annual_growth", 10, None)
    assert (
        all(not judged(laboratory.ours(seen, case)["text"], GROWTH).faults for case in list(cases)[:3])
        and len(cases) > 10
    )
    base = seen.rows("settings", case_id=joint, profile="statcan").iloc[0]["base_year"]
    bases = dict(zip(PROFILES, side_by_side(app)["Base"], strict=True))
    assert {bases[profile] for profile in ("alliance", "eurostat", "statcan", "unsd")} == {f"{base:g}"} and bases[
        "sdsn"
    ] == "–"
    assert any("Filled with: " in line and "by whole years" in line for line in said(app))


def test_a_file_fills_the_field_or_is_refused_in_words(seen, visit):
    app = visit("method")
    app.get("file_uploader")[0].set_value(("mine.csv", b"year,value\n2015,40\n2021,50\n", "text/csv")).run()
    assert calm(app).text_area(key="lab_text").value == "year,value\n2015,40\n2021,50\n" and seen.number == 1
    app.get("file_uploader")[0].set_value(("[bad].csv", b"\xff\xfe\x00", "text/csv")).run()
    assert any(r"\[bad\].csv is not text in UTF-8" in line for line in said(calm(app)))


def test_the_laboratory_is_not_printed(seen, visit):
    app = calm(visit("method", print="yes"))
    assert len(app.text_area) == 0 and seen.number == 1


def test_nothing_that_is_typed_is_in_the_address(seen, visit):
    app = fields(visit("method"), text=SERIES, rule="level", target=77.0)
    assert dict(app.query_params) == {} and seen.number == 1


@pytest.mark.parametrize("profile", PROFILES)
def test_each_profile_has_its_rules_thresholds_and_edge_cases_on_the_page(seen, visit, profile):
    row = queries.profiles(seen).set_index("profile").loc[profile]
    app = visit("method", profile=row["label"])
    for key in ("thresholds", "edge_cases"):
        app.session_state[key] = True
    app.run()
    assert app.selectbox(key="profile").value == profile and any(
        row["source_title"] in line.replace("\\", "") for line in said(calm(app))
    )
    for heading, query in (
        ("Formula", queries.profile_rules),
        ("Bound", queries.thresholds),
        ("Said", queries.edge_cases),
    ):
        (shown,) = [one.value for one in app.table if heading in one.value]
        assert len(shown) == len(query(seen, profile))
    assert any("Why the Alliance uses it" in one.value for one in app.table) == (profile == "alliance")
    assert any("The Alliance judges by these rules now" in line for line in said(app)) == (profile == "alliance")
