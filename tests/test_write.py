"""Writing: the same notice in each format, for people and for programs, the same bytes each time."""

from __future__ import annotations

import ast
import csv
import datetime as dt
import json
from io import StringIO
from pathlib import Path, PurePath
from typing import Any, TypeGuard

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fupin_extract.errors import WriteError
from fupin_extract.records.notice import (
    Citation,
    Clause,
    Deadline,
    Diagnostic,
    Duty,
    Metadata,
    Notice,
    Organization,
    PlanPeriod,
    SourceInfo,
    Target,
    Task,
    TaskResponsibility,
)
from fupin_extract.write import labels, registry, write
from fupin_extract.write.notices import matrices
from fupin_extract.write.registry import WRITERS, Writer, by_suffix, file_formats, formats, function

HEADINGS = (
    "文件,编号,一级任务,二级任务,具体任务,内容,牵头单位,责任单位,配合单位,督导单位,责任人,文中职责,"
    "完成时限,截止日期,量化目标,依据,其他栏目,原文位置"
)


def unit(name: str) -> Organization:
    return Organization(name=name, text=name, functions=("财政",), level="county", kind="department", span=(3, 6))


def task(task_id: str = "2.1.1", **values: Any) -> Task:
    row: dict[str, Any] = {
        "id": task_id,
        "path": ("主要任务", "促进就业", "对接外出就业"),
        "title": "对接外出就业",
        "text": "2020年底前就业率85%以上。",
        "kind": "task",
        "lead_units": (unit("县人社局"),),
        "responsible_units": (unit("县财政局"), unit("各乡镇人民政府")),
        "responsibility": TaskResponsibility(scope="own", span=(90, 99)),
        "span": (100, 160),
    }
    return Task(**row | values)


def notice(*tasks: Task, **values: Any) -> Notice:
    record: dict[str, Any] = {
        "source": SourceInfo(
            path="samples/x.txt",
            media_type="text/plain",
            encoding="utf-8",
            sha256="0" * 64,
            characters=9,
            text="一\r\n\t二 \n",
        ),
        "metadata": Metadata(
            title="某县实施方案",
            issuing_authorities=("某县人民政府",),
            date_signed=dt.date(2020, 9, 30),
            plan_period=PlanPeriod(start=dt.date(2021, 1, 1), end=dt.date(2025, 12, 31)),
        ),
        "clauses": (
            Clause(id="0", level=0, marker="", title="", text="第一段。\n第二段。", kind="overview", span=(0, 9)),
        ),
        "tasks": tasks,
        "diagnostics": (Diagnostic(code="numbering-gap", severity="warning", message="二、之后是四、", span=(1, 2)),),
    }
    return Notice(**record | values)


DEADLINE = Deadline(id="1/d1", rule="by.year_end", text="2020年底前", span=(1, 8), kind="by", end=dt.date(2020, 12, 31))
TARGET = Target(
    id="1/t1", rule="share", text="85%以上", span=(9, 14), role="target", comparator=">=", value=85, unit="%"
)
CITATION = Citation(
    id="1/c1", rule="title", text="《意见》", span=(20, 24), title="意见", document_number="国发〔2020〕1号"
)
FULL = notice(
    task("1", kind="overview", path=("总体要求",), title="总体要求"),
    task(deadlines=(DEADLINE,), targets=(TARGET,), citations=(CITATION,), measures=("2.1.1.1",)),
)


def cells(*notices: Notice, **options: Any) -> list[list[str]]:
    data = write(notices, "csv", **options)
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))


def row(record: Task, **values: Any) -> dict[str, str]:
    headings, only = cells(notice(record, **values))
    return dict(zip(headings, only, strict=True))


def test_who_has_to_do_what_in_the_running_text_is_a_column() -> None:
    place = {"id": "1/a1", "rule": "duty.does", "text": "县财政局筹措", "span": (3, 9)}
    action = "筹措资金，统筹用于安置点的基础设施和公共服务设施，并按月拨付到位"
    duty = Duty(**place, actors=(unit("县财政局"), unit("县人社局")), role="responsible", action=action)
    record = task(duties=(duty, duty), responsible_units=())
    assert row(record)["文中职责"] == f"县财政局、县人社局：{action}"
    (sheet,) = matrices([notice(record)], registry.Looks())
    assert "县财政局、县人社局：筹措资金，统筹用于安置点的基础设…" in next(iter(sheet.rows))


# YAML


def test_yaml_shows_metadata_tasks_and_diagnostics() -> None:
    data = yaml.safe_load(write(FULL))
    assert list(data) == ["schema_version", "source", "metadata", "tasks", "sections", "diagnostics"]
    assert [t["id"] for t in data["tasks"]] == ["1", "2.1.1"]
    assert data["source"]["text"] is None


def test_yaml_is_readable() -> None:
    text = write(FULL, view="full").decode()
    assert "  title: 某县实施方案\n" in text
    assert "date_signed: '2020-09-30'\n" in text
    assert "span: [100, 160]\n" in text
    assert "  text: |-\n    第一段。\n    第二段。\n" in text
    assert "- name: 县财政局\n" in text
    assert "addressees: []\n" in text
    assert "value: 85\n" in text
    assert not any(mark in text for mark in ("&id", "*id", "---", "\\u"))


def test_a_long_text_stays_on_its_line() -> None:
    long = "为深入贯彻落实 中央部署，" * 500
    assert f"text: {long}\n".encode() in write(notice(task(text=long)))


@pytest.mark.parametrize("with_text", [True, False])
def test_a_notice_reads_itself_back(with_text: bool) -> None:
    text = FULL.source.text if with_text else None
    expected = FULL.model_copy(update={"source": FULL.source.model_copy(update={"text": text})})
    full = write(FULL, "yaml", view="full", with_text=with_text)
    assert Notice.model_validate(yaml.safe_load(full)) == expected
    assert Notice.model_validate_json(write(FULL, "json", with_text=with_text)) == expected
    short = write(FULL, with_text=with_text)
    assert Notice.model_validate(yaml.safe_load(short)) == expected.model_copy(update={"clauses": ()})
    assert "clauses" not in Notice.model_json_schema()["required"]


TRICKY = [
    "是",
    "on",
    "2020-01-01",
    "1_000",
    "12:30:00",
    "=",
    "~",
    "- a",
    "a: b",
    " #",
    "\ufeff",
    "\x07",
    "\x85",
    "\r\n",
    "𠮷",
    "\ue000",
    " a\n b \n\n",
]


@given(st.one_of(st.sampled_from(TRICKY), st.text(st.characters(codec="utf-8"))))
def test_any_text_is_read_back_from_yaml(text: str) -> None:
    written = write(
        notice(task(text=text, title=text), source=FULL.source.model_copy(update={"text": text})),
        "yaml",
        view="full",
        with_text=True,
    )
    for loader in (yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        data = yaml.load(written, Loader=loader)  # noqa: S506
        assert (data["source"]["text"], data["tasks"][0]["text"], data["tasks"][0]["title"]) == (text, text, text)


def test_several_notices_are_several_documents() -> None:
    written = write([FULL, FULL])
    assert written.startswith(b"---\n")
    assert written.count(b"\n---\n") == 1
    assert len(list(yaml.safe_load_all(written))) == 2


# JSON


def test_json_is_the_record_or_an_array_of_them() -> None:
    one = json.loads(write(FULL, "json"))
    assert list(one) == list(Notice.model_fields)
    assert json.loads(write([FULL, FULL], "json")) == [one, one]
    assert json.loads(write([], "json")) == []
    assert "某县实施方案".encode() in write(FULL, "json")
    assert write(FULL, "json").endswith(b"}\n")


def test_a_line_of_json_stands_alone() -> None:
    lines = write([FULL, FULL], "jsonl").decode().split("\n")
    assert lines.pop() == ""
    assert len(lines) == 4
    line = json.loads(lines[1])
    assert (line.pop("file"), line.pop("document_title")) == ("samples/x.txt", "某县实施方案")
    assert Task.model_validate(line) == FULL.tasks[1]


# CSV


def test_csv_is_for_spreadsheets() -> None:
    written = write(FULL, "csv")
    assert written.startswith(b"\xef\xbb\xbf" + HEADINGS.encode() + b"\r\n")
    assert written.endswith(b"\r\n")
    assert written.count(b"\n") == written.count(b"\r\n") == 2
    assert cells(FULL)[1] == [
        "samples/x.txt",
        "'2.1.1",
        "主要任务",
        "促进就业",
        "对接外出就业",
        "2020年底前就业率85%以上。",
        "县人社局",
        "县财政局、各乡镇人民政府",
        "",
        "",
        "",
        "",
        "2020年底前",
        "2020-12-31",
        "85%以上",
        "《意见》（国发〔2020〕1号）",
        "",
        "[100, 160]",
    ]


def test_csv_for_programs_has_ids_as_they_are_and_nothing_that_is_run() -> None:
    hostile = notice(task("2.10", title="=HYPERLINK(1)", deadlines=(DEADLINE,)))
    lines = list(csv.reader(StringIO(write(hostile, "csv", bom=False).decode(), newline="")))
    found = dict(zip(HEADINGS.split(","), lines[1], strict=True))
    assert lines[0][0] == "文件"
    assert (found["编号"], found["截止日期"], found["具体任务"]) == ("2.10", "2020-12-31", "'=HYPERLINK(1)")


def test_csv_for_spreadsheets_shows_what_turns_the_writing_around() -> None:
    turned = notice(task("1", title="就\u202e业\x1b[31m", text="一\n二\t三"))
    for_people, for_programs = (write(turned, "csv", bom=bom).decode() for bom in (True, False))
    assert "就\ufffd业\ufffd[31m" in for_people
    assert "一\n二\t三" in for_people
    assert "就\u202e业\x1b[31m" in for_programs


def test_the_last_day_stands_beside_the_time() -> None:
    open_ended = Deadline(id="1/d2", rule="open", text="长期", span=(1, 3), kind="open")
    by_sum = DEADLINE.model_copy(update={"text": "30日内", "end": None, "due": dt.date(2021, 1, 8)})
    for deadlines, day in (((DEADLINE, by_sum), "2021-01-08"), ((open_ended,), ""), ((), "")):
        assert row(task(deadlines=deadlines))["截止日期"] == day


def test_headings_for_programs() -> None:
    assert cells(FULL, headers="en")[0] == [
        "file",
        "id",
        "level_1",
        "level_2",
        "task",
        "text",
        "lead_units",
        "responsible_units",
        "supporting_units",
        "supervising_units",
        "persons",
        "duties",
        "deadlines",
        "due_by",
        "targets",
        "citations",
        "extra",
        "span",
    ]


def test_overview_rows_are_left_out_unless_asked_for() -> None:
    assert [line[1] for line in cells(FULL)] == ["编号", "'2.1.1"]
    assert [line[1] for line in cells(FULL, all_rows=True)] == ["编号", "'1", "'2.1.1"]


def test_several_files_have_one_heading() -> None:
    assert [line[0] for line in cells(FULL, FULL)] == ["文件", "samples/x.txt", "samples/x.txt"]


@pytest.mark.parametrize(
    ("path", "levels"),
    [
        (("甲",), ("", "", "甲")),
        (("甲", "乙"), ("甲", "", "乙")),
        (("甲", "乙", "丙"), ("甲", "乙", "丙")),
        (("甲", "乙", "丙", "丁"), ("甲", "乙 / 丙", "丁")),
        (("甲", "", "丙", "丁"), ("甲", "丙", "丁")),
    ],
)
def test_levels_are_what_stands_over_a_task(path: tuple[str, ...], levels: tuple[str, str, str]) -> None:
    found = row(task(path=path, title=path[-1]))
    assert (found["一级任务"], found["二级任务"], found["具体任务"]) == levels


def test_a_task_without_title_is_known_by_its_beginning() -> None:
    assert row(task(title="", text="对新开业的给予补贴。再给予奖励。"))["具体任务"] == "对新开业的给予补贴"
    assert row(task(title="", text="补" * 40))["具体任务"] == "补" * 30 + "…"


@pytest.mark.parametrize("start", "=+-@＝＋－＠\t\r\n")
def test_no_cell_is_a_formula(start: str) -> None:
    found = row(task(title=f"{start}HYPERLINK(1)", text=f"补贴{start}1", lead_units=(unit(f"{start}局"),)))
    assert (found["具体任务"], found["内容"], found["牵头单位"]) == (
        f"'{start}HYPERLINK(1)",
        f"补贴{start}1",
        f"'{start}局",
    )


def test_a_fact_is_listed_once_but_a_target_each_time() -> None:
    again = CITATION.model_copy(update={"title": "该意见", "document_number": None, "refers_to": "某某意见"})
    found = row(task(deadlines=(DEADLINE,) * 2, targets=(TARGET,) * 2, citations=(CITATION, CITATION, again)))
    assert found["完成时限"] == "2020年底前"
    assert found["量化目标"] == "85%以上；85%以上"
    assert found["依据"] == "《意见》（国发〔2020〕1号）、《某某意见》"


def test_quotes_commas_and_breaks_stay_in_their_cell() -> None:
    text = '第一段，"引号",\n第二段。'
    found = row(task(text=text), source=FULL.source.model_copy(update={"path": None}))
    assert (found["内容"], found["文件"]) == (text, "")


# table


def test_the_table_is_for_a_terminal() -> None:
    text = write(FULL, "table", width=110).decode()
    assert text.startswith("某县实施方案\n")
    assert max(map(len, text.split("\n"))) <= 110
    for shown in ("编号", "2.1.1", "对接外出就业", "县人社局", "2020年底前", "85%以上"):
        assert shown in text
    for left_out in ("配合单位", "内容", "总体要求", "\x1b"):
        assert left_out not in text
    assert "总体要求" in write(FULL, "table", all_rows=True).decode()


def test_the_table_shows_text_as_text() -> None:
    text = write(notice(task(title="[bold]项[/bold] :smile:\x1b[31m")), "table").decode()
    assert "[bold]项[/bold] :smile: [31m" in " ".join(text.split())
    assert "\x1b" not in text


# all


@pytest.mark.parametrize("form", ["yaml", "json", "jsonl", "csv", "table", "markdown", "ics"])
def test_the_same_bytes_each_time_and_an_empty_notice_too(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = write([FULL, notice()], form)
    for name, value in {"COLUMNS": "40", "TERM": "dumb", "NO_COLOR": "1", "FORCE_COLOR": "1", "LC_ALL": "C"}.items():
        monkeypatch.setenv(name, value)
    assert write([FULL, notice()], form) == first
    assert first.decode().endswith("\n")
    assert isinstance(write([], form), bytes)


def test_no_source_text_unless_asked_for() -> None:
    secret = notice(source=FULL.source.model_copy(update={"text": "原文在此"}))
    for form in ("yaml", "json"):
        assert "原文在此".encode() not in write(secret, form, view="full")
        assert "原文在此".encode() in write(secret, form, view="full", with_text=True)


def test_any_number_of_notices_and_nothing_else() -> None:
    assert write((one for one in (FULL, FULL)), "csv") == write([FULL, FULL], "csv")
    for wrong in (None, "notice", [FULL, "notice"], FULL.tasks):
        with pytest.raises(TypeError, match=r"is a Notice or several, not (NoneType|str|Task)"):
            write(wrong, "csv")  # type: ignore[arg-type]


def test_an_unknown_format_is_told() -> None:
    with pytest.raises(WriteError, match="there is no format 'pdf': give one of yaml, json"):
        write(FULL, "pdf")


def test_a_suffix_stands_for_a_format() -> None:
    names = ["a.yaml", "a.yml", "a.json", "a.jsonl", "a.CSV", "a.b/c", "a.txt"]
    assert [by_suffix("notices", PurePath(name)) for name in names] == [
        "yaml",
        "yaml",
        "json",
        "jsonl",
        "csv",
        None,
        None,
    ]


# The list of formats


@pytest.mark.parametrize("line", WRITERS, ids=lambda line: f"{line.what}-{line.format}")
def test_every_line_of_the_list_leads_to_its_functions(line: Writer) -> None:
    for place in filter(None, (line.draws, line.makes)):
        assert callable(function(place))
    assert [other for other in WRITERS if (other.what, other.format) == (line.what, line.format)] == [line]
    for suffix in line.suffixes:
        assert by_suffix(line.what, PurePath(f"a{suffix.upper()}")) == line.format


def test_a_format_more_is_a_line_more(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(WriteError, match="wiki"):
        write(FULL, "wiki")
    line = Writer("notices", "wiki", (".wiki",), "write.formats.markdown:draw", "write.notices:matrices")
    monkeypatch.setattr(registry, "WRITERS", (*WRITERS, line))
    text = write([FULL, FULL], "wiki", headers="en").decode()
    assert text.startswith("# 某县实施方案\n\n| id | level\\_1 | level\\_2 | task |")
    assert text.count("\n\n# 某县实施方案\n\n| id") == 1
    assert "\n| 2.1.1 | 主要任务 | 促进就业 | 对接外出就业 | 县人社局 | 县财政局、各乡镇人民政府 |" in text
    assert by_suffix("notices", PurePath("a.wiki")) == "wiki"
    assert formats("notices")[-1] == file_formats("notices")[-1] == "wiki"


def test_a_heading_stands_once() -> None:
    known = {*labels._HEADINGS.values(), *labels._OF.values(), *labels.TABLES.values()}
    package = Path(labels.__file__).parent.parent
    for room in ("write", "store", "derive", "batch", "cli"):
        for module in (package / room).rglob("*.py"):
            if module.name not in ("labels.py", "chinese.py"):
                texts = {node.value for node in ast.walk(ast.parse(module.read_text("utf-8"))) if is_text(node)}
                assert not known & texts, module


def is_text(node: ast.AST) -> TypeGuard[ast.Constant]:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
