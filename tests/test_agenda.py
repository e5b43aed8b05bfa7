"""Deadlines as a calendar, as other programs read it."""

from __future__ import annotations

import datetime as dt
import re
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from fupin_extract import Notice, parse, write
from fupin_extract.cli import run
from fupin_extract.derive.due import due_times, first_day, with_days
from fupin_extract.errors import WriteError
from made import FRONT, made

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.txt"))
PLAN = made(
    *FRONT,
    "一、主要任务",
    "（一）改造厕所。2024年2月底前完成。（牵头单位：县农业农村局；责任单位：县财政局、县住建局、县水务局）",
    "（二）报送进度。每季度末报送情况，每年2月底前总结。（责任单位：县农业农村局）",
    "（三）发布岗位。每月发布岗位信息。自2024年起实施。（责任单位：县人社局）",
    "（四）受理申请。30个工作日内办结。（责任单位：县民政局）",
    "二、保障措施",
    "（五）加强领导。（完成时限：长期坚持）",
)


def calendar(*notices: Notice, **options: Any) -> Any:
    return vobject.readOne(write(notices, "ics", **options).decode())


def events(*notices: Notice, **options: Any) -> list[Any]:
    return list(calendar(*notices, **options).contents.get("vevent", []))


def days(event: Any, count: int) -> list[dt.date]:
    """The first days of an event that comes again, as dateutil reckons them."""
    rules = event.getrruleset(addRDate=True)
    return [day.date() for _, day in zip(range(count), rules, strict=False)]


def with_rule(rule: str, start: dt.date) -> Notice:
    """The plan with one deadline, which comes again by a rule from a day on."""
    task = PLAN.tasks[1]
    deadline = task.deadlines[0].model_copy(update={"recurrence": rule, "start": start})
    return PLAN.model_copy(update={"tasks": (task.model_copy(update={"deadlines": (deadline,)}),)})


def test_a_deadline_is_a_whole_day_with_its_task_its_offices_and_a_reminder() -> None:
    event = events(PLAN)[0]
    assert event.dtstart.value == dt.date(2024, 2, 29)
    assert event.dtend.value == dt.date(2024, 3, 1)
    assert event.summary.value == "改造厕所（县农业农村局）"
    for said in (
        "完成时限：2024年2月底前",
        "牵头单位：县农业农村局",
        "责任单位：县财政局、县住建局、县水务局",
        "青政办发〔2023〕7号",
    ):
        assert said in event.description.value
    assert event.valarm.trigger.value == dt.timedelta(days=-7, hours=9)
    text = write(PLAN, "ics").decode()
    assert "DTSTART;VALUE=DATE:20240229\r\n" in text
    assert calendar(PLAN).contents["x-wr-calname"][0].value == "青溪县后续扶持实施方案时限"
    assert "TZID" not in text
    assert "VTIMEZONE" not in text


def test_what_comes_again_is_a_rule() -> None:
    quarter, yearly, monthly, begins = events(PLAN)[1:]
    assert days(quarter, 4) == [dt.date(2023, 3, 31), dt.date(2023, 6, 30), dt.date(2023, 9, 30), dt.date(2023, 12, 31)]
    # The end of February, in a leap year too.
    assert days(yearly, 2) == [dt.date(2024, 2, 29), dt.date(2025, 2, 28)]
    assert days(monthly, 3) == [dt.date(2023, 3, 31), dt.date(2023, 4, 30), dt.date(2023, 5, 31)]
    assert "原文没有写哪一天" in monthly.description.value
    assert "原文没有写哪一天" not in quarter.description.value
    assert (begins.dtstart.value, begins.summary.value) == (dt.date(2024, 1, 1), "开始：发布岗位（县人社局）")
    assert "rrule" not in begins.contents


@pytest.mark.parametrize(
    ("rule", "start", "first"),
    [
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", (2097, 1, 1), (2104, 2, 29)),
        ("FREQ=MONTHLY;INTERVAL=3", (2024, 3, 31), (2024, 3, 31)),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1", (2024, 4, 1), (2024, 6, 30)),
        ("FREQ=MONTHLY;INTERVAL=6", (2024, 1, 1), (2024, 6, 30)),
        ("FREQ=MONTHLY;BYMONTHDAY=25", (2024, 1, 26), (2024, 2, 25)),
        ("FREQ=MONTHLY;BYMONTHDAY=5,20", (2024, 1, 6), (2024, 1, 20)),
        ("FREQ=YEARLY", (2024, 1, 1), (2024, 12, 31)),
        ("FREQ=YEARLY;BYMONTH=1,2,3", (2024, 1, 1), (2024, 3, 31)),
        ("FREQ=YEARLY;BYMONTH=1,7", (2024, 2, 1), (2024, 7, 31)),
        ("FREQ=WEEKLY", (2024, 1, 1), (2024, 1, 7)),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", (2024, 1, 6), (2024, 1, 8)),
        ("FREQ=DAILY", (2024, 1, 1), (2024, 1, 1)),
        ("FREQ=DAILY;INTERVAL=10", (2024, 1, 1), (2024, 1, 10)),
    ],
)
def test_the_first_day_of_a_rule(rule: str, start: tuple[int, int, int], first: tuple[int, int, int]) -> None:
    found = with_days(rule)[0]
    assert first_day(found, dt.date(*start)) == dt.date(*first)
    [event] = events(with_rule(rule, dt.date(*start)))
    # dateutil finds the first day itself, and goes on from there.
    assert days(event, 2)[0] == dt.date(*first)


def test_of_which_month_of_a_quarter_nobody_tells_is_not_guessed() -> None:
    assert first_day("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=10", dt.date(2024, 1, 1)) is None
    [time_] = due_times(with_rule("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=10", dt.date(2024, 1, 1)))
    assert (time_.known, time_.day) == ("unknown", None)


def test_what_comes_again_ends_with_the_plan() -> None:
    period = PLAN.metadata.model_copy(update={"valid_until": dt.date(2025, 6, 30)})
    event = events(PLAN.model_copy(update={"metadata": period}))[1]
    assert days(event, 99)[-1] == dt.date(2025, 6, 30)


def test_what_has_no_day_is_told_and_not_guessed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    said = calendar(PLAN).contents["description"][0].value
    assert said.splitlines() == ["没有确定日期、未列入日历的时限：", "受理申请：30个工作日内", "加强领导：长期坚持"]
    (tmp_path / "a.txt").write_text(
        "\n".join([*FRONT, "一、主要任务", "（一）受理申请。30个工作日内办结。（责任单位：县民政局）"]),
        encoding="utf-8",
    )
    assert run(["parse", str(tmp_path / "a.txt"), "-o", str(tmp_path / "a.ics")]) == 0
    assert "1 deadlines have no day and are not in the calendar: 30个工作日内" in capsys.readouterr().err
    assert (tmp_path / "a.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


def test_an_event_is_known_again() -> None:
    first, again = ({event.uid.value for event in events(PLAN)} for _ in range(2))
    assert first == again
    assert len(first) == len(events(PLAN)) == 5
    other = PLAN.model_copy(update={"source": PLAN.source.model_copy(update={"sha256": "0" * 64})})
    assert not first & {event.uid.value for event in events(other)}
    assert len(events(PLAN, other)) == 10


def test_a_deadline_that_a_task_names_twice_is_one_event() -> None:
    task = PLAN.tasks[0]
    twice = task.model_copy(update={"deadlines": task.deadlines * 2})
    assert len(events(PLAN.model_copy(update={"tasks": (twice,)}))) == 1


@pytest.mark.slow
def test_the_same_bytes_each_time() -> None:
    first = write(PLAN, "ics")
    time.sleep(1.1)
    assert write(PLAN, "ics") == first


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_every_sample_is_read_back(sample: Path) -> None:
    notice = parse(sample)
    expected = [time for time in due_times(notice) if time.day]
    found = events(notice)
    assert [event.dtstart.value for event in found] == [time.day for time in expected]
    for event, due in zip(found, expected, strict=True):
        if due.rule:
            assert days(event, 1) == [due.day]


LONG = "乡村振兴局会同有关部门完善搬迁群众后续扶持政策" * 13 + "完"


def lines(data: bytes) -> list[bytes]:
    return data.removesuffix(b"\r\n").split(b"\r\n")


def test_a_chinese_line_of_300_characters_is_folded_and_comes_back_whole() -> None:
    assert len(LONG) >= 300
    task = PLAN.tasks[0].model_copy(update={"text": LONG, "title": LONG})
    data = write(PLAN.model_copy(update={"tasks": (task,)}), "ics")
    assert max(map(len, lines(data))) <= 75
    for line in lines(data):
        line.decode()  # no character is cut in two
    [event] = vobject.readOne(data.decode()).vevent_list
    assert LONG in event.description.value
    assert re.search("…（县农业农村局）$", event.summary.value)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\r\nEND:VEVENT\r\nBEGIN:VEVENT", "a\nEND:VEVENT\nBEGIN:VEVENT"),
        ("a;b,c\\n:d", "a;b,c\\n:d"),
        ('=HYPERLINK("http://x")', '=HYPERLINK("http://x")'),
        ("甲\u202e乙\x00\x1b[31m丙\u2028丁", "甲�乙��[31m丙\n丁"),
        ("</script>", "</script>"),
        ("\ud800", "�"),
    ],
)
def test_hostile_text_is_shown(text: str, seen: str) -> None:
    task = PLAN.tasks[0].model_copy(update={"text": text, "title": text})
    [event] = events(PLAN.model_copy(update={"tasks": (task,)}))
    assert seen in event.description.value
    assert "\n" not in event.summary.value


@settings(max_examples=50)
@given(st.text(max_size=40))
def test_any_text_makes_a_calendar_that_is_read(text: str) -> None:
    task = PLAN.tasks[0].model_copy(update={"text": text, "title": text})
    [event] = events(PLAN.model_copy(update={"tasks": (task,)}))
    assert event.dtstart.value == dt.date(2024, 2, 29)


def test_a_calendar_without_events_is_one_too() -> None:
    assert "vevent" not in calendar().contents
    assert events(made(*FRONT, "一、主要任务", "（一）对接东部企业。")) == []
    assert "Deadlines without a day" in calendar(PLAN, headers="en").contents["description"][0].value


def test_calendars_need_their_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(WriteError, match=r"pip install icalendar"):
        write(PLAN, "ics")
