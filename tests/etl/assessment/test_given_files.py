"""What people hand to `assess` and `rollup`: the file that is named and only it, its own columns and only them, each
fault in one sentence, and a word on whatever is ignored."""

import csv
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from etl.assessment.assess import JUDGED, PROFILE, SETTINGS, assess
from etl.commands.main import main
from etl.record.read import definition
from etl.source import DEFINITIONS
from views.data.csv_text import table_csv

SETTING = "case_id,rule,direction\na,growth,up\n"
SERIES = "case_id,year,value\na,2015,100\na,2016,110\n"
RESULT = [("a", "substantial_progress")]


@pytest.fixture
def judge(tmp_path, monkeypatch, capsys):
    """Call it with a profile, settings and series (a text is CSV, a table Parquet, else a path); the exit code, what
    came out as (case, status) and what was said, line by line."""
    monkeypatch.chdir(tmp_path)

    def judge_it(profile, settings=SETTING, series=SERIES):
        paths = [placed(tmp_path, name, given) for name, given in (("settings", settings), ("series", series))]
        out = tmp_path / "out.csv"
        out.unlink(missing_ok=True)
        words = ["--profile", profile, "--settings", paths[0], "--series", paths[1], "--out", out]
        code = main(["assess", *map(str, words)])
        rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines())) if out.exists() else None
        found = rows and [(row["case_id"], row["status"]) for row in rows]
        return code, found, capsys.readouterr().err.splitlines()

    return judge_it


def placed(folder, name, given):
    if isinstance(given, str):
        (path := folder / f"{name}.csv").write_text(given, encoding="utf-8")
        return path
    if isinstance(given, pa.Table):
        pq.write_table(given, path := folder / f"{name}.parquet")
        return path
    return given


def points(**columns):
    """Two points of the case `a` as a table, with other columns instead or besides."""
    return pa.table({"case_id": ["a", "a"], "year": [2015, 2016], "value": [100.0, 110.0], **columns})


@pytest.mark.parametrize(
    "name", ["v[1].parquet", "*.parquet", "v?.parquet", "~v.parquet", "{v1,v2}.parquet", "v's.parquet"]
)
def test_a_file_is_the_one_that_is_named_and_no_pattern(name, judge, tmp_path):
    pq.write_table(points(value=[110.0, 100.0]), tmp_path / "v1.parquet")
    pq.write_table(points(value=[110.0, 90.0]), tmp_path / "v2.parquet")
    pq.write_table(points(), tmp_path / name)
    (tmp_path / "s.csv").write_text(SETTING, encoding="utf-8")
    assert judge("statcan", Path("s.csv"), Path(name)) == (0, RESULT, [])


def test_a_pattern_without_its_file_is_not_there(judge, tmp_path):
    pq.write_table(points(), tmp_path / "v1.parquet")
    code, found, said = judge("statcan", SETTING, tmp_path / "v[1].parquet")
    assert (code, found) == (1, None)
    assert said == [
        "v[1].parquet: cannot be opened (No such file or directory); expected a Parquet file at "
        f"{tmp_path.name}/v[1].parquet."
    ]


@pytest.mark.parametrize("folder", ["direction=down", "base_year=2018", "value=7", "status=x", "case_id=b", "d[1]"])
def test_a_folder_adds_no_column(folder, judge, tmp_path):
    (tmp_path / folder).mkdir()
    settings = pa.table({"case_id": ["a"], "rule": ["growth"], "direction": ["up"]})
    pq.write_table(settings, tmp_path / folder / "settings.parquet")
    pq.write_table(points(), tmp_path / folder / "series.parquet")
    paths = tmp_path / folder / "settings.parquet", tmp_path / folder / "series.parquet"
    assert judge("statcan", *paths) == (0, RESULT, [])


KINDS = {
    "date": pa.array([0, 1], pa.date32()),
    "timestamp": pa.array([0, 1], pa.timestamp("ms")),
    "time zone": pa.array([0, 1], pa.timestamp("us", "UTC")),
    "list": pa.array([[2015], [2016]]),
    "struct": pa.array([{"a": 1}, {"a": 2}]),
    "truth": pa.array([True, False]),
    "bytes": pa.array([b"1", b"2"]),
    "time": pa.array([0, 1], pa.time32("s")),
}
SAID = {"date": "DATE", "timestamp": "TIMESTAMP_MS", "time zone": "TIMESTAMP WITH TIME ZONE", "list": "BIGINT[]"}
SAID |= {"struct": "STRUCT(a BIGINT)", "truth": "true or false", "bytes": "BLOB", "time": "TIME"}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("column", ["year", "value"])
def test_a_column_without_numbers_is_one_sentence(column, kind, judge):
    code, found, said = judge("statcan", SETTING, points(**{column: KINDS[kind]}))
    assert (code, found) == (2, None)
    assert len(said) == 1
    assert said[0].startswith(f"series.parquet: column '{column}' holds {SAID[kind].split('_')[0]}")
    assert said[0].endswith("; expected numbers.")


@pytest.mark.parametrize("kind", ["list", "struct", "bytes"])
def test_a_column_without_text_is_one_sentence(kind, judge):
    code, found, said = judge("statcan", SETTING, points(case_id=KINDS[kind]))
    assert (code, found) == (2, None)
    assert said == [f"series.parquet: column 'case_id' holds {SAID[kind]}; expected text."]


FRAMES = {
    "dates": pd.Series(pd.to_datetime(["2015-01-01", "2016-01-01"])),
    "lists": pd.Series([[1], [2]]),
    "truth": pd.Series([True, False]),
    "truth among numbers": pd.Series([1.5, True], dtype=object),
    "periods": pd.Series(pd.period_range("2015", periods=2, freq="Y")),
    "complex": pd.Series([1j, 2j]),
}


@pytest.mark.parametrize("kind", FRAMES)
@pytest.mark.parametrize("column", ["year", "value"])
def test_a_frame_without_numbers_is_one_sentence(column, kind):
    frame = points().to_pandas().assign(**{column: FRAMES[kind]})
    settings = pd.DataFrame([("a", "growth", "up")], columns=["case_id", "rule", "direction"])
    with pytest.raises(Exception, match="^series: ") as caught:
        assess(settings, frame, "statcan")
    assert type(caught.value).__name__ == "Faulty"
    assert f"column '{column}'" in str(caught.value) or "table" in str(caught.value)


def test_a_column_of_a_frame_that_is_not_read_may_hold_anything():
    frame = points().to_pandas().assign(seen=FRAMES["periods"])
    settings = pd.DataFrame([("a", "growth", "up")], columns=["case_id", "rule", "direction"])
    judged = assess(settings, frame, "statcan")
    assert list(judged["status"]) == ["substantial_progress"]
    assert judged.attrs["notes"] == ["series: columns that are not read: 'seen'."]


def test_a_damaged_parquet_file_is_one_sentence(judge, tmp_path):
    pq.write_table(points(), path := tmp_path / "series.parquet", compression="snappy")
    whole = path.read_bytes()
    for damaged in (whole[:-20], whole[:40], whole[:-8] + b"\xff" * 4 + whole[-4:]):
        path.write_bytes(damaged)
        code, found, said = judge("statcan", SETTING, path)
        assert (code, found, len(said)) == (2, None, 1), said
        assert said[0].startswith("series.parquet: the file is damaged, or the table in it cannot be read (")


def test_a_damaged_page_is_said_with_its_column(judge, tmp_path):
    values = {"case_id": ["a"] * 4000, "year": range(4000), "value": [float(n % 97) for n in range(4000)]}
    pq.write_table(pa.table(values), path := tmp_path / "series.parquet", compression="zstd", use_dictionary=False)
    chunk = pq.ParquetFile(path).metadata.row_group(0).column(2)
    content = bytearray(path.read_bytes())
    middle = chunk.data_page_offset + chunk.total_compressed_size // 2
    content[middle : middle + 64] = b"\xff" * 64
    path.write_bytes(content)
    code, found, said = judge("statcan", SETTING, path)
    assert (code, found, len(said)) == (2, None, 1)
    assert said[0].startswith("series.parquet: column 'value' cannot be read (")


@pytest.mark.parametrize(
    ("name", "near"),
    [("baseyear", "base_year"), ("Base Year", "base_year"), ("targt", "target"), ("limits", "limit")],
)
@pytest.mark.parametrize("is_parquet", [False, True])
def test_a_misspelt_column_is_named_with_the_nearest_known_one(name, near, is_parquet, judge):
    settings = f"case_id,rule,direction,{name}\na,growth,up,2016\n"
    if is_parquet:
        settings = pa.table({"case_id": ["a"], "rule": ["growth"], "direction": ["up"], name: [2016]})
    file = "settings.parquet" if is_parquet else "settings.csv"
    said = f"{file}: column '{name}' is not read; the nearest known one is '{near}'."
    assert judge("statcan", settings) == (0, RESULT, [said])


def test_columns_near_to_nothing_are_named_together(judge):
    said = "settings.csv: columns that are not read: 'unit', 'as_of'."
    assert judge("statcan", "case_id,rule,direction,unit,as_of\na,growth,up,km,latest\n") == (0, RESULT, [said])


def test_a_misspelt_column_that_is_needed_is_named(judge):
    code, found, said = judge("statcan", SETTING, "case_id,yaer,value\na,2015,1\n")
    assert (code, found) == (1, None)
    assert said == ["series.csv: column 'year' is missing; found case_id, yaer, value."]


NEEDED = {
    "direction": "up", "target": "120", "target_year": "2030", "lower_bound": "0", "green_threshold": "90",
    "red_threshold": "50",
}  # fmt: skip
OTHER = {
    "direction": ["down"], "base_year": ["2016", "2019", "1995"], "target": ["40", "4", "7"],
    "target_year": ["2022", "2100"], "limit": ["30"],
    "lower_bound": ["20"], "green_threshold": ["60", "110"], "red_threshold": ["85", "95"], "threshold_high": ["9"],
    "threshold_mid": ["0.009"], "threshold_low": ["0.0099"], "current_year": ["2018"],
}  # fmt: skip
VALUES = {
    "steps": [1, 1, 2, 3, 3, 2, 3, 4], "rising": [20, 24, 26, 30, 34, 35, 39, 41], "par": [0.5, 0.6, 0.6, 0.7, 0.7] * 2,
    "middle": [55, 56, 57, 58, 59, 60, 61, 62], "slow": [100, 101, 102, 103, 104, 105, 105.5, 106],
}  # fmt: skip


RULES = {(row["profile"], row["rule"]): row for row in definition(DEFINITIONS / "profile_rules.csv").records()}


def setting(profile, rule):
    """What the rule needs, and no more."""
    own = {name: NEEDED[name] for name in RULES[profile, rule]["needs"].split()}
    return own | ({"target": "0.12"} if rule == "annual_growth" else {})


@pytest.mark.parametrize(("profile", "rule"), RULES)
def test_a_setting_is_honoured_or_named_as_ignored(profile, rule):
    """Each setting that a rule uses changes an answer, or is at fault where it cannot; each other one changes none and
    is named."""
    variants = {("", ""): setting(profile, rule)}
    variants |= {
        (name, value): setting(profile, rule) | {name: value} for name, values in OTHER.items() for value in values
    }
    cases = {f"{name}={value}/{kind}": own for (name, value), own in variants.items() for kind in VALUES}
    settings = pd.DataFrame([{"case_id": case, "rule": rule} | own for case, own in cases.items()])
    points = [(case, 2013 + at, value) for case in cases for at, value in enumerate(VALUES[case.rpartition("/")[2]])]
    frame = assess(settings, pd.DataFrame(points, columns=["case_id", "year", "value"]), profile)
    found = {row["case_id"]: str({**row, "case_id": ""}) for row in frame.to_dict("records")}
    honoured = {case.partition("=")[0] for case in cases if found.get(case) != found[f"=/{case.rpartition('/')[2]}"]}
    named = {name for name in OTHER if any(f": {name} is filled in " in note for note in frame.attrs["notes"])}
    assert honoured == set(RULES[profile, rule]["uses"].split())
    # halving goes down by itself, so `down` says nothing new
    assert named == set(OTHER) - honoured - ({"direction"} if rule == "halving" else set())


def test_many_ignored_settings_are_one_sentence(judge):
    lines = [f"c{n},growth,up,2020" for n in range(50)]
    series = "case_id,year,value\n" + "".join(f"c{n},2016,1\nc{n},2017,2\n" for n in range(50))
    code, found, said = judge("unsd", "\n".join(["case_id,rule,direction,current_year", *lines]) + "\n", series)
    assert (code, len(found)) == (0, 50)
    assert said == [
        "settings.csv: current_year is filled in 50 cases with the rule growth (first in line 2) and ignored: "
        "UNSD and UNDP does not use it there."
    ]


def test_faults_of_one_kind_are_counted_beyond_twenty(judge):
    rows = "".join(f"b{n},2015,x\nb{n},2016,1\n" for n in range(300))
    settings = SETTING + "".join(f"b{n},growth,up\n" for n in range(300))
    code, found, said = judge("statcan", settings, SERIES + rows)
    assert (code, found) == (2, RESULT)
    assert said[0] == (
        "series.csv line 4, b0: value: found 'x', expected a finite number, or nothing where nothing was reported."
    )
    assert said[20:] == [
        "series.csv, value: 280 more faults of this kind; 300 in all.",
        "300 of 301 cases were left out; one bad cell leaves its whole case out.",
    ]


def test_twenty_faults_of_one_kind_are_all_named(judge):
    rows = "".join(f"b{n},2015,x\n" for n in range(20))
    settings = SETTING + "".join(f"b{n},growth,up\n" for n in range(20))
    _code, _found, said = judge("statcan", settings, SERIES + rows)
    assert len(said) == 21
    assert said[-1] == "20 of 21 cases were left out; one bad cell leaves its whole case out."


def test_from_python_every_fault_is_in_the_list():
    settings = pd.DataFrame({"case_id": [f"b{n}" for n in range(30)], "rule": "growth", "direction": "up"})
    series = pd.DataFrame({"case_id": settings["case_id"], "year": 2015, "value": "x"})
    assert [fault.line for fault in assess(settings, series, "statcan").attrs["left_out"]] == list(range(1, 31))


@pytest.mark.parametrize("profile", ["alliance", "statcan", "eurostat", "unsd", "destatis"])
@pytest.mark.parametrize("is_csv", [True, False])
def test_our_own_tables_come_to_the_statuses_that_are_published(profile, is_csv, judge, seen, tmp_path):
    paths = [seen.folder / f"{table}.parquet" for table in ("settings", "series")]
    if is_csv:
        paths = [tmp_path / f"{table}.csv" for table in ("settings", "series")]
        for path in paths:
            path.write_bytes(b"".join(table_csv(seen, path.stem)))
    code, found, said = judge(profile, *paths)
    published = seen.rows("assessments", order="case_id", profile=profile)
    assert code == 0, said
    assert len(published) > 100
    assert found == list(zip(published["case_id"], published["status"], strict=True))


def test_a_profile_that_a_table_of_several_lacks_is_said(judge):
    settings = "profile,case_id,rule,direction\nunsd,a,growth,up\nstatcan,a,growth,up\n"
    assert judge("eurostat", settings) == (
        2, None, ["settings.csv: no row has the profile 'eurostat'; the column 'profile' has statcan, unsd."],
    )  # fmt: skip


def test_a_profile_that_nobody_knows_is_a_fault_of_its_row(judge):
    settings = "profile,case_id,rule,direction\nstatcan,a,growth,up\nstatcn,b,growth,up\n,c,growth,up\n"
    series = SERIES + "b,2015,1\nb,2016,2\nc,2015,1\n"
    code, found, said = judge("statcan", settings, series)
    assert (code, found) == (2, RESULT)
    known = "expected a profile: alliance, destatis, eurostat, sdsn, statcan, unsd."
    assert said == [
        f"settings.csv line 3, b: profile: found 'statcn', {known}",
        f"settings.csv line 4, c: profile: found '(empty)', {known}",
        "2 of 3 cases were left out; one bad cell leaves its whole case out.",
    ]


def test_a_case_may_stand_once_in_each_profile_and_not_twice_in_one(judge):
    settings = "profile,case_id,rule,direction\nunsd,a,growth,up\nstatcan,a,growth,up\nstatcan,a,growth,down\n"
    code, found, said = judge("statcan", settings)
    assert (code, found) == (2, [])
    assert [line.split(", expected")[0] for line in said[:2]] == [
        "settings.csv line 3, a: case_id: found 'a'", "settings.csv line 4, a: case_id: found 'a'",
    ]  # fmt: skip


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_rollup_reads_what_assess_writes(ending, tmp_path, capsys):
    settings = "case_id,rule,direction,target\na,growth,up,\nb,growth_to_target,up,500\n"
    series = SERIES + "b,2015,100\nb,2016,101\n"
    (tmp_path / "s.csv").write_text(settings, encoding="utf-8")
    (tmp_path / "v.csv").write_text(series, encoding="utf-8")
    (tmp_path / "tree.csv").write_text("id,parent\na,goal\nb,goal\n", encoding="utf-8")
    inputs = ["--settings", str(tmp_path / "s.csv"), "--series", str(tmp_path / "v.csv")]
    judged, out = str(tmp_path / f"judged.{ending}"), tmp_path / "rolled.csv"
    assert main(["assess", "--profile", "statcan", *inputs, "--out", judged]) == 0
    words = ["--statuses", judged, "--tree", str(tmp_path / "tree.csv"), "--out", str(out)]
    assert main(["rollup", "--profile", "statcan", *words]) == 0
    assert capsys.readouterr().err == ""
    # 10 % a year scores 5; 1 % where 11.3 % is needed scores 25/6 * 0.0882 - 2.5
    (row,) = csv.DictReader(out.read_text(encoding="utf-8").splitlines())
    assert (row["id"], row["status"]) == ("goal", "moderate_progress")
    assert float(row["mean_score"]) == pytest.approx(1.4337, abs=1e-3)


def test_the_names_that_are_read_and_written_stay():
    assert PROFILE == "profile"
    assert set(RULES["unsd", "growth"]["uses"].split()) < set(SETTINGS)
    assert JUDGED[0] == "case_id"


ORDER = {
    "green beyond red, upwards": ("sdsn", "score", "0,100,40,80,", "green_threshold", "40.0"),
    "green beyond red, downwards": ("sdsn", "score", "100,0,80,40,", "green_threshold", "80.0"),
    "of the Alliance as well": ("alliance", "score", "0,100,40,80,", "green_threshold", "40.0"),
    "down, and the target above": ("sdsn", "score", "0,100,80,40,down", "direction", "down"),
    "up, and the target below": ("alliance", "score", "100,0,40,80,up", "direction", "up"),
    "no direction at all": ("sdsn", "score", "0,100,80,40,sideways", "direction", "sideways"),
}


@pytest.mark.parametrize("kind", ORDER)
def test_a_score_that_contradicts_itself_is_refused(kind, judge):
    profile, rule, cells, place, found = ORDER[kind]
    header = "case_id,rule,lower_bound,target,green_threshold,red_threshold,direction"
    code, judged, said = judge(profile, f"{header}\na,{rule},{cells}\n")
    assert (code, judged) == (2, [])
    assert said[0].startswith(f"settings.csv line 2, a: {place}: found '{found}', expected "), said


@pytest.mark.parametrize("cells", ["0,100,80,40,up", "0,100,80,40,", "100,0,40,80,down", "0,100,80,80,up"])
def test_a_score_in_order_is_judged(cells, judge):
    header = "case_id,rule,lower_bound,target,green_threshold,red_threshold,direction"
    code, judged, said = judge("sdsn", f"{header}\na,score,{cells}\n")
    assert (code, len(judged), said) == (0, 1, [])


LIMITS = {
    "high under mid": ("0.01,0.02,0", "threshold_mid", "0.02", "at most threshold_high, which is 0.01"),
    "mid under low": ("0.03,0.01,0.02", "threshold_low", "0.02", "at most threshold_mid, which is 0.01"),
    "high under the profile's mid": ("0.004,,", "threshold_high", "0.004", "at least threshold_mid, which is 0.005"),
    "mid over the profile's high": (",0.02,", "threshold_mid", "0.02", "at most threshold_high, which is 0.01"),
    "low over the profile's mid": (",,0.006", "threshold_low", "0.006", "at most threshold_mid, which is 0.005"),
    "mid under the profile's low": (",-0.02,", "threshold_mid", "-0.02", "at least threshold_low, which is -0.01"),
}


@pytest.mark.parametrize("kind", LIMITS)
def test_own_limits_out_of_order_are_refused(kind, judge):
    cells, place, found, expected = LIMITS[kind]
    header = "case_id,rule,direction,threshold_high,threshold_mid,threshold_low"
    code, judged, said = judge("unsd", f"{header}\na,growth,up,{cells}\n")
    assert (code, judged) == (2, [])
    assert said[0] == f"settings.csv line 2, a: {place}: found '{found}', expected {expected}."


@pytest.mark.parametrize("cells", ["0.03,0.02,0.01", "0.01,0.01,0.01", "0.005,,", ",0.01,", ",,0.005"])
def test_own_limits_in_order_or_equal_are_taken(cells, judge):
    header = "case_id,rule,direction,threshold_high,threshold_mid,threshold_low"
    series = SERIES + "a,2017,112\n"
    code, judged, said = judge("unsd", f"{header}\na,growth,up,{cells}\n", series)
    assert (code, judged, said) == (0, [("a", "on_track")], [])


def test_true_and_false_are_no_values(judge):
    code, found, said = judge("statcan", SETTING, SERIES.replace("110", "TRUE"))
    assert (code, found) == (2, [])
    assert said[0].startswith("series.csv line 3, a: value: found 'TRUE', expected a finite number")
