"""What each office has to do: one office under its names, roles, duties of the text, and the ``units`` command."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from fupin_extract import load_rules, parse
from fupin_extract.cli import run
from fupin_extract.derive.offices import by_unit, only_unit
from fupin_extract.records.offices import Office, UnitsView

NOTICE = """云岭县人民政府关于做好后续扶持工作的通知
一、促进就业。2025年6月底前建立台账，走访300户以上。人社部门要按月公示结果；县财政局、市财政局各自核对账目。
（牵头单位：县人力资源和社会保障局，责任单位：县财政局、县工商局、县市场监管局，各乡镇人民政府）
二、保障资金
（责任单位：县财政局、县人社局，配合单位：县教育体育局、中国移动云岭公司、中国联通云岭公司）
三、其他事项
泰山区财政局要派员驻点。
云岭县人民政府
2025年1月1日
"""


@pytest.fixture(scope="module")
def view() -> UnitsView:
    return by_unit(parse(NOTICE))


def names(view: UnitsView) -> list[str]:
    return [office.name for office in view.units]


def office(view: UnitsView, name: str) -> Office:
    return next(office for office in view.units if name in office.names)


def test_names_of_one_office_are_one(view: UnitsView) -> None:
    human_resources = office(view, "县人力资源和社会保障局")
    assert human_resources.names == ("人社部门", "县人力资源和社会保障局", "县人社局")
    assert human_resources.functions == ("human_resources",)
    assert human_resources.level == "county"


def test_offices_named_side_by_side_or_elsewhere_are_two(view: UnitsView) -> None:
    assert {"县财政局", "市财政局", "泰山区财政局", "县工商局", "县市场监管局"} <= set(names(view))
    assert {"中国移动云岭公司", "中国联通云岭公司"} <= set(names(view))


def test_whoever_has_a_part_is_no_office() -> None:
    told = "一、抓好落实。各牵头单位要加强统筹。县财政局要保障资金。各责任（配合）单位要主动配合。牵头部门要按月通报。"
    assert names(by_unit(parse(told))) == ["县财政局"]


def test_each_has_its_tasks_by_role_and_its_duties(view: UnitsView) -> None:
    told = office(view, "县人社局").assignments
    assert [(a.task, a.role, a.source, a.name) for a in told] == [
        ("1", "lead", "group", "县人力资源和社会保障局"),
        ("1", "responsible", "text", "人社部门"),
        ("2", "responsible", "group", "县人社局"),
    ]
    lead, duty, _ = told
    assert lead.work == "促进就业"
    assert [d.text for d in lead.deadlines] == ["2025年6月底前", "按月"]
    assert [t.text for t in lead.targets] == ["300户以上"]
    assert duty.work == "公示结果"
    assert [d.recurrence for d in duty.deadlines] == ["FREQ=MONTHLY"]
    assert NOTICE[slice(*duty.span)] == "人社部门要按月公示结果"
    assert [a.role for a in office(view, "县教育体育局").assignments] == ["supporting"]


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [
        ("县财政局", ["县财政局"]),
        ("市财政局", ["市财政局"]),
        ("财政局", ["县财政局", "市财政局", "泰山区财政局"]),
        ("财政", ["县财政局", "市财政局", "泰山区财政局"]),
        ("finance", ["县财政局", "市财政局", "泰山区财政局"]),
        ("人社局", ["县人力资源和社会保障局"]),
        ("县人力资源社会保障局", ["县人力资源和社会保障局"]),
        ("县教育局", ["县教育体育局"]),
        ("各乡镇人民政府", ["各乡镇人民政府"]),
        ("县气象局", []),
        ("无此单位", []),
    ],
)
def test_one_office_by_any_of_its_names(view: UnitsView, wanted: str, kept: list[str]) -> None:
    assert names(only_unit(view, wanted, load_rules())) == kept


@pytest.fixture
def call(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    """Call ``units`` on the notice: the exit code, what it printed, what it complained of."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("LANGUAGE", "")
    monkeypatch.setattr("fupin_extract.cli.output.terminal_width", lambda: 160)
    monkeypatch.chdir(tmp_path)
    Path("notice.txt").write_text(NOTICE, encoding="utf-8")

    def run_it(*args: str) -> tuple[int, str, str]:
        code = run(["units", "notice.txt", *args])
        printed = capsysbinary.readouterr()
        return code, printed.out.decode(), printed.err.decode()

    return run_it


def test_the_table_shows_one_office_with_its_other_names(call: Callable[..., tuple[int, str, str]]) -> None:
    code, out, _ = call("--unit", "人社局", "--format", "table")
    assert code == 0
    lines = [line.split() for line in out.splitlines()]
    place = lines.index(["县人力资源和社会保障局（人社部门、县人社局）", "3"])
    assert lines[place + 1][:3] == ["牵头", "1", "促进就业"]
    assert "公示结果" in out
    assert "县财政局" not in out


def test_the_csv_has_a_row_an_assignment(call: Callable[..., tuple[int, str, str]]) -> None:
    _, out, _ = call("--format", "csv", "--unit", "县人社局")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(row["角色"], row["编号"], row["任务"], row["出处"]) for row in rows] == [
        ("牵头", "1", "促进就业", "责任分工"),
        ("责任", "1", "公示结果", "正文"),
        ("责任", "2", "保障资金", "责任分工"),
    ]
    _, out, _ = call("--format", "csv", "--unit", "县人社局", "--headers", "en")
    assert out.splitlines()[1].startswith("notice.txt,县人力资源和社会保障局,lead,1,")
    _, out, _ = call("--format", "csv", "--unit", "县人社局", "--bom")
    assert out.splitlines()[1].startswith("notice.txt,县人力资源和社会保障局,牵头,'1,")


def test_yaml_in_a_pipe_and_json_are_the_records(call: Callable[..., tuple[int, str, str]], view: UnitsView) -> None:
    _, out, _ = call()
    expected = view.model_copy(update={"file": "notice.txt"})
    assert UnitsView.model_validate(yaml.safe_load(out)) == expected
    _, out, _ = call("--format", "json")
    assert UnitsView.model_validate(json.loads(out)) == expected


def test_an_office_that_is_not_there_is_told(call: Callable[..., tuple[int, str, str]]) -> None:
    code, out, err = call("--unit", "县气象局")
    assert code == 1
    assert yaml.safe_load(out)["units"] == []
    assert err.startswith(
        "fupin-extract: no unit 县气象局 here; there are 县人力资源和社会保障局、县财政局、市财政局、"
    )


def test_a_file_by_its_suffix(call: Callable[..., tuple[int, str, str]]) -> None:
    assert call("-o", "units.csv") == (0, "", "")
    assert Path("units.csv").read_bytes().startswith("\ufeff文件,单位,".encode())
    code, _, err = call("-o", "units.pdf")
    assert code == 2
    assert "table, yaml, json, csv" in err
