"""What each kind of chart draws, by name: which column is on which axis, how a mark looks, what a tooltip says."""

import pandas as pd
import pytest

from tests.views.test_charts import pictures, values
from views import charts, queries
from views.charts.series import _levels
from views.pictures import picture
from views.pictures.countries import _third

TIPS = {
    "joint": "said Victims identified, period_said Date, source_title Source",
    "trend": "said Figure, period_said Period, source_title Source",
    "bars": "label What, said Value",
    "timeline": "said What, period Date, source_title Source",
    "matrix": "country Country, label What, said State, source_title Source",
    "dots": "country Country, said State",
}
BAND = "series === 'range' | area opacity 0.14 | x day, y value, y2 high, color accent"
LED = "series === 'projection' | line strokeCap round, strokeDash 1 3, strokeWidth 2 | x day, y value, color accent"
JOINT = [
    BAND,
    LED,
    "series === 'conference' | rule strokeDash 2 3, strokeWidth 1 | x day, color faint",
    "series === 'conference' | text align center, baseline bottom, fontSize 10 | x day, y level, text label, "
    "color grey",
    "series === 'path' | line strokeDash 5 4, strokeWidth 1.5 | x day, y value, color grey",
    "series === 'path' && datum.label | text align right, dy {below}, fontSize 11 | x day, y value, text label, "
    "color grey",
    "series === 'observed' !loose | line strokeWidth 2 | x day, y value, color accent",
    "series === 'observed' | point opacity 1, size 80, strokeWidth 1.8 | x day, y value, shape qualifier, fill fill, "
    "color accent",
    "series === 'observed' label | text align right, dx -11, dy -9, fontSize 11, fontWeight bold | x day, y value, "
    "text label, color accent",
]
LAYERS = {
    "joint_goal": [line.format(below=34) for line in JOINT],
    "joint_goal_ahead": [line.format(below=28) for line in JOINT],
    "trend": [
        BAND,
        LED,
        "series === 'observed' | line strokeWidth 1.6 | x day, y value, detail unit segment, color accent",
        "series === 'observed' | point opacity 1, size 80, strokeWidth 1.8 | x day, y value, shape qualifier, "
        "fill fill, color accent",
    ],
    "bars": [
        " | bar height 12 | x value, y label, color accent",
        " | text align left, dx 5, fontSize 11 | x value, y label, text said, color grey",
    ],
    "timeline": [
        "kind === 'conference' | rule strokeDash 2 3 | x day, color faint",
        "kind !== 'conference' | point opacity 1, size 90, strokeWidth 1.6 | x day, y label, shape kind, fill fill, "
        "color accent",
    ],
    "matrix": [
        " | point opacity 1, size 80, strokeWidth 1 | x label, y country, shape state, fill condition tone, "
        "stroke tone, strokeOpacity condition, description said"
    ],
    "dots": [
        " | point opacity 1, size, strokeJoin round, strokeWidth 1 | x col, y row, shape state, fill condition tone, "
        "stroke tone, strokeOpacity condition, description said",
        "isValid(datum.name) | text align left, baseline bottom, dy -8, fontSize 12, limit | x, y row, text name, "
        "color ink",
        "isValid(datum.count) | text align right, baseline bottom, dy -8, fontSize 12, fontWeight bold | x, y row, "
        "text count, color ink",
    ],
}
ORDER = ["x", "y", "y2", "shape", "fill", "stroke", "strokeOpacity", "text", "detail", "description", "color"]
TIP = {"joint_goal": "joint", "joint_goal_ahead": "joint"}
TOPS = {
    "joint_goal": (330, {"type": "utc", "padding": 10}, {}),
    "joint_goal_ahead": (330, {"type": "utc", "padding": 10}, {"type": "log", "nice": False}),
    "trend": (130, {"type": "utc", "padding": 10}, {"zero": True}),
    "timeline": (26 * 7 + 34, {"type": "utc", "padding": 12}, {}),
    "bars": (24 * 7 + 30, {}, {}),
    "matrix": (17 * 54 + 142, {}, {}),
}


QUALITY = {"exact": "circle", "counted": "circle", "derived": "diamond", "approx": "circle", "at_least": "triangle-up"}
CROSSED = "M-1,-1H1V1H-1ZM-1,-1L1,1M-1,1L1,-1"
STATES = {
    "yes": "M-1,-1H1V1H-1Z",
    "part": "M-1,-1H1V1H-1V-1Z",
    "no": CROSSED,
    "sources_differ": "M-1,-1H1V1H-1ZM0,-1V1",
    "not_known": "M-1,-1H1V1H-1ZM-1,1L1,-1",
}
SHAPES = {
    **dict.fromkeys(("joint_goal", "joint_goal_ahead", "trend"), [QUALITY]),
    **dict.fromkeys(("matrix", "dots"), [STATES]),
    "timeline": [{"yes": "circle", "no": CROSSED, "mention": "triangle-right", "conference": "circle"}],
}


def scales(drawn, name):
    return [encoding[name]["scale"] for _one, encoding in drawn if name in encoding]


def channel(one):
    if isinstance(one, list):
        return " ".join(part["field"] for part in one)
    if "condition" in one:
        return " ".join(["condition", *filter(None, [one["condition"].get("field")])])
    return one.get("field", "").removeprefix("ink_")


def parts(spec):
    """The layers of a chart, each with all that it inherits."""
    (whole,) = spec["layer"]
    for one in whole.get("layer", [whole]):
        yield one, {**whole.get("encoding", {}), **one.get("encoding", {})}


def described(one, encoding):
    """A layer in one line: what it keeps, its mark, and the column of each channel."""
    kept = [
        step["filter"].removeprefix("(").removesuffix(")").replace("datum.", "", 1)
        if not step["filter"].startswith("isValid")
        else step["filter"]
        for step in one.get("transform", [])
        if "filter" in step
    ]
    looks = {name: look for name, look in one["mark"].items() if name != "type"}
    said = [
        f"{name} {' '.join(map(str, look)) if isinstance(look, list) else look}" if not isinstance(look, dict) else name
        for name, look in sorted(looks.items())
    ]
    mark = " ".join([one["mark"]["type"], ", ".join(said)])
    taken = [f"{name} {channel(encoding[name])}".strip() for name in ORDER if name in encoding]
    return f"{' '.join(kept)} | {mark} | {', '.join(taken)}"


@pytest.mark.parametrize("kind", LAYERS)
def test_each_layer_draws_the_columns_and_marks_that_it_names(seen, kind):
    spec = pictures(seen)[kind][0]
    drawn = list(parts(spec))
    assert [described(*one) for one in drawn] == LAYERS[kind]
    tips = {
        ", ".join(f"{tip['field']} {tip['title']}" for tip in encoding["tooltip"])
        for _one, encoding in drawn
        if "tooltip" in encoding
    }
    assert tips == {TIPS[TIP.get(kind, kind)]}
    shapes = [dict(zip(one["domain"], one["range"], strict=True)) for one in scales(drawn, "shape")]
    assert shapes == SHAPES.get(kind, [])
    if kind in TOPS:
        height, x, y = TOPS[kind]
        encoding = next(encoding for one, encoding in drawn if "field" in encoding.get("y", {}))
        assert (spec["height"], encoding["x"].get("scale", {}), encoding["y"].get("scale", {})) == (height, x, y)


def test_axes_keep_the_order_given_and_write_years_and_thin_blanks(seen):
    every = {kind: [encoding for _one, encoding in parts(pictures(seen)[kind][0])] for kind in LAYERS if kind != "dots"}
    blanks = "replace(format(datum.value, ','), /,/g, '\u202f')"
    for kind, layers in every.items():
        x, y = (next(one[name] for one in layers if "axis" in one.get(name, {})) for name in ("x", "y"))
        assert x["axis"]["title"] is None and y["axis"]["title"] is None
        if kind in ("joint_goal", "joint_goal_ahead", "trend"):
            assert (x["axis"]["format"], y["axis"]["labelExpr"]) == ("%Y", blanks)
            assert ("values" in y["axis"]) is (kind == "joint_goal_ahead")
        if kind in ("bars", "matrix", "timeline"):
            assert y["sort"] is None
        if kind == "bars":
            assert x["axis"]["labelExpr"] == blanks
        if kind == "matrix":
            assert (x["sort"], x["axis"]["orient"], x["axis"]["labelExpr"]) == (None, "top", "split(datum.label, '/')")
    assert every["joint_goal_ahead"][0]["y"]["axis"]["values"][:6] == [1, 3, 10, 30, 100, 300]


def test_the_points_of_the_joint_goal_say_figure_date_and_source(seen):
    """observations.csv:465 to 467."""
    drawn = picture(seen, "joint_goal", as_of="latest")
    rows = [row for row in values(drawn.spec) if row["series"] == "observed"][:3]
    assert [(row["said"], row["label"], row["period_said"], row["fill"], row["qualifier"]) for row in rows] == [
        ("1\u202f617", "1\u202f617", "1 March 2010", "accent", "exact"),
        ("about 3\u202f000", None, "undated page, read as 2013", "paper", "approx"),
        ("about 10\u202f000", "about 10\u202f000", "9 January 2017", "paper", "approx"),
    ]
    assert rows[1]["source_title"] == "Social World Podcast: CSA victims"
    labels = [row["label"] for row in values(drawn.spec) if row["series"] == "path"]
    assert labels[-1] == "path: +10 % a year" and set(labels[:-1]) == {None}
    marks = [row for row in values(drawn.spec) if row["series"] == "conference"]
    assert [(row["day"], row["label"], row["level"]) for row in marks][:2] == [
        ("2012-12-05", "Brussels 2012", -3),
        ("2014-09-30", "Washington 2014", -15),
    ]


def test_names_of_conferences_stand_one_above_the_other_where_they_would_touch():
    days = pd.to_datetime(
        ["2012-12-05", "2014-09-30", "2018-02-07", "2018-03-01", "2018-04-01", "2018-05-01", "2018-06-01"]
    )
    assert _levels(pd.Series(days)) == [0, 1, 0, 1, 2, 3, 3]


def test_the_trend_of_the_united_states_or_the_world_stands_in_words(seen):
    (first, *_more) = values(picture(seen, "trend", as_of="latest", indicator="alliance_countries", country="WLD").spec)
    assert {name: first[name] for name in ("day", "value", "unit", "qualifier", "fill", "period_said", "said")} == {
        "day": "2012-12-05",
        "value": 48,
        "unit": "countries",
        "qualifier": "exact",
        "fill": "accent",
        "period_said": "5 December 2012",
        "said": "48 countries",
    }


def test_the_timeline_of_france_has_dated_acts_filled_and_lists_open(seen):
    """treaties.csv:56, 57 and 190; memberships.csv:191 is a list of 2012."""
    rows = values(picture(seen, "timeline", as_of="washington-2014", country="FRA").spec)
    kept = [(row["day"], row["label"], row["kind"], row["fill"], row["said"], row["period"]) for row in rows]
    for one in [
        (
            "2000-09-06",
            "UN Optional Protocol",
            "mention",
            "accent",
            "UN Optional Protocol: signature",
            "6 September 2000",
        ),
        ("2006-01-10", "Budapest Convention", "yes", "accent", "Budapest Convention: ratification", "10 January 2006"),
        ("2012-12-31", "Safer Internet Centre", "yes", "paper", "Insafe network: listed", "2012"),
        ("2012-12-05", None, "conference", None, None, None),
    ]:
        assert one in kept
    assert [row["day"] for row in rows if row["kind"] == "conference"] == ["2014-09-30", "2012-12-05"]


def test_squares_stand_in_rows_those_that_have_met_it_first():
    states = pd.DataFrame(
        [
            ("budapest", "Budapest Convention", country, state, f"{country} {state}")
            for country, state in [("A", "not_known"), ("B", "yes"), ("C", "no"), ("D", "yes")]
        ]
        + [("opsc", "UN Optional Protocol", "A", "yes", "A yes")],
        columns=["milestone", "label", "country", "state", "said"],
    )
    spec = charts.dots(states, across=3, cell=10)
    assert [
        (row["country"], row["col"], round(row["row"], 1), row["name"], row["count"], row["tone"])
        for row in values(spec)
    ] == [
        ("B", 0, 2.3, "Budapest Convention", "2 of 4", "accent"),
        ("D", 1, 2.3, None, None, "accent"),
        ("C", 2, 2.3, None, None, "red"),
        ("A", 0, 3.3, None, None, "grey"),
        ("A", 0, 6.6, "UN Optional Protocol", "1 of 1", "accent"),
    ]
    assert spec["height"] == 76


def test_a_matrix_breaks_its_heads_and_colours_its_states():
    states = pd.DataFrame(
        [("A", "UN Optional Protocol", state, "said", "source") for state in ("yes", "part", "no", "not_known")],
        columns=["country", "label", "state", "said", "source_title"],
    )
    spec = charts.matrix(states)
    assert [(row["label"], row["tone"]) for row in values(spec)] == [
        ("UN Optional/Protocol", tone) for tone in ("accent", "accent", "red", "grey")
    ]
    assert spec["height"] == 17 + 22 + 13


def test_a_matrix_of_a_region_or_of_the_union_holds_its_countries_only(seen):
    drawn = {
        key: picture(seen, "matrix", as_of="washington-2014", **dict([key]))
        for key in [("region", "Africa"), ("eu", "yes"), ("eu", "no")]
    }
    assert {key: sorted({row["country"] for row in values(one.spec)})[:4] for key, one in drawn.items()} == {
        ("region", "Africa"): ["Ghana", "Nigeria"],
        ("eu", "yes"): ["Austria", "Belgium", "Bulgaria", "Croatia"],
        ("eu", "no"): ["Albania", "Armenia", "Australia", "Bosnia and Herzegovina"],
    }
    titles = {one.title for one in drawn.values()}
    assert titles == {f"Milestones of countries: {name}" for name in ("Africa", "EU members", "Outside the EU")}
    assert drawn["region", "Africa"].takeaway.startswith("Africa, 2 countries. Known to have met: ")


def test_a_third_of_the_countries_is_a_third():
    assert [_third(list("abcdefgh"), part) for part in (1, 2, 3)] == [list("abc"), list("def"), list("gh")]


def test_pictures_have_their_title_legend_name_and_edition(seen):
    every = {
        "joint_goal": {},
        "milestones": {"target": 2},
        "trend": {"indicator": "alliance_countries", "country": "WLD"},
        "timeline": {"country": "FRA"},
        "gaps": {"target": 4},
        "gap_totals": {"target": 1},
        "voices": {},
        "ages": {},
    }
    marks = "Filled circle: exact or counted; open circle: about; triangle: at least; diamond: derived"
    squares = "Filled: yes; crossed: no; halved: sources differ; hatched: not known"
    drawn = {name: picture(seen, name, as_of="brussels-2012", **asked) for name, asked in every.items()}
    assert {name: (one.title, one.legend) for name, one in drawn.items()} == {
        "joint_goal": (
            "Victims identified in INTERPOL’s ICSE database, cumulative",
            f"{marks}; dashed line: the path of 10 % a year",
        ),
        "milestones": ("Milestones over all countries, target 2", squares),
        "trend": (
            "Countries taking part in the Alliance, World (countries)",
            f"{marks}; dotted: the present pace carried on, no forecast",
        ),
        "timeline": (
            "On record over time: France",
            "Filled: dated act; open: named in a list at that date; triangle: mention only; crossed: named as outside; "
            "dotted lines: conferences",
        ),
        "gaps": ("Missing most often", ""),
        "gap_totals": ("Gaps under target 1, in countries", ""),
        "voices": (
            "Actions in our record by country and policy target",
            "Filled: reported to the Alliance or naming it; open: national announcement only; hatched: none in our "
            "record",
        ),
        "ages": ("Indicators by the age of their newest figure", ""),
    }
    short = seen.hash[:6]
    assert drawn["gap_totals"].file_name == f"monitor-gap_totals-edition-1-{short}-as_of-brussels-2012-target-1"
    assert drawn["ages"].edition_text == f"Edition 1 · {short} · Launch, Brussels, 5 December 2012"
    latest = picture(seen, "ages", as_of="latest").edition_text
    assert "; facts known until " in latest
    assert drawn["timeline"].cited.startswith("Source: UN Treaty Collection IV-11-c (OPSC), snapshot of 14 Mar 2015")


def test_conferences_of_a_date_are_those_until_then(seen):
    dates = ("brussels-2012", "washington-2014")
    until = [list(queries.past_conferences(seen, as_of)["as_of"]) for as_of in dates]
    assert until == [["brussels-2012"], ["washington-2014", "brussels-2012"]]
    assert [list(queries.earlier(seen, as_of)["as_of"]) for as_of in dates] == [[], ["brussels-2012"]]
    assert list(queries.earlier(seen, "brussels-2022")["as_of"]) == [
        *("washington-2014", "abu-dhabi-2015", "london-2014", "brussels-2012")
    ]


def test_what_bears_no_date_says_so_and_has_no_line_and_no_place_among_dates(seen):
    goal = values(picture(seen, "joint_goal", as_of="latest").spec)
    assert [(row["value"], row["label"]) for row in goal if row.get("loose") is True] == [
        (37900, "at least 37\u202f900, undated")
    ]
    # the judged figure keeps its label beside it
    assert [row["label"] for row in goal if row["series"] == "observed" and row["label"]] == [
        *("1\u202f617", "about 10\u202f000", "at least 31\u202f000", "at least 37\u202f900, undated")
    ]
    drawn = picture(seen, "timeline", as_of="latest", country="NZL")
    assert drawn.takeaway.endswith("2025. Without a date, so not drawn: Budapest Convention, accession.")
    assert "undated" not in [row["period"] for row in values(drawn.spec)]
