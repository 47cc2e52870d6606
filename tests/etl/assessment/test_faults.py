"""Bad input to `python -m etl assess`: the fault is named by file, line, case and place, the case is left out, every
other case is assessed."""

import csv
import io
import random
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from etl.assessment.assess import assess
from etl.source import ROOT, Finding
from tests.support.command_line import here

COLUMNS = [
    "case_id",
    "rule",
    "direction",
    "base_year",
    "target",
    "target_year",
    "limit",
    "lower_bound",
    "green_threshold",
    "red_threshold",
]
COLUMNS += ["threshold_high", "threshold_mid", "threshold_low", "current_year"]
POINTS = {2015: 20, 2017: 30, 2019: 35, 2020: 40}
SCORE = "score lower_bound=0 target=100 green_threshold=80 red_threshold=40"
# the good cases of a profile and what they come to: from 20 to 40 in five years
GOOD = {
    "alliance": ("growth up", "improving"),
    "destatis": ("direction up", "sun"),
    "eurostat": ("growth up", "significant_progress"),
    "sdsn": (SCORE, "on_track"),
    "statcan": ("growth up", "substantial_progress"),
    "unsd": ("growth up", "on_track"),
}
BEFORE = [f"good-{number:02}" for number in range(20)]
SETTING, SERIES = (
    22,
    82,
)  # the lines on which planted rows begin: after the header and 20 settings, or 20 series of 4 points


def row(case, words):
    """A line of settings: the rule, up or down, and name=cell; a word alone that is neither is a direction too."""
    rule, *rest = words.split()
    cells = {"case_id": case, "rule": rule.replace("(empty)", "")}
    cells |= dict(word.split("=") if "=" in word else ("direction", word) for word in rest)
    return [cells.get(column, "") for column in COLUMNS]


def points(case, values=POINTS):
    return [[case, year, value] for year, value in values.items()]


def text(*rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def files(folder, profile, settings=(), series=()):
    """A good settings.csv and series.csv of 21 cases with rows planted after the twentieth."""
    words, _ = GOOD[profile]
    paths = [folder / "settings.csv", folder / "series.csv"]
    paths[0].write_text(
        text(COLUMNS, *[row(case, words) for case in BEFORE], *settings, row("last", words)), encoding="utf-8"
    )
    paths[1].write_text(
        text(
            ["case_id", "year", "value"], *[line for case in BEFORE for line in points(case)], *series, *points("last")
        ),
        encoding="utf-8",
    )
    return paths


def words_of(profile, settings, series, out):
    return ["assess", "--profile", profile, "--settings", settings, "--series", series, "--out", out]


def run(*asked):
    return here(*words_of(*asked))


def process(*asked):
    """The same as a process of its own."""
    words = [sys.executable, "-m", "etl", *map(str, words_of(*asked))]
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)


def read(path):
    with open(path, encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def names(said, file, line, case, place, found):
    """Whether a line of standard error names all five."""
    return (
        file in said and re.search(rf"(?<!\d){line}(?!\d)", said) and case in said and place in said and found in said
    )


# kind: profile, planted settings, planted series, then what must be named: file, line, case, place, found
ONE = points("bad")
KINDS = {
    "a series without a setting": ("statcan", [], ONE, "series", SERIES, "bad", "case_id", "bad"),
    "a setting without a series": ("statcan", [("bad", "growth up")], [], "settings", SETTING, "bad", "case_id", "bad"),
    "a year twice": (
        "statcan",
        [("bad", "growth up")],
        [*ONE, ["bad", 2017, 31]],
        "series",
        SERIES + 4,
        "bad",
        "year",
        "2017",
    ),
    "a year twice with the same value": (
        "unsd",
        [("bad", "growth up")],
        [*ONE, ["bad", 2015, 20]],
        "series",
        SERIES + 4,
        "bad",
        "year",
        "2015",
    ),
    "a value that is not a number": (
        "statcan",
        [("bad", "growth up")],
        [*ONE, ["bad", 2021, "about 60"]],
        "series",
        SERIES + 4,
        "bad",
        "value",
        "about 60",
    ),
    "a value NaN": (
        "eurostat",
        [("bad", "growth up")],
        [["bad", 2014, "NaN"], *ONE],
        "series",
        SERIES,
        "bad",
        "value",
        "NaN",
    ),
    "a value without end": (
        "destatis",
        [("bad", "direction up")],
        [*ONE, ["bad", 2021, "-inf"]],
        "series",
        SERIES + 4,
        "bad",
        "value",
        "-inf",
    ),
    "a year that is not a number": (
        "statcan",
        [("bad", "growth up")],
        [["bad", "twenty", 1], *ONE],
        "series",
        SERIES,
        "bad",
        "year",
        "twenty",
    ),
    "a year that is not whole": (
        "statcan",
        [("bad", "growth up")],
        [["bad", "2014.5", 1], *ONE],
        "series",
        SERIES,
        "bad",
        "year",
        "2014.5",
    ),
    "an unknown rule": ("statcan", [("bad", "growing up")], ONE, "settings", SETTING, "bad", "rule", "growing"),
    "a rule of another profile": (
        "statcan",
        [("bad", "keep up target=3")],
        ONE,
        "settings",
        SETTING,
        "bad",
        "rule",
        "keep",
    ),
    "no direction": ("statcan", [("bad", "growth")], ONE, "settings", SETTING, "bad", "direction", ""),
    "a direction that is none": (
        "statcan",
        [("bad", "growth sideways")],
        ONE,
        "settings",
        SETTING,
        "bad",
        "direction",
        "sideways",
    ),
    "no target": ("statcan", [("bad", "growth_to_target up")], ONE, "settings", SETTING, "bad", "target", ""),
    "no bound": (
        "sdsn",
        [("bad", SCORE.replace("lower_bound=0 ", ""))],
        ONE,
        "settings",
        SETTING,
        "bad",
        "lower_bound",
        "",
    ),
    "no target year": ("destatis", [("bad", "level up target=50")], ONE, "settings", SETTING, "bad", "target_year", ""),
    "a target year before the base year": (
        *("statcan", [("bad", "growth_to_target up target=50 base_year=2017 target_year=2016")], ONE),
        *("settings", SETTING, "bad", "target_year", "2016"),
    ),
    "a target without end": (
        "statcan",
        [("bad", "growth_to_target up target=inf")],
        ONE,
        "settings",
        SETTING,
        "bad",
        "target",
        "inf",
    ),
    "a case twice": (
        "statcan",
        [("bad", "growth up"), ("bad", "growth down")],
        ONE,
        "settings",
        SETTING + 1,
        "bad",
        "case_id",
        "bad",
    ),
    "a setting without a name": ("statcan", [("", "growth up")], [], "settings", SETTING, "", "case_id", ""),
    "a point without a name": ("statcan", [], [["", 2015, 1]], "series", SERIES, "", "case_id", ""),
    "a bound that is the target": (
        "sdsn",
        [("bad", SCORE.replace("lower_bound=0", "lower_bound=100"))],
        ONE,
        "settings",
        SETTING,
        "bad",
        "lower_bound",
        "100",
    ),
    "a required rate below zero": (
        "alliance",
        [("bad", "annual_growth target=-0.1")],
        ONE,
        "settings",
        SETTING,
        "bad",
        "target",
        "-0.1",
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_fault_is_named_and_every_other_case_is_assessed(kind, tmp_path):
    profile, settings, series, *place = KINDS[kind]
    paths = files(tmp_path, profile, [row(*one) for one in settings], series)
    ran = run(profile, *paths, tmp_path / "out.csv")
    said = ran.stderr.splitlines()
    assert ran.returncode == 2, ran.stderr
    assert "Traceback" not in ran.stderr and ran.stdout == ""
    assert len([line for line in said if names(line, *place)]) == 1, said
    assert [line for line in said if "good-" in line or "last" in line] == []
    assert {line["case_id"]: line["status"] for line in read(tmp_path / "out.csv")} == dict.fromkeys(
        [*BEFORE, "last"], GOOD[profile][1]
    )


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("growth up", 99999999999),
        ("growth up base_year=99999999999", 2016),
        ("growth up current_year=-99999999999", 2016),
    ],
)
def test_a_year_beyond_all_years_stops_nobody_else(words, year, tmp_path):
    ran = run(
        "statcan", *files(tmp_path, "statcan", [row("bad", words)], [*ONE[:1], ["bad", year, 30]]), tmp_path / "out.csv"
    )
    assert ran.returncode in (0, 2), ran.stderr
    assert "Traceback" not in ran.stderr
    assert {"last": "substantial_progress"}.items() <= {
        line["case_id"]: line["status"] for line in read(tmp_path / "out.csv")
    }.items()


# the same kinds elsewhere: {profile: [(setting, a point that is added or none, file, place, found)]}
EACH_DIRECTION = {
    "statcan": ["growth", "growth_to_target"],
    "eurostat": ["growth", "growth_to_target"],
    "unsd": ["growth", "growth_to_target"],
}
EACH_DIRECTION |= {
    "destatis": ["direction", "keep", "level"],
    "alliance": ["growth", "growth_to_target", "direction", "keep", "level"],
}
EACH_TARGET = {
    "statcan": ["growth_to_target up"],
    "eurostat": ["growth_to_target up"],
    "unsd": ["growth_to_target up", "ordinal"],
    "destatis": ["keep up"],
}
EACH_TARGET |= {
    "alliance": [
        "growth_to_target up target_year=2030",
        "level up target_year=2030",
        "keep up",
        "annual_growth",
        "ordinal",
    ]
}
FULL = " target=50 target_year=2030"
MORE = {
    profile: [(rule + FULL, None, "settings", "direction", "") for rule in rules]
    for profile, rules in EACH_DIRECTION.items()
} | {"sdsn": []}
for profile, rules in EACH_DIRECTION.items():
    MORE[profile] += [(f"{rule} north{FULL}", None, "settings", "direction", "north") for rule in rules]
for profile, rules in EACH_TARGET.items():
    MORE[profile] += [(rule, None, "settings", "target", "") for rule in rules]
for profile in ("sdsn", "alliance"):
    MORE[profile] += [
        (re.sub(rf" {name}=\d+", "", SCORE), None, "settings", name, "")
        for name in ("lower_bound", "target", "green_threshold", "red_threshold")
    ]
    MORE[profile] += [(SCORE.replace("lower_bound=0", "lower_bound=100"), None, "settings", "lower_bound", "100")]
for profile, (good, _) in GOOD.items():
    MORE[profile] += [
        (good, [2021, value], "series", "value", value)
        for value in ("nan", "NaN", "inf", "-Infinity", "about 60", "1,5", "12 %", "5 000", "-", "n/a")
    ]
    MORE[profile] += [(good, [year, 1], "series", "year", year) for year in ("", "twenty", "20I5", "nan", "inf")]
    MORE[profile] += [
        (f"{rule} {good.partition(' ')[2]}", None, "settings", "rule", rule) for rule in ("Growth", "growth;", "annual")
    ]
    MORE[profile] += [
        (f"{good} target_year={found}", None, "settings", "target_year", found) for found in ("soon", "inf")
    ]
    MORE[profile] += [(f"{good} base_year={found}", None, "settings", "base_year", found) for found in ("early", "nan")]
for profile in set(GOOD) - {"alliance"}:
    MORE[profile] += [(GOOD[profile][0], [year, 1], "series", "year", year) for year in ("2014.75", "2e-3")]
    MORE[profile] += [
        (f"{GOOD[profile][0]} base_year={found}", None, "settings", "base_year", found) for found in ("2014.75", "2e-3")
    ]
MORE["alliance"] += [("level up target=50", None, "settings", "target_year", "")]
for profile in ("statcan", "eurostat", "unsd"):
    MORE[profile] += [
        ("growth_to_target up target=50 base_year=2018 target_year=2017", None, "settings", "target_year", "2017")
    ]
MORE["statcan"] += [("growth_to_target up target=50 target_year=2014", None, "settings", "target_year", "2014")]
MORE["unsd"] += [("growth_to_target up target=50 target_year=2014", None, "settings", "target_year", "2014")]
MORE["sdsn"] += [(f"{SCORE} target_year=2014", None, "settings", "target_year", "2014")]
MORE["statcan"] += [
    ("growth up limit=inf", None, "settings", "limit", "inf"),
    ("growth up limit=high", None, "settings", "limit", "high"),
]
MORE["statcan"] += [
    ("growth_to_target up target=high", None, "settings", "target", "high"),
    ("growth_to_target up target=NaN", None, "settings", "target", "NaN"),
]
MORE["unsd"] += [
    ("growth up threshold_high=nan threshold_mid=0.1 threshold_low=0", None, "settings", "threshold_high", "nan")
]
MORE["sdsn"] += [(SCORE.replace("red_threshold=40", "red_threshold=-inf"), None, "settings", "red_threshold", "-inf")]
# rules of other profiles
FOREIGN = {"statcan": "level", "eurostat": "binary", "unsd": "keep", "sdsn": "growth", "destatis": "growth"}
for profile, rule in FOREIGN.items():
    MORE[profile] += [(f"{rule} up{FULL}", None, "settings", "rule", rule)]


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """Call it with a profile: the run over a file with all its faults at once, and what came out."""
    runs = {}

    def planted_in(profile):
        if profile not in runs:
            folder = tmp_path_factory.mktemp(profile)
            cases = [(f"bad-{number:03}x", *one) for number, one in enumerate(MORE[profile])]
            series = [
                line for case, _, point, *_ in cases for line in [*points(case), *([[case, *point]] if point else [])]
            ]
            paths = files(folder, profile, [row(case, words) for case, words, *_ in cases], series)
            ran = run(profile, *paths, folder / "out.csv")
            where = {}
            for case, _, point, file, place, found in cases:
                cells = [case, *map(str, point)] if point else None
                wanted = 1 + next(
                    n
                    for n, line in enumerate(
                        csv.reader(io.StringIO(paths[file == "series"].read_text(encoding="utf-8")))
                    )
                    if line[0] == case and cells in (None, line)
                )
                where[case] = (file, wanted, case, place, found)
            runs[profile] = (ran, where, read(folder / "out.csv"))
        return runs[profile]

    return planted_in


@pytest.mark.parametrize(
    ("profile", "number"),
    [(profile, number) for profile in MORE for number in range(len(MORE[profile]))],
    ids=lambda value: str(value),
)
def test_a_fault_among_many_is_named(profile, number, planted):
    ran, where, _ = planted(profile)
    place = where[f"bad-{number:03}x"]
    assert len([line for line in ran.stderr.splitlines() if names(line, *place)]) == 1, [
        place,
        [line for line in ran.stderr.splitlines() if place[2] in line],
    ]


@pytest.mark.parametrize("profile", MORE)
def test_a_fault_is_one_line_and_the_good_cases_stay(profile, planted):
    ran, where, rows = planted(profile)
    assert ran.returncode == 2
    assert len([line for line in ran.stderr.splitlines() if "bad-" in line]) == len(where)
    assert {line["case_id"]: line["status"] for line in rows} == dict.fromkeys([*BEFORE, "last"], GOOD[profile][1])


def test_faults_of_one_case_are_all_named(tmp_path):
    paths = files(
        tmp_path,
        "statcan",
        [row("bad", "growth_to_target sideways target=high")],
        [["bad", 2015, "much"], ["bad", 2016, "more"]],
    )
    ran = run("statcan", *paths, tmp_path / "out.csv")
    places = [
        ("settings", SETTING, "direction", "sideways"),
        ("settings", SETTING, "target", "high"),
        ("series", SERIES, "value", "much"),
        ("series", SERIES + 1, "value", "more"),
    ]
    assert ran.returncode == 2
    for file, line, place, found in places:
        assert len([said for said in ran.stderr.splitlines() if names(said, file, line, "bad", place, found)]) == 1, (
            ran.stderr
        )


def test_nothing_left_out_is_exit_code_0_and_silence(tmp_path):
    ran = run("statcan", *files(tmp_path, "statcan"), tmp_path / "out.csv")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert [line["case_id"] for line in read(tmp_path / "out.csv")] == [*BEFORE, "last"]


@pytest.mark.parametrize("profile", GOOD)
def test_an_empty_value_is_not_reported_and_no_fault(profile, tmp_path):
    words, status = GOOD[profile]
    ran = run(
        profile,
        *files(
            tmp_path,
            profile,
            [row("gap", words), row("none", words)],
            [["gap", 2014, ""], *points("gap"), ["gap", 2021, ""], ["none", 2015, ""]],
        ),
        tmp_path / "out.csv",
    )
    rows = {line["case_id"]: line for line in read(tmp_path / "out.csv")}
    assert (ran.returncode, ran.stderr) == (0, "")
    assert [rows["gap"][name] for name in ("current_year", "current_value", "status")] == [
        rows["last"][name] for name in ("current_year", "current_value", "status")
    ]
    assert rows["gap"]["status"] == status
    assert [rows["none"][name] for name in ("base_year", "base_value", "current_year", "current_value")] == [""] * 4


def test_columns_that_no_rule_needs_may_be_absent(tmp_path):
    (tmp_path / "settings.csv").write_text("direction,case_id,rule\nup,a,growth\n", encoding="utf-8")
    (tmp_path / "series.csv").write_text("value,case_id,year\n100,a,2015\n110,a,2016\n", encoding="utf-8")
    ran = run("statcan", tmp_path / "settings.csv", tmp_path / "series.csv", tmp_path / "out.csv")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert [(line["case_id"], line["status"]) for line in read(tmp_path / "out.csv")] == [("a", "substantial_progress")]


def test_a_column_that_a_rule_needs_and_the_file_lacks_is_a_fault_of_each_case(tmp_path):
    (tmp_path / "settings.csv").write_text("case_id,rule\nbin,binary\nbad,growth\n", encoding="utf-8")
    (tmp_path / "series.csv").write_text("case_id,year,value\nbin,2016,1\nbad,2015,1\nbad,2016,2\n", encoding="utf-8")
    ran = run("unsd", tmp_path / "settings.csv", tmp_path / "series.csv", tmp_path / "out.csv")
    assert ran.returncode == 2
    assert len([said for said in ran.stderr.splitlines() if names(said, "settings", 3, "bad", "direction", "")]) == 1
    assert [(line["case_id"], line["status"]) for line in read(tmp_path / "out.csv")] == [("bin", "target_achieved")]


ODD = ["Bosnia, “BiH”", 'say "no"', "Côte d’Ivoire", "საქართველო", "007", "7", "1e3", "NA", "null"]


@pytest.mark.parametrize(
    ("mark", "ends"),
    [("", "\n"), ("\ufeff", "\n"), ("", "\r\n"), ("\ufeff", "\r\n")],
    ids=["plain", "byte order mark", "windows", "both"],
)
def test_quotes_commas_marks_and_line_ends_are_read(mark, ends, tmp_path):
    settings = text(["case_id", "rule", "direction"], *[[case, "growth", "up"] for case in ODD])
    series = text(["case_id", "year", "value"], *[line for case in ODD for line in points(case)])
    for name, content in (("settings", settings), ("series", series)):
        (tmp_path / f"{name}.csv").write_bytes((mark + content.replace("\n", ends)).encode())
    ran = run("unsd", tmp_path / "settings.csv", tmp_path / "series.csv", tmp_path / "out.csv")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert {line["case_id"]: line["status"] for line in read(tmp_path / "out.csv")} == dict.fromkeys(ODD, "on_track")


def test_lines_are_those_of_an_editor_after_a_cell_of_several_lines(tmp_path):
    settings = 'case_id,rule,direction\n"first\nsecond",growth,up\n\nbad,growth,sideways\n'
    series = 'case_id,year,value\n"first\nsecond",2015,100\n"first\nsecond",2016,110\nbad,2015,1\nbad,2016,x\n'
    (tmp_path / "settings.csv").write_text(settings, encoding="utf-8")
    (tmp_path / "series.csv").write_text(series, encoding="utf-8")
    ran = run("statcan", tmp_path / "settings.csv", tmp_path / "series.csv", tmp_path / "out.csv")
    assert ran.returncode == 2
    assert any(names(said, "settings", 5, "bad", "direction", "sideways") for said in ran.stderr.splitlines()), (
        ran.stderr
    )
    assert any(names(said, "series", 7, "bad", "value", "x") for said in ran.stderr.splitlines()), ran.stderr
    assert [(line["case_id"], line["status"]) for line in read(tmp_path / "out.csv")] == [
        ("first\nsecond", "substantial_progress")
    ]


@pytest.mark.parametrize("profile", GOOD)
def test_the_order_of_rows_never_matters(profile, tmp_path):
    paths = files(tmp_path, profile, [row("bad", GOOD[profile][0])], [["bad", 2015, "x"]])
    assert run(profile, *paths, tmp_path / "out.csv").returncode == 2
    for path in paths:
        head, *lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        random.Random(3).shuffle(lines)
        path.write_text(head + "".join(lines), encoding="utf-8")
    assert run(profile, *paths, tmp_path / "shuffled.csv").returncode == 2
    assert (tmp_path / "shuffled.csv").read_bytes() == (tmp_path / "out.csv").read_bytes()


def test_a_process_of_its_own_says_the_same(tmp_path):
    settings, series = files(tmp_path, "statcan", [row("bad", "growth up")], [*ONE, ["bad", 2021, "about 60"]])
    for profile, code in (("statcan", 2), ("eustat", 1)):
        ours, other = (start(profile, settings, series, tmp_path / "out.csv") for start in (run, process))
        assert (ours.returncode, ours.stdout, ours.stderr) == (other.returncode, other.stdout, other.stderr)
        assert ours.returncode == code and ours.stderr


def test_a_hyphen_is_standard_output(tmp_path):
    paths = files(tmp_path, "sdsn", [row("bad", "score")], ONE)
    assert run("sdsn", *paths, tmp_path / "out.csv").returncode == 2
    ran = process("sdsn", *paths, "-")
    assert ran.returncode == 2
    assert ran.stdout == (tmp_path / "out.csv").read_text(encoding="utf-8")
    assert (
        ran.stdout.splitlines()[0]
        == "case_id,base_year,base_value,current_year,current_value,observed,required,ratio,score,status,reason,colour"
    )


def parquet(path):
    """The same file as Parquet: numbers as numbers, empty cells as null."""
    frame = pd.read_csv(path, dtype={"case_id": str, "rule": str, "direction": str})
    pq.write_table(pa.Table.from_pandas(frame, preserve_index=False), path.with_suffix(".parquet"))
    return path.with_suffix(".parquet")


@pytest.mark.parametrize("profile", GOOD)
def test_parquet_in_and_out_say_what_csv_says(profile, tmp_path):
    paths = files(tmp_path, profile)
    assert run(profile, *paths, tmp_path / "out.csv").returncode == 0
    ran = run(profile, *map(parquet, paths), tmp_path / "out.parquet")
    assert (ran.returncode, ran.stderr) == (0, "")
    numbers = dict.fromkeys(
        ("base_year", "base_value", "current_year", "current_value", "observed", "required", "ratio", "score"), float
    )
    from_parquet, from_csv = pd.read_parquet(tmp_path / "out.parquet"), pd.read_csv(tmp_path / "out.csv")
    assert list(from_parquet.columns) == list(from_csv.columns)
    assert from_parquet.astype(numbers).equals(
        from_csv.astype(
            {**numbers, **{name: from_parquet[name].dtype for name in from_parquet.columns if name not in numbers}}
        )
    )


def test_in_parquet_null_is_not_reported_and_nan_is_a_fault(tmp_path):
    table = pa.table(
        {
            "case_id": ["a", "a", "a", "b", "b", "b"],
            "year": [2014, 2015, 2016] * 2,
            "value": [None, 100.0, 110.0, float("nan"), 100.0, 110.0],
        }
    )
    pq.write_table(table, tmp_path / "series.parquet")
    (tmp_path / "settings.csv").write_text("case_id,rule,direction\na,growth,up\nb,growth,up\n", encoding="utf-8")
    ran = run("statcan", tmp_path / "settings.csv", tmp_path / "series.parquet", tmp_path / "out.csv")
    assert ran.returncode == 2
    said, count = ran.stderr.splitlines()
    assert count == "1 of 2 cases was left out; one bad cell leaves its whole case out."
    assert all(word in said for word in ("series", "b", "value")) and "nan" in said.lower()
    assert [(line["case_id"], line["status"]) for line in read(tmp_path / "out.csv")] == [("a", "substantial_progress")]


@pytest.mark.parametrize(
    "kind", [pa.int64(), pa.int32(), pa.int16(), pa.float32(), pa.float64(), pa.decimal128(12, 3)], ids=str
)
def test_numbers_of_any_kind_are_read_from_parquet(kind, tmp_path):
    years = {
        "year": [2015, 2016] * 2,
        "value": pa.array([1, 3, 20000, 30000])
        .cast(pa.decimal128(22, 3) if pa.types.is_decimal(kind) else kind)
        .cast(kind),
    }
    pq.write_table(pa.table({"case_id": ["a", "a", "b", "b"], **years}), tmp_path / "series.parquet")
    (tmp_path / "settings.csv").write_text(
        "case_id,rule,direction,target\na,ordinal,,5\nb,growth,up,\n", encoding="utf-8"
    )
    ran = run("unsd", tmp_path / "settings.csv", tmp_path / "series.parquet", tmp_path / "out.csv")
    assert (ran.returncode, ran.stderr) == (0, "")
    found = [
        (
            line["case_id"],
            float(line["base_value"]),
            float(line["current_value"]),
            float(line["observed"]),
            line["status"],
        )
        for line in read(tmp_path / "out.csv")
    ]
    assert found == [("a", 1, 3, 2, "on_track"), ("b", 20000, 30000, 0.5, "on_track")]


UNREADABLE = {
    "not there": ("series.csv", None),
    "a setting file that is not there": ("settings.csv", None),
    "empty": ("series.csv", b""),
    "empty settings": ("settings.csv", b""),
    "utf-16 without its mark": ("series.csv", "case_id,year,value\na,2015,1\n".encode("utf-16-le")),
    "a workbook": ("settings.csv", b"PK\x03\x04\x14\x00\x06\x00"),
    "an open quote": ("series.csv", b'case_id,year,value\na,2015,"1\nb,2016,2\n'),
    "no column value": ("series.csv", b"case_id,year\na,2015\n"),
    "no column year": ("series.csv", b"case_id,value\na,2015\n"),
    "no column rule": ("settings.csv", b"case_id,direction\na,up\n"),
    "no column case_id": ("settings.csv", b"case,rule\na,growth\n"),
    "a column twice": ("series.csv", b"case_id,year,value,value\na,2015,1,2\n"),
    "no Parquet": ("series.parquet", b"case_id,year,value\na,2015,1\n"),
    "no Parquet settings": ("settings.parquet", b"PAR1"),
}


def stops(ran, folder, file):
    """Exit code 1, one sentence that names the file, no traceback and nothing written."""
    assert ran.returncode == 1, ran.stderr
    assert len(ran.stderr.strip().splitlines()) == 1 and ran.stderr.strip().endswith("."), ran.stderr
    assert file in ran.stderr and "Traceback" not in ran.stderr
    assert ran.stdout == "" and not (folder / "out.csv").exists()


@pytest.mark.parametrize("form", ["utf-16", "semicolons", "tabs"])
def test_a_series_that_a_spreadsheet_program_saved_is_read_as_meant(form, tmp_path):
    settings, series = files(tmp_path, "statcan")
    assert run("statcan", settings, series, tmp_path / "out.csv").returncode == 0
    text, as_meant = series.read_text(encoding="utf-8"), (tmp_path / "out.csv").read_bytes()
    signs = {"semicolons": ";", "tabs": "\t"}
    series.write_bytes(text.encode("utf-16") if form == "utf-16" else text.replace(",", signs[form]).encode())
    assert run("statcan", settings, series, tmp_path / "again.csv").returncode == 0
    assert (tmp_path / "again.csv").read_bytes() == as_meant


@pytest.mark.parametrize("kind", UNREADABLE)
def test_a_file_that_cannot_be_read_stops_with_one_sentence(kind, tmp_path):
    file, content = UNREADABLE[kind]
    paths = {path.stem: path for path in files(tmp_path, "statcan")}
    bad = tmp_path / file
    paths[bad.stem].unlink()
    paths[bad.stem] = bad
    if content is not None:
        bad.write_bytes(content)
    stops(run("statcan", paths["settings"], paths["series"], tmp_path / "out.csv"), tmp_path, file)


def test_a_place_that_cannot_be_written_stops_with_one_sentence(tmp_path):
    stops(run("statcan", *files(tmp_path, "statcan"), tmp_path / "nowhere" / "out.csv"), tmp_path, "out.csv")


def test_a_folder_in_place_of_a_file_stops_with_one_sentence(tmp_path):
    settings, series = files(tmp_path, "statcan")
    series.unlink()
    series.mkdir()
    stops(run("statcan", settings, series, tmp_path / "out.csv"), tmp_path, "series.csv")


def test_a_parquet_file_without_a_column_stops_with_one_sentence(tmp_path):
    settings, _ = files(tmp_path, "statcan")
    pq.write_table(pa.table({"case_id": ["a"], "year": [2015]}), tmp_path / "series.parquet")
    ran = run("statcan", settings, tmp_path / "series.parquet", tmp_path / "out.csv")
    stops(ran, tmp_path, "series.parquet")
    assert "value" in ran.stderr


def test_a_profile_nobody_knows_is_named(tmp_path):
    ran = run("eustat", *files(tmp_path, "statcan"), tmp_path / "out.csv")
    assert ran.returncode in (1, 2)
    assert "eustat" in ran.stderr and "statcan" in ran.stderr and "Traceback" not in ran.stderr
    assert not (tmp_path / "out.csv").exists()


def test_from_python_what_was_left_out_is_a_list_of_findings():
    settings = pd.DataFrame(
        [("a", "growth", "up"), ("b", "growth", "sideways")], columns=["case_id", "rule", "direction"]
    )
    series = pd.DataFrame(
        [(case, year, 100 + year) for case in "ab" for year in (2015, 2016)], columns=["case_id", "year", "value"]
    )
    frame = assess(settings, series, "statcan")
    (found,) = frame.attrs["left_out"]
    assert isinstance(found, Finding)
    assert (
        found.place.endswith("direction") or "direction" in found.place,
        "sideways" in found.found,
        bool(found.expected),
    ) == (True, True, True)
    assert list(frame["case_id"]) == ["a"]


def test_reading_changes_neither_frame():
    settings = pd.DataFrame([("a", "growth", "up")], columns=["case_id", "rule", "direction"])
    series = pd.DataFrame([("a", 2016, 110.0), ("a", 2015, 100.0)], columns=["case_id", "year", "value"])
    before = settings.copy(), series.copy()
    assess(settings, series, "statcan")
    assert settings.equals(before[0]) and series.equals(before[1])


def test_an_old_result_is_replaced_and_nothing_else_is_left(tmp_path):
    paths = files(tmp_path, "statcan")
    (tmp_path / "out.csv").write_text("old", encoding="utf-8")
    assert run("statcan", *paths, tmp_path / "out.csv").returncode == 0
    assert len(read(tmp_path / "out.csv")) == 21
    assert sorted(path.name for path in Path(tmp_path).iterdir()) == ["out.csv", "series.csv", "settings.csv"]
