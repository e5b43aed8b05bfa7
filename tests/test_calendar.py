"""Times by themselves: where they stand, what they are, and the dates they make."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from effort import effort
from fupin_extract.text.fold import fold
from fupin_extract.values.calendar import CalendarPart, Duration, Period, Point, Recurrence, add_months
from fupin_extract.values.times import find_times

DAY = dt.date(2021, 9, 28)

DATES = {
    "2025年": "2025-01-01 2025-12-31",
    "2025年度": "2025-01-01 2025-12-31",
    "二〇二五年": "2025-01-01 2025-12-31",
    "两千零四年": "2004-01-01 2004-12-31",
    "08年": "2008-01-01 2008-12-31",
    "2025年底": "2025-12-31 2025-12-31",
    "2025年年末": "2025-12-31 2025-12-31",
    "19年底": "2019-12-31 2019-12-31",
    "98年4月": "1998-04-01 1998-04-30",
    "九七年一季度": "1997-01-01 1997-03-31",
    "2025年上半年": "2025-01-01 2025-06-30",
    "2025年下半年": "2025-07-01 2025-12-31",
    "2025年第三季度": "2025-07-01 2025-09-30",
    "2025年三季度末": "2025-09-30 2025-09-30",
    "2025年首季度": "2025-01-01 2025-03-31",
    "2025年前三季度": "2025-01-01 2025-09-30",
    "2025年前11个月": "2025-01-01 2025-11-30",
    "2025年的最后4个月": "2025-09-01 2025-12-31",
    "2025年第8个月": "2025-08-01 2025-08-31",
    "2025年首月": "2025-01-01 2025-01-31",
    "2025年6月": "2025-06-01 2025-06-30",
    "2025年6月份": "2025-06-01 2025-06-30",
    "2024年2月底": "2024-02-29 2024-02-29",
    "2025年6月上旬": "2025-06-01 2025-06-10",
    "2025年6月中旬": "2025-06-11 2025-06-20",
    "2025年2月下旬": "2025-02-21 2025-02-28",
    "2025年6月前5天": "2025-06-01 2025-06-05",
    "2025年6月最后三天": "2025-06-28 2025-06-30",
    "2025年6月30日": "2025-06-30 2025-06-30",
    "二〇二五年六月三十日": "2025-06-30 2025-06-30",
    "2025年六月廿五日": "2025-06-25 2025-06-25",
    "2025年的第一周": "2025-01-06 2025-01-12",
    "2025-06-30": "2025-06-30 2025-06-30",
    "2025.6.30": "2025-06-30 2025-06-30",
    "20250630": "2025-06-30 2025-06-30",
    "今年": "2021-01-01 2021-12-31",
    "明年6月": "2022-06-01 2022-06-30",
    "去年6月上旬": "2020-06-01 2020-06-10",
    "上上个月五号": "2021-07-05 2021-07-05",
    "下个月": "2021-10-01 2021-10-31",
    "本季度": "2021-07-01 2021-09-30",
    "下下个季度": "2022-01-01 2022-03-31",
    "本周五": "2021-10-01 2021-10-01",
    "下周": "2021-10-04 2021-10-10",
    "年底": "2021-12-31 2021-12-31",
    "月底": "2021-09-30 2021-09-30",
    "季度末": "2021-09-30 2021-09-30",
    "9月": "2021-09-01 2021-09-30",
    "3月8号": "2022-03-08 2022-03-08",
    "上半年": "2022-01-01 2022-06-30",
    "2025年初": "nothing",
    "2025年秋季学期": "nothing",
    "2025年春节": "nothing",
    "2023年2月30日": "nothing",
    "2023年-2025年": "2023-01-01 2025-12-31",
    "2022-2025年": "2022-01-01 2025-12-31",
    "2022—2025年": "2022-01-01 2025-12-31",
    "2022～2025年": "2022-01-01 2025-12-31",
    "2018年——2020年": "2018-01-01 2020-12-31",
    "2021年9月至2022年3月": "2021-09-01 2022-03-31",
    "2021年9月—12月": "2021-09-01 2021-12-31",
    "2018年1－9月份": "2018-01-01 2018-09-30",
    "2019年4月12-19日": "2019-04-12 2019-04-19",
    "2018年12月九号到十五号": "2018-12-09 2018-12-15",
    "2020年1月1日起至12月31日": "2020-01-01 2020-12-31",
    "2021年11月至次年3月": "2021-11-01 2022-03-31",
    "11月至次年3月": "2021-11-01 2022-03-31",
    "前年11月到去年3月": "2019-11-01 2020-03-31",
    "2007年与2009年间": "2007-01-01 2009-12-31",
    "2025年至2023年": "nothing",
}


@pytest.mark.parametrize(("text", "days"), DATES.items())
def test_dates(text: str, days: str) -> None:
    (found,) = find_times(fold(f"于{text}，"))
    assert isinstance(found.value, Point | Period)
    # 间 and the like are for the reader of the text.
    assert (found.start, found.end) == (1, len(text) + 1 - text.endswith("间"))
    both = found.value.days(DAY)
    assert (f"{both[0]} {both[1]}" if both else "nothing") == days


DURATIONS = {
    "3天": "P3D",
    "三十日": "P30D",
    "2周": "P2W",
    "三个月": "P3M",
    "半年": "P6M",
    "半个月": "P15D",
    "一年半": "P1Y6M",
    "两个半月": "P2M15D",
    "三个月半": "P3M15D",
    "四年六个月": "P4Y6M",
    "一年又一个月21天": "P1Y1M21D",
    "五个季度": "P15M",
    "17个多月": "P17M",
    "24小时": "PT24H",
    "半小时": "PT30M",
    "15分钟": "PT15M",
    "3-6个月": "P6M",
    "3个月至6个月": "P6M",
    "两到三年": "P3Y",
    "30个工作日": None,
    "5个法定工作日": None,
}


@pytest.mark.parametrize(("text", "iso"), DURATIONS.items())
def test_durations(text: str, iso: str | None) -> None:
    (found,) = find_times(fold(f"在{text}内"))
    assert (found.start, found.end) == (1, len(text) + 1)
    assert isinstance(found.value, Duration)
    assert found.value.iso == iso


RECURRENCES = {
    "每年": "FREQ=YEARLY",
    "每年度": "FREQ=YEARLY",
    "每两年": "FREQ=YEARLY;INTERVAL=2",
    "每3年": "FREQ=YEARLY;INTERVAL=3",
    "每半年": "FREQ=MONTHLY;INTERVAL=6",
    "每学期": "FREQ=MONTHLY;INTERVAL=6",
    "每季度": "FREQ=MONTHLY;INTERVAL=3",
    "每个月": "FREQ=MONTHLY",
    "每三个月": "FREQ=MONTHLY;INTERVAL=3",
    "每半月": "FREQ=DAILY;INTERVAL=15",
    "每周": "FREQ=WEEKLY",
    "每天": "FREQ=DAILY",
    "每隔3天": "FREQ=DAILY;INTERVAL=3",
    "每个工作日": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "按月": "FREQ=MONTHLY",
    "按季度": "FREQ=MONTHLY;INTERVAL=3",
    "分年度": "FREQ=YEARLY",
    "逐月": "FREQ=MONTHLY",
    "每年6月底": "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=-1",
    "每年的6月30日": "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30",
    "每年6月30日、12月31日": "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1",
    "每年1月和7月": "FREQ=YEARLY;BYMONTH=1,7",
    "每年1月5日、7月5日": "FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=5",
    "每年9月到11月": "FREQ=YEARLY;BYMONTH=9,10,11",
    "每年第一季度": "FREQ=YEARLY;BYMONTH=1,2,3",
    "每年一季度末": "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1",
    "每年上半年": "FREQ=YEARLY;BYMONTH=1,2,3,4,5,6",
    "每年年底": "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1",
    "每月25日": "FREQ=MONTHLY;BYMONTHDAY=25",
    "每月5日、20日": "FREQ=MONTHLY;BYMONTHDAY=5,20",
    "每月上旬": "FREQ=MONTHLY;BYMONTHDAY=10",
    "每月底": "FREQ=MONTHLY;BYMONTHDAY=-1",
    "每季度末": "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1",
    "每季度首月10日": "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=10",
    "每周五": "FREQ=WEEKLY;BYDAY=FR",
    "每周一、周三": "FREQ=WEEKLY;BYDAY=MO,WE",
    "每周一至周五": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
}


@pytest.mark.parametrize(("text", "rule"), RECURRENCES.items())
def test_recurrences(text: str, rule: str) -> None:
    (found,) = find_times(fold(f"于{text}，"))
    assert (found.start, found.end) == (1, len(text) + 1)
    assert isinstance(found.value, Recurrence)
    assert found.value.rrule == rule


def test_before_makes_the_last_day_of_what_stands_alone() -> None:
    rules = [
        t.value.rrule for t in find_times("每年3月前、每年上半年前、每年第一季度前") if isinstance(t.value, Recurrence)
    ]
    assert [r.removeprefix("FREQ=YEARLY;") for r in rules] == [
        "BYMONTH=3;BYMONTHDAY=-1",
        "BYMONTH=6;BYMONTHDAY=-1",
        "BYMONTH=3;BYMONTHDAY=-1",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "州政发〔2020〕21号、第69次、十一、（一）、1-2门、3-5家、16-24岁",
        "进一步、统一、一是、三年级、90年代",
        "目前年均、文明年画、过去年份、成本年报、以上年营收、今后年均、首次年检",
        "每周岁、每日常、按年龄、按日程、按月份、逐日均、第3年、第十二年",
        "十四五、十二五、三四年",
    ],
)
def test_what_only_looks_like_a_time(text: str) -> None:
    assert [text[t.start : t.end] for t in find_times(fold(text))] == []


def test_traditional_signs() -> None:
    assert [t.value for t in find_times(fold("兩個月"))] == [Duration(months=2)]
    assert [t.value for t in find_times(fold("每個月"))] == [Recurrence("MONTHLY")]


def test_a_year_is_given_where_none_is_written() -> None:
    march = Point(parts=(CalendarPart("month", 3, 3),))
    assert march.days(DAY) == (dt.date(2022, 3, 1), dt.date(2022, 3, 31))
    assert march.days(DAY, 2024) == (dt.date(2024, 3, 1), dt.date(2024, 3, 31))
    assert march.days() is None
    assert Point().days(DAY) is None
    assert Point(year=dt.MAXYEAR).days() is None


def test_months_end_with_their_last_day() -> None:
    assert add_months(dt.date(2021, 1, 31), 1) == dt.date(2021, 2, 28)
    assert add_months(dt.date(2021, 12, 31), -10) == dt.date(2021, 2, 28)
    assert add_months(dt.date(dt.MAXYEAR, 12, 1), 1) is None
    assert Duration(months=1).after(dt.date(2024, 1, 31)) == dt.date(2024, 2, 29)
    assert Duration(working_days=3).after(DAY) is None
    assert Duration(years=9000).after(DAY) is None


@given(st.text(alphabet="0123456789一二三十两半年月日季度底末前后每按上下今明第个工作至到-—、的周天旬", max_size=24))
def test_any_text_has_times_in_order_whose_dates_can_be_asked(text: str) -> None:
    end = 0
    for found in find_times(text):
        assert end <= found.start < found.end <= len(text)
        end = found.end
        if isinstance(found.value, Point | Period):
            days = found.value.days(DAY)
            assert days is None or days[0] <= days[1]
        elif isinstance(found.value, Duration):
            assert found.value.iso is None or found.value.iso.startswith("P")
        else:
            assert found.value.rrule.startswith("FREQ=")


HOSTILE = (
    "1",
    "一",
    "2020年",
    "每",
    "每1",
    "1-",
    "1月",
    "十",
    "半",
    "季",
    "年",
    "20",
    "1日、",
    "每年1月、",
    "1年",
    "第",
    "前",
)


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_runs_stay_linear(unit: str) -> None:
    few, many = (f"每{unit * (size // len(unit))}年" for size in (4000, 16000))

    def work(text: str) -> None:
        list(find_times(text))

    work(few)
    assert effort(work, many) < 8 * max(effort(work, few), 0.01)
