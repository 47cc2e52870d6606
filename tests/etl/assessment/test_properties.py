"""What must hold for every series, whatever its numbers: many random cases in one call of `assess`, with and without a
change."""

import math

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from etl.assessment.assess import assess

LIMITS = {
    "statcan": ([0.95, 0.6, 0], [0.015, 0.005, 0]),
    "eurostat": ([0.95, 0.6, 0], [0.01, 0, -0.01]),
    "unsd": ([0.95, 0.5, -0.1], [0.01, 0.005, -0.01]),
    "alliance": ([0.95, 0.6, 0], [0]),
}
EDGE = 1e-9
# the same numbers in every run; no shrinking, because the message names the one case among many that fails
many = settings(
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def judge(profile, cases):
    """[what came out] for [(setting, {year: value})], in the order of the cases."""
    names = [f"{number:04}" for number in range(len(cases))]
    table = pd.DataFrame([{"case_id": name, **setting} for name, (setting, _) in zip(names, cases, strict=True)])
    series = [
        (name, year, value) for name, (_, points) in zip(names, cases, strict=True) for year, value in points.items()
    ]
    frame = assess(table, pd.DataFrame(series, columns=["case_id", "year", "value"]), profile)
    assert (frame.attrs["left_out"], list(frame["case_id"])) == ([], names)
    return frame.to_dict("records")


def both(profile, cases, change):
    """[(case, before, after)] for a change of every case, all of them in one call."""
    rows = judge(profile, cases + [change(*case) for case in cases])
    assert len(rows) == 2 * len(cases) > 0
    return list(zip(cases, rows[: len(cases)], rows[len(cases) :], strict=True))


def at_an_edge(number, limits, width=EDGE):
    """Whether floating point may decide: the number lies within a billionth of a threshold."""
    return any(abs(number - limit) <= width for limit in limits)


SOME = [
    3,  # examples of 40 to 80 cases each
    pytest.param(16, marks=pytest.mark.full("more random cases of the same kinds")),
]


values = st.integers(1, 5000).map(lambda number: number / 8)
signed = st.integers(-4000, 4000).map(lambda number: number / 8)
directions = st.sampled_from(["up", "down"])


def points(numbers, first=2010, last=2026, least=1):
    return st.dictionaries(st.integers(first, last), numbers, min_size=least, max_size=8)


def cases_of(setting, series):
    return st.lists(st.tuples(setting, series), min_size=40, max_size=80)


def rated(*rules, **more):
    return st.fixed_dictionaries({"rule": st.sampled_from(rules), "direction": directions, "target": values, **more})


GROWTH = {
    "statcan": rated("growth_to_target", "growth", limit=st.one_of(st.none(), values)),
    "eurostat": rated("growth_to_target", "growth", base_year=st.integers(2010, 2018)),
    "unsd": rated("growth_to_target", "growth", "doubling", "halving"),
    "alliance": rated("growth_to_target", "growth", "doubling", "halving", target_year=st.just(2030)),
}


def scaled(factor):
    """Values, target and natural limit times a positive factor."""

    def change(setting, series):
        grown = {name: setting[name] * factor for name in ("target", "limit") if setting.get(name) is not None}
        return {**setting, **grown}, {year: value * factor for year, value in series.items()}

    return change


@pytest.mark.parametrize("some", SOME)
@pytest.mark.parametrize("profile", GROWTH)
def test_scaling_values_and_target_changes_no_growth_status(profile, some):
    with_target, without = LIMITS[profile]

    @settings(many, max_examples=some)
    @given(cases_of(GROWTH[profile], points(values)), st.floats(0.01, 1000))
    def holds(cases, factor):
        for case, before, after in both(profile, cases, scaled(factor)):
            limits = without if case[0]["rule"] == "growth" else with_target
            number = before["ratio"] if not pd.isna(before["ratio"]) else before["observed"]
            shrunk = [limit * share for limit in limits for share in limit_shares(case, before)] + limits
            if pd.isna(number) or not at_an_edge(number, shrunk):
                assert after["status"] == before["status"], (case, factor, before, after)

    holds()


def limit_shares(case, row):
    """C of Statistics Canada, by which a natural limit shrinks the thresholds; none without a limit."""
    limit = case[0].get("limit")
    if not limit or pd.isna(row["base_value"]):
        return []
    base = row["base_value"]
    return [1 if base >= 2 * limit else 1 - ((base if base <= limit else 2 * limit - base) / limit) ** 4.44]


@st.composite
def stocks(draw):
    """A stock: its points rise, by up to a half from one to the next."""
    years = sorted(draw(st.sets(st.integers(2010, 2026), min_size=2, max_size=8)))
    value, points = draw(values), {}
    for year in years:
        points[year] = value
        value *= 1 + draw(st.integers(0, 50)) / 100
    return points


@pytest.mark.parametrize("some", SOME)
def test_scaling_a_stock_changes_no_status_of_its_yearly_growth(some):
    @settings(many, max_examples=some)
    @given(
        cases_of(
            st.fixed_dictionaries(
                {"rule": st.just("annual_growth"), "target": st.sampled_from([0.01, 0.05, 0.1, 0.2])}
            ),
            stocks(),
        ),
        st.floats(0.01, 1000),
    )
    def holds(cases, factor):
        for case, before, after in both(
            "alliance",
            cases,
            lambda setting, series: (setting, {year: value * factor for year, value in series.items()}),
        ):
            if not (at_an_edge(before["ratio"], [0.95, 0.6, 0, 1]) or at_the_rate(case)):
                assert after["status"] == before["status"], (case, factor, before, after)

    holds()


def at_the_rate(case):
    """Whether a span grows by just the required rate, so that floating point decides on "slowing"."""
    setting, series = case
    years = sorted(series)
    return any(
        at_an_edge((series[b] / series[a]) ** (1 / (b - a)) - 1, [setting["target"]])
        for a, b in zip(years, years[1:], strict=False)
    )


def mirrored(setting, series):
    """Values and target negated, and the other direction."""
    target = {"target": -setting["target"]} if "target" in setting else {}
    return {**setting, **target, "direction": {"up": "down", "down": "up"}[setting["direction"]]}, {
        year: -value for year, value in series.items()
    }


LINEAR = st.fixed_dictionaries(
    {
        "rule": st.sampled_from(["level", "keep", "direction"]),
        "direction": directions,
        "target": signed,
        "target_year": st.integers(2027, 2040),
    }
)


@pytest.mark.parametrize("some", SOME)
@pytest.mark.parametrize("profile", ["destatis", "alliance"])
def test_negating_values_target_and_direction_changes_no_linear_status(profile, some):
    @settings(many, max_examples=some)
    @given(cases_of(LINEAR, points(signed)))
    def holds(cases):
        for case, before, after in both(profile, cases, mirrored):
            words = ["status", "observed", "required", "ratio"]
            assert pd.Series(after)[words].equals(pd.Series(before)[words]), (case, before, after)

    holds()


RATES = {
    "statcan": st.fixed_dictionaries({"rule": st.just("growth"), "direction": directions}),
    "eurostat": st.fixed_dictionaries(
        {"rule": st.just("growth"), "direction": directions, "base_year": st.integers(2010, 2018)}
    ),
    "unsd": st.fixed_dictionaries({"rule": st.just("growth"), "direction": directions}),
    "alliance": st.one_of(
        st.fixed_dictionaries({"rule": st.just("growth"), "direction": directions}),
        st.fixed_dictionaries({"rule": st.just("annual_growth"), "target": st.just(0.1)}),
    ),
}


def with_a_later_point(gap):
    """The last value again, some years later."""
    return lambda setting, series: (setting, {**series, max(series) + gap: series[max(series)]})


@pytest.mark.parametrize("some", SOME)
@pytest.mark.parametrize("profile", RATES)
def test_a_later_point_equal_to_the_last_moves_a_rate_towards_zero_and_not_past_it(profile, some):
    @settings(many, max_examples=some)
    @given(cases_of(RATES[profile], points(values, least=2)), st.integers(1, 9))
    def holds(cases, gap):
        for case, before, after in both(profile, cases, with_a_later_point(gap)):
            if pd.isna(before["observed"]):
                continue
            assert after["base_year"] == before["base_year"] and after["current_value"] == before["current_value"]
            assert after["observed"] * before["observed"] >= 0, (case, before, after)
            if abs(before["observed"]) > EDGE:
                assert 0 < abs(after["observed"]) < abs(before["observed"]), (case, before, after)
            else:
                assert math.isclose(after["observed"], before["observed"], abs_tol=EDGE), (case, before, after)

    holds()


FULL = {
    "lower_bound": st.just(0.0),
    "green_threshold": st.just(300.0),
    "red_threshold": st.just(100.0),
    "target_year": st.just(2030),
    "base_year": st.sampled_from([None, 2013, 2015]),
}
RULES = {
    "alliance": [
        "growth_to_target",
        "growth",
        "annual_growth",
        "level",
        "keep",
        "direction",
        "binary",
        "ordinal",
        "parity",
        "doubling",
        "halving",
        "score",
    ],
    "destatis": ["level", "keep", "direction"],
    "eurostat": ["growth_to_target", "growth"],
    "sdsn": ["score"],
    "statcan": ["growth_to_target", "growth"],
    "unsd": ["growth_to_target", "growth", "binary", "ordinal", "parity", "doubling", "halving"],
}


@pytest.mark.parametrize("some", SOME)
@pytest.mark.parametrize("profile", RULES)
def test_the_order_of_rows_never_matters(profile, some):
    @settings(many, max_examples=some)
    @given(
        cases_of(rated(*RULES[profile], **FULL), points(st.one_of(signed, st.none()))),
        st.randoms(use_true_random=False),
    )
    def holds(cases, chance):
        table = [{"case_id": f"{number:03}", **setting} for number, (setting, _) in enumerate(cases)]
        series = [(f"{number:03}", year, value) for number, (_, one) in enumerate(cases) for year, value in one.items()]
        frames = []
        for _ in range(2):
            frames.append(
                assess(pd.DataFrame(table), pd.DataFrame(series, columns=["case_id", "year", "value"]), profile)
            )
            chance.shuffle(table)
            chance.shuffle(series)
        pd.testing.assert_frame_equal(*frames, check_exact=True)

    holds()


BOUNDS = st.lists(st.integers(-500, 500), min_size=4, max_size=4, unique=True).map(sorted)
WORDS = st.tuples(BOUNDS, st.booleans(), st.sampled_from([None, 2012, 2015]))


def scoring(bounds, turned, base_year):
    """Lower bound, red, green and target in this order, or the other way round."""
    lower, red, green, target = bounds[::-1] if turned else bounds
    return {
        "rule": "score",
        "lower_bound": lower / 8,
        "red_threshold": red / 8,
        "green_threshold": green / 8,
        "target": target / 8,
        "base_year": base_year,
    }


def moved(factor, shift):
    """Values, bounds and thresholds times a factor and shifted."""
    bounds = ("lower_bound", "red_threshold", "green_threshold", "target")
    return lambda setting, series: (
        {**setting, **{name: setting[name] * factor + shift for name in bounds}},
        {year: value * factor + shift for year, value in series.items()},
    )


@pytest.mark.parametrize("some", SOME)
def test_shifting_and_scaling_everything_changes_no_score(some):
    @settings(many, max_examples=some)
    @given(
        cases_of(WORDS.map(lambda words: scoring(*words)), points(signed)),
        st.floats(0.01, 1000),
        st.sampled_from([1, -1]),
        st.floats(-100, 100),
    )
    def holds(cases, factor, sign, shift):
        for case, before, after in both("sdsn", cases, moved(sign * factor, factor * shift)):
            assert (after["colour"], after["score"]) == (
                before["colour"],
                pytest.approx(before["score"], rel=1e-6, abs=1e-6),
            ), (case, before, after)
            if pd.isna(before["ratio"]) or not at_an_edge(before["ratio"], [0.5, 1], 1e-6):
                assert after["status"] == before["status"], (case, factor, shift, before, after)

    holds()
