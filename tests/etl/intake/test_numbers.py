"""A number is read as meant or refused (P10), and blank is not zero (P21)."""

import math
import re
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from etl.intake.numbers import Unclear, absent, day, measured, number, period

NBSP, THIN, NARROW = "\u00a0", "\u2009", "\u202f"
VALUES = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places),
    st.integers(-(10**12), 10**12) | st.integers(-9999, 9999),
    st.integers(0, 4),
)


def grouped(value, gap, point):
    """The value with `gap` between thousands and `point` before decimals."""
    whole, _, decimals = f"{abs(value):f}".partition(".")
    return "-" * (value < 0) + f"{int(whole):,}".replace(",", gap) + (point + decimals if decimals else "")


def in_digits(zero):
    return lambda value: f"{value:f}".translate({48 + n: chr(zero + n) for n in range(10)})


SPELLINGS = {
    "plain": lambda value: f"{value:f}",
    "decimal comma": lambda value: f"{value:f}".replace(".", ","),
    "space": lambda value: grouped(value, " ", "."),
    "hard space, comma": lambda value: grouped(value, NBSP, ","),
    "narrow space, comma": lambda value: grouped(value, NARROW, ","),
    "thin space": lambda value: grouped(value, THIN, "."),
    "apostrophe": lambda value: grouped(value, "'", "."),
    "raised comma": lambda value: grouped(value, "’", "."),
    "English": lambda value: grouped(value, ",", "."),
    "German": lambda value: grouped(value, ".", ","),
    "percent": lambda value: f"{value:f} %",
    "percent in front": lambda value: f"%{value:f}",
    "Arabic": lambda value: in_digits(0x660)(value).replace(".", "٫"),
    "Arabic in groups": lambda value: grouped(value, "٬", "٫").translate({48 + n: chr(0x660 + n) for n in range(10)}),
    "Persian": in_digits(0x6F0),
    "full width": lambda value: in_digits(0xFF10)(value).replace(".", "．").replace("-", "－"),
    "minus sign": lambda value: f"{value:f}".replace("-", "−"),
    "plus": lambda value: f"{value:+f}",
    "spaces around": lambda value: f" {NBSP}{value:f}{NARROW} ",
    "marks of direction": lambda value: f"\u200f{value:f}\u200e",
    "exponent": lambda value: f"{value:e}",
    "underscores": lambda value: grouped(value, "_", "."),
    "words": lambda value: f"about {value:f}",
}
AMBIGUOUS = re.compile(r"\D*(?!0|٠|۰|０)\d{1,3}[.,．，]\d{3}\D*")
NEVER_READ = {"exponent", "words"}


def wrong(read, value):
    """Whether a reader took a text for another number than `value`; a refusal is never wrong."""
    return isinstance(read, str) and Decimal(read) != value


def naive(text):
    try:
        return str(float(text.replace(",", ".")))
    except ValueError:
        return Unclear("")


MORE = pytest.mark.full("many more numbers, in the same spellings")


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("some", [30, pytest.param(250, marks=MORE)])
def test_a_number_is_read_as_meant_or_refused(spelling, some):
    @settings(max_examples=some, deadline=None)
    @given(VALUES)
    @example(Decimal("1.234"))
    @example(Decimal(1234))
    @example(Decimal("0.125"))
    def holds(value):
        is_read_or_refused(value, spelling)

    holds()


def is_read_or_refused(value, spelling):
    text = SPELLINGS[spelling](value)
    read = number(text, percent=True)
    assert not wrong(read, value), (text, read)
    if spelling not in NEVER_READ and "_" not in text and not AMBIGUOUS.fullmatch(text):
        assert isinstance(read, str), (text, read)
    if spelling in NEVER_READ:
        assert isinstance(read, Unclear)


def test_a_reader_that_only_swaps_commas_is_caught():
    cases = [
        (value, spell(value))
        for value in map(Decimal, ("1234", "1234567", "-5", "12.5"))
        for spell in SPELLINGS.values()
    ]
    assert any(wrong(naive(text), value) for value, text in cases)
    assert not any(wrong(number(text, percent=True), value) for value, text in cases)


@settings(max_examples=150, deadline=None)
@given(VALUES, st.sampled_from(["point", "comma"]))
def test_a_declared_convention_settles_what_is_ambiguous(value, convention):
    point, gap = (".", ",") if convention == "point" else (",", ".")
    for text in (grouped(value, gap, point), f"{value:f}".replace(".", point)):
        assert Decimal(number(text, convention)) == value
        assert not wrong(number(text), value)


@pytest.mark.parametrize("text", ["1,234", "1.234", "-1.234", "12,345", "123.456", "１,234", "١٢٣,٤٥٦"])
def test_one_separator_before_three_digits_is_refused(text):
    read = number(text)
    assert isinstance(read, Unclear) and "without a separator" in read.expected and not read.question


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1234,5", "1234.5"),
        ("0,75", "0.75"),
        ("0,125", "0.125"),
        ("0.125", "0.125"),
        ("1234,567", "1234.567"),
        ("1.234,567", "1234.567"),
        ("1 234,567", "1234.567"),
        ("1,234,567", "1234567"),
        ("1’234.5", "1234.5"),
        ("007", "7"),
        ("-0", "0"),
        ("12.50", "12.5"),
        ("", ""),
        (f" {NBSP}", ""),
    ],
)
def test_a_spelling_that_means_one_thing_is_read(text, said):
    assert number(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "nan",
        "NaN",
        "inf",
        "-inf",
        "1_000",
        "1e5",
        "1E5",
        "0x10",
        "about 60",
        "60 children",
        "5.",
        "5-",
        "--5",
        "(5)",
        "1 23",
        "0 123",
        "12,34,567",
        "1.2.3",
        "1,5,5",
        "1’234 567",
    ]
    + ["1 234’567", "3–5", "½", "²", "Ⅳ", "五", "12 %%", "1/2", "1234567890123456", "0.1234567891", "1;5", "1:30"],
)
def test_what_is_no_plain_number_is_refused(text):
    assert isinstance(number(text, percent=True), Unclear)


@pytest.mark.parametrize("text", ["-", "–", "—", "NA", "N/A", "n/a", "n.a.", "nil", "none", "?", "."])
def test_a_mark_that_may_mean_nothing_or_zero_is_asked_about(text):
    read = number(text)
    assert isinstance(read, Unclear) and read.question


def test_blank_and_not_applicable_and_refused_and_zero_stay_four_things():
    said = {
        text: (number(text) if not absent(text) else "", absent(text))
        for text in ("", "not applicable", " Refused ", "Not  available", "0")
    }
    assert said == {
        "": ("", ""),
        "not applicable": ("", "not_applicable"),
        " Refused ": ("", "refused"),
        "Not  available": ("", "not_available"),
        "0": ("0", ""),
    }
    assert len(set(said.values())) == 5


def test_a_percent_sign_belongs_to_percentages_only():
    assert number("12 %", percent=True) == "12"
    assert isinstance(number("12 %"), Unclear)
    assert measured("0.12", percent=True, shown_as_percent=True) == "12"
    assert measured("0.285", percent=True, shown_as_percent=True) == "28.5"
    assert isinstance(measured("0.12", shown_as_percent=True), Unclear)
    assert measured("0.12", percent=True) == "0.12"


@pytest.mark.parametrize("some", [400, pytest.param(4000, marks=MORE)])
def test_a_number_cell_is_its_number_or_refused(some):
    @settings(max_examples=some, deadline=None)
    @given(
        st.floats(allow_nan=True, allow_infinity=True)
        | st.floats(-1e6, 1e6).map(lambda value: round(value, 3))
        | st.integers(-(10**17), 10**17).map(float)
    )
    def holds(value):
        is_its_number_or_refused(value)

    holds()


def is_its_number_or_refused(value):
    read = measured(repr(value))
    if math.isfinite(value) and abs(value) < 1e9 and round(value, 6) == value:
        assert isinstance(read, str)
    if isinstance(read, str):
        assert "e" not in read and math.isclose(float(read), value, rel_tol=1e-15, abs_tol=0)


def test_noise_of_binary_fractions_is_taken_off():
    assert [measured(repr(one)) for one in (0.1 + 0.2, 1.1 * 1.1, sum([0.1] * 10), 0.07)] == [
        "0.3",
        "1.21",
        "1",
        "0.07",
    ]
    assert (
        measured("1E-3") == "0.001"
        and measured("123456789012345.67") == "123456789012345.67"
        and measured("1.5E+3") == "1500"
    )
    assert all(
        isinstance(measured(raw), Unclear)
        for raw in ("1E+20", "0.1234567890123", "1E400", "nan", "INF", "", "1_0", "٤")
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2014", "2014"),
        ("2014-09", "2014-09"),
        (" 2014-09-30 ", "2014-09-30"),
        ("30.09.2014", "2014-09-30"),
        ("9/30/2014", "2014-09-30"),
        ("05/05/2014", "2014-05-05"),
        ("12/12/2014", "2014-12-12"),
        ("13/12/2014", "2014-12-13"),
        ("12/13/2014", "2014-12-13"),
        ("01.01.1900", "1900-01-01"),
        ("31.12.2199", "2199-12-31"),
        ("٢٠١٤", "2014"),
    ],
)
def test_a_date_that_can_only_be_one_day_is_read(text, said):
    assert day(text) == period(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "03/04/2014",
        "03/12/2014",
        "12/03/2014",
        "12/11/2014",
        "13/13/2014",
        "31.12.1899",
        "01.01.2200",
        "2014-13",
        "2014-02-30",
        "31.02.2014",
        "2014-9",
        "14-09-30",
        "soon",
        "1812",
        "99999",
        "2014-09-30x",
    ],
)
def test_a_date_that_is_unclear_is_refused(text):
    assert isinstance(day(text), Unclear) and isinstance(period(text), Unclear)


@pytest.mark.parametrize("text", ["FY2014-15", "2013-H1", "2013-10m", "2013-04/2013-09", "FY2014-15-H2"])
def test_a_period_of_the_record_stays(text):
    assert period(text) == text
    assert isinstance(day(text), Unclear)
