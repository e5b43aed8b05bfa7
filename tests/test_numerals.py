"""Numbers in every spelling that notices use."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from effort import effort
from fupin_extract.text.fold import fold
from fupin_extract.values.numerals import NUMBER, to_number

PATTERN = re.compile(NUMBER)

READINGS = {
    "0": 0,
    "15": 15,
    "6.5": 6.5,
    "1.2万": 12000,
    "1.1万": 11000,
    "1100万": 11000000,
    "5，000": 5000,
    "1，234，567.5": 1234567.5,
    "3千万": 30000000,
    "2亿3000万": 230000000,
    "2万亿": 2 * 10**12,
    "5千": 5000,
    "20余万": 200000,
    "二十多万": 200000,
    "1/3": 1 / 3,
    "〇": 0,
    "两": 2,
    "俩": 2,
    "十": 10,
    "十二": 12,
    "二十": 20,
    "廿五": 25,
    "卅": 30,
    "百": 100,
    "千": 1000,
    "三百": 300,
    "一百五": 150,
    "一百零五": 105,
    "三千零五": 3005,
    "一万五": 15000,
    "两万五千": 25000,
    "一千二百万": 12000000,
    "一百二十三万四千五百六十七": 1234567,
    "一亿二千万": 120000000,
    "三亿零五十万": 300500000,
    "十万亿": 10**13,
    "二〇二五": 2025,
    "一九九八": 1998,
    "五点五": 5.5,
    "三点五万": 35000,
    "十分之一": 0.1,
    "三分之二": 2 / 3,
    "百分之三十": 0.3,
    "百分之3.5": 0.035,
    "半": 0.5,
    "一半": 0.5,
    "壹佰贰拾伍": 125,
    "伍拾萬": 500000,
    "貳": 2,
    "三億": 300000000,
}


@pytest.mark.parametrize(("text", "value"), READINGS.items())
def test_reads_whole_and_right(text: str, value: float) -> None:
    match = PATTERN.search(f"约{text}个")
    assert match is not None
    assert match.group() == text
    assert to_number(text) == pytest.approx(value)
    assert isinstance(to_number(text), int) == (value == int(value))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("十二五规划", ["十二", "五"]),
        ("三四个", ["三", "四"]),
        ("统一二十个", ["一", "二十"]),
        ("2020，200人", ["2020", "200"]),
        ("100千瓦", ["100"]),
        ("百万千瓦", ["百万"]),
        ("提高5个百分点", ["5"]),
        ("干部队伍、大陆、收拾", []),
        ("１２００个", ["1200"]),
    ],
)
def test_finds_no_more_than_the_number(text: str, found: list[str]) -> None:
    assert PATTERN.findall(fold(text)) == found


@pytest.mark.parametrize("text", ["", "三四", "个", "一分之", "〇分之一", "一" * 50, "三点"])
def test_refuses_what_is_no_number(text: str) -> None:
    with pytest.raises(ValueError):
        to_number(text)


def _spell(number: int) -> str:
    """The common spelling, written down independently of the reader."""
    figures = "零一二三四五六七八九"
    if number < 10:
        return figures[number]
    for power, name in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= power:
            head, rest = divmod(number, power)
            gap = "零" if rest and rest < power // 10 else ""
            return _spell(head) + name + (gap + _spell(rest) if rest else "")
    raise AssertionError


@given(st.integers(min_value=0, max_value=10**11))
def test_spelt_numbers_come_back(number: int) -> None:
    text = _spell(number)
    match = PATTERN.fullmatch(text)
    assert match is not None
    assert to_number(text) == number


@given(st.text(alphabet="0123456789.，/一二三十百千万亿零〇点半分之余两伍拾", max_size=30))
def test_every_match_is_something_and_reads_or_refuses(text: str) -> None:
    for match in PATTERN.finditer(text):
        assert match.group()
        try:
            value = to_number(match.group())
        except ValueError:
            continue
        assert value >= 0


@pytest.mark.parametrize("unit", ["1", "一", "1，", "1.", "一万", "1万", "百", "零", "十", "二十分之", "1/"])
def test_hostile_runs_stay_linear(unit: str) -> None:
    pattern = re.compile(NUMBER + "年")

    def work(size: int) -> None:
        assert not list(pattern.finditer(unit * (size // len(unit))))

    assert effort(work, 32000) < 8 * max(effort(work, 8000), 0.01)
