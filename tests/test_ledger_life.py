"""A ledger through its year: split to twelve offices, filled in as people do, collected, revised, reported."""

from __future__ import annotations

import datetime as dt
import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any, get_args

import openpyxl
import pytest
from docx import Document
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from python_calamine import CalamineWorkbook

from fupin_extract import load_rules, parse, write
from fupin_extract.cli import run
from fupin_extract.cli.ledger_files import file_name
from fupin_extract.errors import ReadError
from fupin_extract.ledger import amend, shares
from fupin_extract.ledger.collect import collect
from fupin_extract.ledger.columns_found import REPORTED, headed
from fupin_extract.ledger.days import day_of
from fupin_extract.ledger.reckon import reckon
from fupin_extract.ledger.revise import revise
from fupin_extract.ledger.split import THEIRS, office_books, split
from fupin_extract.ledger.table import LedgerTable, read_ledger
from fupin_extract.read.workbook import stored_sheets
from fupin_extract.records.standing import Collected, Finding, FindingCode
from fupin_extract.write.ledger.findings import sentence
from fupin_extract.write.ledger.office_book import draw
from fupin_extract.write.ledger.wording import state_of
from made import FRONT, made

SHEET = "任务分解表"
TASKS = (
    (
        "（一）改造农村厕所。改造农村户用厕所3000户，配套建设粪污处理设施。2024年6月底前完成。"
        "（牵头单位：县农业农村局；责任单位：县水利局、县卫生健康局）"
    ),
    "（二）建设农村公路。新建改建农村公路120公里，实现村村通硬化路。2024年6月底前完成。（责任单位：县交通运输局）",
    "（三）保障饮水安全。新建集中供水工程15处，水质达标率达到95%以上。2024年9月底前完成。（责任单位：县水利局）",
    (
        "（四）改造农村危房。对农村低收入群体住房开展安全鉴定，改造危房200户。2024年10月底前完成。"
        "（责任单位：县住房和城乡建设局）"
    ),
    (
        "（五）落实教育资助。资助家庭经济困难学生5000人次，做到应助尽助。2024年12月底前完成。"
        "（牵头单位：县教育局；配合单位：县财政局）"
    ),
    "（六）控辍保学。义务教育阶段适龄儿童少年失学辍学动态清零。（责任单位：县教育局）",
    "（七）兜底保障。将符合条件的困难群众全部纳入低保。（牵头单位：县民政局；配合单位：县财政局）",
    "（八）家庭医生签约。为慢性病患者提供签约服务，签约率达到90%。2024年11月底前完成。（责任单位：县卫生健康局）",
    "（九）发展乡村旅游。打造乡村旅游示范村8个，培育精品线路3条。2024年8月底前完成。（责任单位：县文化和旅游局）",
    "（十）畅通农产品销路。建设县级物流配送中心，开展消费帮扶活动。2024年5月底前完成。（责任单位：县商务局）",
    "（十一）监测帮扶。对易返贫致贫人口每月开展排查，及时落实帮扶措施。（责任单位：县乡村振兴局）",
    "（十二）造林绿化。完成营造林任务2万亩，选聘生态护林员300名。2024年4月底前完成。（责任单位：县林业局）",
    "（十三）筹措资金。统筹安排衔接资金1亿元，加强绩效管理。2024年3月底前完成。（责任单位：县财政局）",
)
OFFICES = {
    *("县农业农村局", "县水利局", "县卫生健康局", "县交通运输局", "县住房和城乡建设局", "县教育局", "县财政局"),
    *("县民政局", "县文化和旅游局", "县商务局", "县乡村振兴局", "县林业局"),
}
PLAN = "\n".join((*FRONT, "一、重点任务", *TASKS)) + "\n"
NEW = "（十四）建设数字乡村。建成县级数字乡村平台1个，行政村5G网络全覆盖。2025年6月底前完成。（责任单位：县委网信办）"
# A year later: one has more time and another office, one is gone, one is new.
REVISED = (
    PLAN.replace("2024年6月底前完成。（责任单位：县交通运输局）", "2024年12月底前完成。（责任单位：县交通运输局）")
    .replace(TASKS[9], "")
    .replace("（责任单位：县林业局）", f"（责任单位：县林业局）\n{NEW}")
)
assert TASKS[9] not in REVISED


def ran(*args: str | Path) -> int:
    code: int = run([str(arg) for arg in args])
    return code


@pytest.fixture(scope="module")
def rules() -> Any:
    return load_rules()


@pytest.fixture
def year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Path:
    """A folder with the ledger of the notice, and a workbook for each office in ``out``."""
    monkeypatch.chdir(tmp_path)
    Path("notice.txt").write_text(PLAN, "utf-8")
    assert ran("parse", "notice.txt", "-o", "plan.xlsx") == 0
    assert ran("ledger", "split", "plan.xlsx", "-o", "out") == 0
    capsysbinary.readouterr()
    return tmp_path


def table(path: str) -> LedgerTable:
    return read_ledger(Path(path).read_bytes(), path)


def lines(path: str = "plan.xlsx") -> dict[str, Any]:
    """The tasks of a ledger by title."""
    return {line["task"]: line for line in table(path).tasks}


def column(sheet: Any, heading: str) -> int:
    """The column of an office's sheet under a heading, from 1."""
    found: int = next(cell.column for cell in sheet[3] if cell.value == heading)
    return found


def fill(office: str, change: Callable[[Any, Any], None] | None = None, state: str = "推进中", to: str = "") -> None:
    """Write into the workbook of an office what it would, then what it should not."""
    book = openpyxl.load_workbook(f"out/{office}.xlsx")
    sheet = book[SHEET]
    for row in range(4, sheet.max_row + 1):
        task = sheet.cell(row, column(sheet, "具体任务")).value
        sheet.cell(row, column(sheet, "状态")).value = state
        sheet.cell(row, column(sheet, "进展情况")).value = f"{office}已开展{task}"
    if change:
        change(book, sheet)
    Path("back").mkdir(exist_ok=True)
    book.save(f"back/{to or office}.xlsx")


def titled(sheet: Any, task: str) -> int:
    """The row of a task."""
    at = column(sheet, "具体任务")
    return next(row for row in range(4, sheet.max_row + 1) if sheet.cell(row, at).value == task)


def collected(*more: str) -> Collected:
    """Collect what is in ``back``."""
    code = ran("ledger", "collect", "back", "-o", "plan.xlsx", "--report", "report.json", *more)
    record = Collected.model_validate_json(Path("report.json").read_bytes())
    assert code == int(any(finding.notable for finding in record.findings))
    return record


def found(record: Collected, code: str, file: str = "") -> list[Finding]:
    return [one for one in record.findings if one.code == code and file in (one.file or "")]


@pytest.mark.usefixtures("year")
def test_each_office_gets_its_tasks_with_its_role_and_the_same_keys() -> None:
    assert {path.stem for path in Path("out").iterdir()} == OFFICES
    keys = {line["task"]: line.key for line in table("plan.xlsx").tasks}
    water = table("out/县水利局.xlsx")
    assert [(line["task"], line["role"], line["number"]) for line in water.tasks] == [
        ("改造农村厕所", "责任", "1"),
        ("保障饮水安全", "责任", "3"),
    ]
    assert [line.key for line in water.tasks] == [keys["改造农村厕所"], keys["保障饮水安全"]]
    assert [line["role"] for line in table("out/县农业农村局.xlsx").tasks] == ["牵头"]
    assert water.sent is not None
    assert (water.sent.office, water.filled_in_by) == ("县水利局", "县水利局")
    sheet = openpyxl.load_workbook("out/县水利局.xlsx")[SHEET]
    assert isinstance(sheet.cell(4, column(sheet, "截止日期")).value, dt.datetime)
    assert [str(rule.sqref) for rule in sheet.data_validations.dataValidation if rule.type == "list"] == ["H4:H205"]
    assert openpyxl.load_workbook("out/县水利局.xlsx")["底稿"].sheet_state == "veryHidden"
    with pytest.raises(AssertionError):
        assert ran("ledger", "split", "plan.xlsx", "-o", "out") == 0  # they may have been filled in


@pytest.mark.usefixtures("year")
def test_by_level_and_with_a_covering_list() -> None:
    assert ran("ledger", "split", "plan.xlsx", "--by", "level", "-o", "levels", "--docx") == 0
    assert sorted(path.name for path in Path("levels").iterdir()) == ["县级.docx", "县级.xlsx"]
    county = table("levels/县级.xlsx")
    assert len(county.tasks) == len(TASKS)
    assert county.tasks[0]["role"] == "县农业农村局（牵头）、县水利局（责任）、县卫生健康局（责任）"
    covering = Document("levels/县级.docx")
    assert covering.paragraphs[0].text == "青溪县后续扶持实施方案任务清单（县级）"
    assert len(covering.tables[0].rows) == len(TASKS) + 1


def test_the_same_bytes_each_time(rules: Any) -> None:
    ledger = read_ledger(write(parse(PLAN), "xlsx"), "plan.xlsx")
    books = [draw(book) for book in office_books(ledger, split(ledger, rules), "unit", "zh")]
    assert books == [draw(book) for book in office_books(ledger, split(ledger, rules), "unit", "zh")]


def row_deleted(_: Any, sheet: Any) -> None:
    sheet.delete_rows(titled(sheet, "控辍保学"))


def keys_deleted(_: Any, sheet: Any) -> None:
    sheet.delete_cols(column(sheet, "任务标识"))


def renamed(_: Any, sheet: Any) -> None:
    sheet["A2"] = "填报单位：县民政和社会事务局"


def sorted_down(_: Any, sheet: Any) -> None:
    texts = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    for row, values in enumerate(reversed(texts), 4):
        for place, value in enumerate(values, 1):
            sheet.cell(row, place).value = value


def days_typed(_: Any, sheet: Any) -> None:
    sheet.cell(4, column(sheet, "截止日期")).value = "2024.6.30"


def another_day(_: Any, sheet: Any) -> None:
    sheet.cell(titled(sheet, "家庭医生签约"), column(sheet, "截止日期")).value = "12月31日"


def rebuilt(book: Any, sheet: Any) -> None:
    sheet.insert_cols(3)
    sheet["C3"], sheet["C4"] = "分管领导", "张三"
    sheet.cell(3, column(sheet, "进展情况")).value = "目前工作进展情况"
    sheet.title = "旅游任务"
    book.active = 0


def meddled(_: Any, sheet: Any) -> None:
    sheet.cell(4, column(sheet, "工作内容")).value = "开展消费帮扶活动即可"
    sheet.cell(4, column(sheet, "状态")).value = "进行中"


def without_base(book: Any, _: Any) -> None:
    del book["底稿"]


def second_thoughts(_: Any, sheet: Any) -> None:
    sheet.cell(4, column(sheet, "进展情况")).value = "县住房和城乡建设局危房已改造180户"


def row_twice(_: Any, sheet: Any) -> None:
    sheet.append([cell.value for cell in sheet[titled(sheet, "保障饮水安全")]])
    sheet.cell(sheet.max_row, column(sheet, "进展情况")).value = "另有3处在建"


def slips() -> None:
    """Twelve offices fill in their workbooks, each in its way; the one for forests never does."""
    fill("县教育局", row_deleted)
    fill("县财政局", keys_deleted)
    fill("县民政局", renamed, to="民政填报（最终版）")
    fill("县农业农村局", sorted_down, state="已完成")
    fill("县交通运输局", days_typed)
    fill("县水利局", row_twice)
    fill("县卫生健康局", another_day, state="已完成")
    fill("县住房和城乡建设局")
    fill("县住房和城乡建设局", second_thoughts, to="县住房和城乡建设局(1)")
    fill("县文化和旅游局", rebuilt)
    fill("县商务局", meddled)
    fill("县乡村振兴局", without_base, state="已完成")
    Path("back/~$县财政局.xlsx").write_bytes(b"locked by Excel")
    Path("back/县体育局.xlsx").write_bytes(b"no workbook at all")


@pytest.mark.usefixtures("year")
def test_a_year(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    slips()
    before = Path("plan.xlsx").read_bytes()
    record = collected()
    _each_slip_is_told(record)
    _nothing_is_lost()
    assert Path("plan.bak-1.xlsx").read_bytes() == before
    # Once more: nothing is new, and nothing is written.
    again = Path("plan.xlsx").read_bytes()
    record = collected()
    assert record.taken == ()
    assert {one.office: one.answered for one in record.offices}["县乡村振兴局"] == 1
    assert Path("plan.xlsx").read_bytes() == again
    assert not Path("plan.bak-2.xlsx").exists()
    _revised()
    capsysbinary.readouterr()
    _reported(capsysbinary)


def _each_slip_is_told(record: Collected) -> None:
    def one(code: str, file: str = "") -> tuple[Any, ...]:
        (finding,) = found(record, code, file)
        return finding.row, finding.number

    assert one("row_missing", "县教育局") == (5, "6"), "where it stood"
    assert [(f.row, f.number) for f in found(record, "key_lost", "县财政局")] == [(4, "5"), (5, "7"), (6, "13")]
    assert [f.column for f in found(record, "heading_missing", "县财政局")] == ["key"]
    (renamed,) = found(record, "office_renamed")
    assert (renamed.file, renamed.before, renamed.now) == (
        "back/民政填报（最终版）.xlsx",
        "县民政局",
        "县民政和社会事务局",
    )
    assert one("day_as_text", "县交通运输局") == (4, "2")
    assert not found(record, "not_theirs", "县交通运输局"), "it is the same day"
    assert one("not_theirs", "县卫生健康局") == (5, "8")
    assert one("row_twice", "县水利局") == (6, "3")
    assert [(f.row, f.number) for f in found(record, "contradiction", "县水利局") if f.column == "progress"] == [
        (6, "3")
    ]
    (twice,) = found(record, "returned_twice")
    assert (twice.file, twice.before) == ("back/县住房和城乡建设局.xlsx", "back/县住房和城乡建设局(1).xlsx")
    assert [f.now for f in found(record, "sheet_renamed")] == ["旅游任务"]
    assert [f.now for f in found(record, "heading_changed")] == ["目前工作进展情况"]
    assert [f.now for f in found(record, "column_added")] == ["分管领导"]
    (meddled,) = found(record, "not_theirs", "县商务局")
    assert (meddled.row, meddled.column, meddled.now) == (4, "content", "开展消费帮扶活动即可")
    assert one("state_reworded", "县商务局") == (4, "10")
    assert found(record, "base_lost", "县乡村振兴局")
    assert [f.office for f in found(record, "not_returned")] == ["县林业局"]
    assert [f.file for f in found(record, "unread")] == ["back/县体育局.xlsx"]
    differ = [f for f in found(record, "contradiction") if f.column == "state"]
    assert [f.now for f in differ] == ["县农业农村局 已完成；县水利局 推进中；县卫生健康局 已完成"]
    assert {one.office: one.answered for one in record.offices}["县财政局"] == 3


def _nothing_is_lost() -> None:
    now = lines()
    toilets = now["改造农村厕所"]
    assert toilets["progress"] == (
        "【县农业农村局】县农业农村局已开展改造农村厕所\n【县水利局】县水利局已开展改造农村厕所\n"
        "【县卫生健康局】县卫生健康局已开展改造农村厕所"
    )
    assert toilets["state"] == "推进中", "what one has not done is not done"
    assert "填报不一致：县农业农村局 已完成；县水利局 推进中" in toilets["check"]
    assert toilets[REPORTED].split("\n")[1] == "【县水利局】推进中"
    assert now["保障饮水安全"]["progress"] == "县水利局已开展保障饮水安全\n〔另报〕另有3处在建"
    assert (
        now["改造农村危房"]["progress"]
        == "县住房和城乡建设局危房已改造180户\n〔另报〕县住房和城乡建设局已开展改造农村危房"
    )
    assert (
        now["落实教育资助"]["progress"]
        == "【县教育局】县教育局已开展落实教育资助\n【县财政局】县财政局已开展落实教育资助"
    )
    assert (now["控辍保学"]["state"], now["控辍保学"]["progress"]) == ("未启动", "")
    assert now["造林绿化"]["state"] == "未启动"
    assert (now["监测帮扶"]["state"], now["监测帮扶"]["progress"]) == ("已完成", "县乡村振兴局已开展监测帮扶")
    assert now["发展乡村旅游"]["progress"] == "县文化和旅游局已开展发展乡村旅游"
    assert "村级" not in now["畅通农产品销路"]["content"]
    assert now["畅通农产品销路"]["content"].startswith("建设县级物流配送中心")
    assert now["家庭医生签约"]["due_by"] == "2024年11月30日"


def _revised() -> None:
    old = lines()
    Path("notice2.txt").write_text(REVISED, "utf-8")
    assert ran("ledger", "update", "plan.xlsx", "notice2.txt", "-o", "new.xlsx", "--report", "revised.json") == 0
    new = lines("new.xlsx")
    became = {task["task"]: task["change"] for task in json.loads(Path("revised.json").read_bytes())["tasks"]}
    assert [title for title, change in became.items() if change != "same"] == [
        "建设农村公路",
        "建设数字乡村",
        "畅通农产品销路",
    ]
    assert (became["建设农村公路"], became["建设数字乡村"], became["畅通农产品销路"]) == ("changed", "new", "dropped")
    for title, line in new.items():
        if title != "建设数字乡村":
            assert line.key == old[title].key, "what was sent out before is known when it comes back"
            for name in ("state", "progress", "problems", "persons", "remarks", REPORTED):
                assert line[name] == old[title][name], (title, name)
    assert new["建设农村公路"]["change"] == "有变化"
    assert "完成时限：2024年6月底前 → 2024年12月底前" in new["建设农村公路"]["changed"]
    assert new["建设农村公路"]["due_by"] == "2024年12月31日"
    assert new["建设数字乡村"]["state"] == "未启动"
    assert "填报不一致" in new["改造农村厕所"]["check"]
    gone = openpyxl.load_workbook("new.xlsx")["已取消任务"]
    kept = dict(zip([cell.value for cell in gone[3]], [cell.value for cell in gone[4]], strict=True))
    assert (kept["具体任务"], kept["状态"], kept["进展情况"]) == (
        "畅通农产品销路",
        "推进中",
        "县商务局已开展畅通农产品销路",
    )
    # The next revision too keeps what the one before has left.
    Path("notice3.txt").write_text(REVISED.replace(TASKS[12], ""), "utf-8")
    assert ran("ledger", "update", "new.xlsx", "notice3.txt", "-o", "newer.xlsx") == 0
    gone = openpyxl.load_workbook("newer.xlsx")["已取消任务"]
    assert [row[3].value for row in gone.iter_rows(min_row=4)] == ["畅通农产品销路", "筹措资金"]
    assert [row[12].value for row in gone.iter_rows(min_row=4)] == [
        "县商务局已开展畅通农产品销路",
        "县财政局已开展筹措资金",
    ]
    counts = {
        row[0]: row[2:8]
        for row in openpyxl.load_workbook("new.xlsx", data_only=True)["统计"].iter_rows(values_only=True)
    }
    assert counts["县水利局"] == (2, 0, 0, 2, 0, 0)
    assert counts["县乡村振兴局"] == (1, 0, 0, 0, 1, 0)


def _reported(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert ran("ledger", "report", "new.xlsx", "--on", "2024-09-15", "--format", "json") == 0
    told = json.loads(capsysbinary.readouterr().out)
    assert (told["tasks"], told["done"], told["rate"]) == (13, 2, 0.1538)
    assert told["states"] == {"not_started": 3, "under_way": 8, "done": 2}
    assert [(one["task"], one["days"]) for one in told["overdue"]] == [
        ("筹措资金", -168),
        ("造林绿化", -138),
        ("改造农村厕所", -77),
        ("发展乡村旅游", -15),
    ]
    assert [one["task"] for one in told["due_soon"]] == ["保障饮水安全"]
    ranks = {one["office"]: (one["rank"], one["rate"]) for one in told["offices"]}
    assert ranks["县乡村振兴局"] == (1, 1.0)
    assert ranks["县卫生健康局"] == (2, 0.5)
    assert ran("ledger", "report", "new.xlsx", "--on", "2024年9月15日", "--within", "60", "-o", "通报.docx") == 0
    word = Document("通报.docx")
    assert word.paragraphs[0].text == "青溪县后续扶持实施方案任务进展通报（截至2024年9月15日）"
    assert len(word.tables[3].rows) == 1 + 2
    assert ran("ledger", "report", "new.xlsx", "--on", "2024-09-15", "-f", "markdown") == 0
    assert "| 筹措资金 | 县财政局 | 2024年3月31日 | 168 | 推进中 |" in capsysbinary.readouterr().out.decode()


@pytest.mark.usefixtures("year")
def test_a_preview_shows_the_states_of_now() -> None:
    fill("县水利局", state="已完成")
    fill("县农业农村局", state="推进中")
    collected()
    book = openpyxl.load_workbook("plan.xlsx", data_only=True)
    counts = {row[0]: row[2:12] for row in book["统计"].iter_rows(min_row=4, values_only=True)}
    assert counts["合计"][:6] == (13, 3, 11, 1, 1, 0)
    assert counts["县水利局"][:6] == (2, 0, 0, 1, 1, 0)
    assert (counts["县水利局"][9], counts["县林业局"][9]) == (0.5, 0)
    states = {(row[0], row[2]): row[7] for row in book["按单位"].iter_rows(min_row=4, values_only=True)}
    assert (states["县水利局", 1], states["县水利局", 3], states["县林业局", 12]) == ("推进中", "已完成", "未启动")


# What people do with the ledger itself


@pytest.mark.usefixtures("year")
def test_what_people_have_made_of_the_ledger_is_kept() -> None:
    book = openpyxl.load_workbook("plan.xlsx")
    sheet = book[SHEET]
    sheet["E5"].fill = PatternFill("solid", fgColor="FFABCDEF")
    sheet["E5"].comment = Comment("县长批示：抓紧", "办公室")
    sheet["AB3"], sheet["AB4"] = "分管领导", "李四"
    chart = BarChart()
    chart.add_data(Reference(book["统计"], min_col=3, min_row=4, max_row=8))
    book["统计"].add_chart(chart, "N2")
    book.save("plan.xlsx")
    before = zipfile.ZipFile(io.BytesIO(Path("plan.xlsx").read_bytes()))
    fill("县水利局")
    collected()
    after = zipfile.ZipFile("plan.xlsx")
    assert after.namelist() == before.namelist()
    changed = [name for name in after.namelist() if after.read(name) != before.read(name)]
    assert changed == ["xl/worksheets/sheet1.xml"], "openpyxl wrote no values, and that all is reckoned when opened"
    sheet = openpyxl.load_workbook("plan.xlsx")[SHEET]
    assert sheet["E5"].fill.fgColor.rgb == "FFABCDEF"
    assert sheet["E5"].comment.text == "县长批示：抓紧"
    assert (sheet["AB4"].value, sheet["AC3"].value) == ("李四", "各单位填报状态")
    assert sheet["AC3"].font.b == sheet["AB3"].font.b
    assert sheet["M4"].value == "【县水利局】县水利局已开展改造农村厕所"
    assert [row[12] for row in CalamineWorkbook.from_path("plan.xlsx").get_sheet_by_name(SHEET).to_python()[3:4]] == [
        "【县水利局】县水利局已开展改造农村厕所"
    ]


@pytest.mark.usefixtures("year")
def test_what_was_changed_in_the_ledger_since_is_not_overwritten() -> None:
    book = openpyxl.load_workbook("plan.xlsx")
    sheet = book[SHEET]
    sheet["L5"], sheet["M5"] = "已销号", "县领导已现场验收"
    book.save("plan.xlsx")
    fill("县交通运输局")
    record = collected()
    assert [(f.column, f.before, f.now) for f in found(record, "master_changed")] == [
        ("progress", "县领导已现场验收", "县交通运输局已开展建设农村公路"),
        ("state", "已销号", "推进中"),
    ]
    roads = lines()["建设农村公路"]
    assert (roads["state"], roads["progress"]) == ("已销号", "县领导已现场验收\n〔另报〕县交通运输局已开展建设农村公路")


@pytest.mark.usefixtures("year")
def test_a_column_that_the_ledger_has_lost_comes_back() -> None:
    book = openpyxl.load_workbook("plan.xlsx")
    book[SHEET].delete_cols(13)
    book.save("plan.xlsx")
    assert "progress" not in table("plan.xlsx").columns
    fill("县交通运输局")
    collected()
    assert lines()["建设农村公路"]["progress"] == "县交通运输局已开展建设农村公路"
    assert lines()["建设农村公路"][REPORTED] == "【县交通运输局】推进中"


@pytest.mark.usefixtures("year")
def test_the_next_month_s_answer_takes_the_place_of_the_last() -> None:
    fill("县交通运输局")
    fill("县水利局")
    collected()

    def finished(_: Any, sheet: Any) -> None:
        sheet.cell(4, column(sheet, "进展情况")).value = "120公里全部通车"

    fill("县交通运输局", finished, state="已完成")
    record = collected()
    assert [(one.column, one.before, one.now) for one in record.taken] == [
        ("progress", "县交通运输局已开展建设农村公路", "120公里全部通车"),
        ("state", "推进中", "已完成"),
    ]
    assert not found(record, "master_changed")
    assert lines()["建设农村公路"]["progress"] == "120公里全部通车"
    # When the others have come to the same, nothing is to be checked any more.
    fill("县农业农村局", state="已完成")
    fill("县卫生健康局", state="已完成")
    collected()
    assert "填报不一致" in lines()["改造农村厕所"]["check"]
    fill("县水利局", state="已完成")
    collected()
    toilets = lines()["改造农村厕所"]
    assert (toilets["state"], toilets["check"]) == ("已完成", "")


@pytest.mark.usefixtures("year")
def test_a_cell_that_is_emptied_and_a_state_that_is_none_change_nothing() -> None:
    fill("县交通运输局")
    collected()
    assert ran("ledger", "split", "plan.xlsx", "-o", "july") == 0
    book = openpyxl.load_workbook("july/县交通运输局.xlsx")
    sheet = book[SHEET]
    assert sheet.cell(4, column(sheet, "进展情况")).value == "县交通运输局已开展建设农村公路"
    sheet.cell(4, column(sheet, "进展情况")).value = None
    sheet.cell(4, column(sheet, "状态")).value = "差不多了"
    book.save("back/县交通运输局.xlsx")
    record = collected()
    assert [f.column for f in found(record, "cleared")] == ["progress"]
    assert [f.now for f in found(record, "state_unknown")] == ["差不多了"]
    assert lines()["建设农村公路"]["progress"] == "县交通运输局已开展建设农村公路"
    assert lines()["建设农村公路"]["state"] == "推进中"


@pytest.mark.usefixtures("year")
def test_a_row_that_an_office_has_added_is_told_with_all_that_it_says() -> None:
    def added(_: Any, sheet: Any) -> None:
        sheet.append([9, "责任", "修建文化广场", "新建文化广场2处", None, None, None, "推进中", "已选址"])

    fill("县交通运输局", added)
    (finding,) = found(collected(), "row_unknown")
    assert (finding.row, finding.notable) == (5, True)
    assert "修建文化广场 | 新建文化广场2处 | 推进中 | 已选址" in (finding.now or "")


@pytest.mark.usefixtures("year")
def test_a_row_that_people_have_added_to_the_ledger_goes_its_way_too(rules: Any) -> None:
    book = openpyxl.load_workbook("plan.xlsx")
    sheet = book[SHEET]
    row = sheet.max_row + 1
    for place, value in ((1, 14), (4, "建设村级养老站"), (5, "建设养老服务站20个"), (7, "县民政局"), (12, "推进中")):
        sheet.cell(row, place).value = value
    book.save("plan.xlsx")
    assert ran("ledger", "split", "plan.xlsx", "-o", "new") == 0
    mine = table("new/县民政局.xlsx")
    assert [line["task"] for line in mine.tasks] == ["兜底保障", "建设村级养老站"]
    book = openpyxl.load_workbook("new/县民政局.xlsx")
    sheet = book[SHEET]
    sheet.cell(5, column(sheet, "进展情况")).value = "已建成12个"
    Path("back").mkdir()
    book.save("back/县民政局.xlsx")
    collected()
    assert lines()["建设村级养老站"]["progress"] == "已建成12个"
    revision = revise(table("plan.xlsx"), parse(REVISED), rules)
    assert [task.task for task in revision.record.tasks if task.change == "kept"] == ["建设村级养老站"]
    Path("notice2.txt").write_text(REVISED, "utf-8")
    assert ran("ledger", "update", "plan.xlsx", "notice2.txt", "-o", "new.xlsx") == 0
    line = lines("new.xlsx")["建设村级养老站"]
    assert (line["number"], line["change"], line["progress"]) == ("14", "自行增加", "已建成12个")


@pytest.mark.usefixtures("year")
def test_a_task_that_is_split_and_tasks_that_are_joined_keep_what_was_said(rules: Any) -> None:
    fill("县交通运输局")
    fill("县水利局")
    collected()
    joined = PLAN.replace(TASKS[1], "").replace(
        TASKS[2],
        "（三）建设农村公路和饮水工程。新建改建农村公路120公里，实现村村通硬化路。新建集中供水工程15处，水质达标率达到95%以上。"
        "2024年9月底前完成。（牵头单位：县交通运输局；责任单位：县水利局）",
    )
    revision = revise(table("plan.xlsx"), parse(joined), rules)
    (task,) = [task for task in revision.record.tasks if len(task.before) > 1]
    assert (task.change, sorted(task.before)) == ("changed", ["2", "3"])
    (cells,) = [cells for cells in revision.carried.cells.values() if "原第" in str(cells["progress"])]
    for number, text in (("2", "县交通运输局已开展建设农村公路"), ("3", "县水利局已开展保障饮水安全")):
        assert f"（原第{number}项）{text}" in str(cells["progress"])


@pytest.mark.usefixtures("year")
def test_an_office_that_the_ledger_calls_otherwise_by_now_is_known_by_its_tasks() -> None:
    book = openpyxl.load_workbook("plan.xlsx")
    sheet = book[SHEET]
    sheet["G5"] = "县路网中心"
    book.save("plan.xlsx")
    fill("县交通运输局")
    record = collected()
    (finding,) = found(record, "office_renamed")
    assert (finding.before, finding.now, finding.office) == ("县路网中心", "县交通运输局", "县路网中心")
    assert lines()["建设农村公路"]["progress"] == "县交通运输局已开展建设农村公路"
    assert {one.office: one.answered for one in record.offices}["县路网中心"] == 1


@pytest.mark.usefixtures("year")
def test_a_copy_of_the_whole_ledger_brings_only_what_was_changed_in_it() -> None:
    fill("县水利局")
    collected()
    book = openpyxl.load_workbook("plan.xlsx")
    sheet = book[SHEET]
    sheet["M5"] = "已通车60公里"
    book.save("back/汇报.xlsx")
    record = collected()
    assert [(one.number, one.office, one.now) for one in record.taken] == [("2", "汇报", "已通车60公里")]
    assert [(f.file, f.now) for f in found(record, "file_strange")] == [("back/汇报.xlsx", "汇报")]
    assert not found(record, "row_missing")
    assert lines()["建设农村公路"]["progress"] == "【汇报】已通车60公里"


@pytest.mark.usefixtures("year")
def test_what_people_have_added_goes_into_the_revised_ledger(rules: Any) -> None:
    book = openpyxl.load_workbook("plan.xlsx")
    sheet = book[SHEET]
    sheet["AA3"], sheet["AA5"] = "分管领导", "李四"
    sheet["AB3"], sheet["AB6"], sheet["AC7"] = "分管领导", "王五", "记在没有标题的一栏"
    sheet["F14"], sheet["J8"] = "县乡村振兴局", dt.date(2024, 11, 15)
    sheet["G14"] = None
    book.save("plan.xlsx")
    bare = REVISED.replace("及时落实帮扶措施。（责任单位：县乡村振兴局）", "及时落实帮扶措施。")
    revision = revise(table("plan.xlsx"), parse(bare), rules)
    Path("notice2.txt").write_text(bare, "utf-8")
    assert ran("ledger", "update", "plan.xlsx", "notice2.txt", "-o", "new.xlsx") == 0
    new = lines("new.xlsx")
    assert {title for title, line in new.items() if line.beside.get("分管领导")} == {"建设农村公路"}
    assert new["保障饮水安全"].beside["分管领导 AB"] == "王五"
    assert new["改造农村危房"].beside["AC"] == "记在没有标题的一栏"
    assert new["监测帮扶"]["lead_units"] == "县乡村振兴局", "somebody has found out who answers"
    assert new["落实教育资助"]["due_by"] == "2024年11月15日"
    assert revision.record.findings == ()


@pytest.mark.usefixtures("year")
def test_a_pair_that_is_not_very_alike_is_told(rules: Any) -> None:
    other = PLAN.replace(
        "发展乡村旅游。打造乡村旅游示范村8个，培育精品线路3条。",
        "促进文旅融合。支持文化企业入驻，打造乡村旅游示范村，举办节庆活动2场。",
    )
    revision = revise(table("plan.xlsx"), parse(other), rules)
    assert [(f.code, f.before) for f in revision.record.findings] == [("doubtful", "发展乡村旅游")]
    assert {task.task for task in revision.record.tasks if task.change != "same"} == {"促进文旅融合"}


def test_every_finding_has_its_sentence() -> None:
    for code in get_args(FindingCode):
        finding = Finding(code=code, number="3", column="progress", before="甲", now="乙")
        chinese, english = sentence(finding, "zh"), sentence(finding, "en")
        assert chinese != english
        assert "{" not in chinese + english


@pytest.mark.usefixtures("year")
def test_what_was_split_by_level_comes_back() -> None:
    assert ran("ledger", "split", "plan.xlsx", "--by", "level", "-o", "back") == 0
    book = openpyxl.load_workbook("back/县级.xlsx")
    sheet = book[SHEET]
    sheet.cell(4, column(sheet, "进展情况")).value = "各单位均已开工"
    book.save("back/县级.xlsx")
    record = collected()
    assert [(one.office, one.tasks, one.answered) for one in record.offices] == [("县级", 13, 1)]
    assert record.findings == ()
    assert lines()["改造农村厕所"]["progress"] == "各单位均已开工"


@cache
def sent_out() -> tuple[LedgerTable, list[LedgerTable]]:
    """The ledger, and the workbooks of the offices."""
    ledger = read_ledger(write(parse(PLAN), "xlsx"), "plan.xlsx")
    books = office_books(ledger, split(ledger, load_rules()), "unit", "zh")
    return ledger, [read_ledger(draw(book), f"{book.office}.xlsx") for book in books]


WRITTEN = st.sampled_from(
    ["", "已完成", "推进中", "进行中", "快了", "已开工\n第二行", "【县财政局】转报", "〔另报〕", "无", "=1+1", "空 格"]
)
EDIT = st.tuples(
    st.integers(0, 11),
    st.integers(0, 2),
    st.sampled_from(["state", "progress", "problems", "persons", "key", "task"]),
    WRITTEN,
)


@settings(max_examples=40)
@example([(0, 0, "state", "")] * 9 + [(0, 2, "progress", "【县财政局】转报")], [], [6])
@given(st.lists(EDIT, max_size=12), st.lists(EDIT, max_size=6), st.lists(st.integers(0, 11), max_size=3))
def test_whatever_is_written_is_kept_or_told_and_collecting_again_brings_nothing(
    edits: list[tuple[int, int, str, str]], by_hand: list[tuple[int, int, str, str]], twice: list[int]
) -> None:
    rules = load_rules()
    plan, books = sent_out()
    ledger = deepcopy(plan)
    for place, _, name, text in by_hand:
        if name not in ("key", "task"):
            ledger.tasks[place].values[name] = text
    back = [deepcopy(books[place]) for place in (*range(12), *twice)]
    for n, (place, row, name, text) in enumerate(edits):
        table_of = back[12 + n % len(twice)] if twice and n % 3 == 0 else back[place]
        table_of.lines[row % len(table_of.lines)].values[name] = text
    collection = collect(ledger, back, rules)
    told = " ".join(f"{f.before} {f.now}" for f in collection.record.findings)
    kept = "\n".join(collection.cells.values()) + "\n".join(t for line in ledger.lines for t in line.values.values())
    for returned in back:
        for line in returned.tasks:
            for name in ("progress", "problems", "persons"):
                if line[name].strip():
                    assert line[name].strip() in kept + told
    told += " ".join(one.before for one in collection.record.taken)
    after = [collection.cells.get((line.row, name), line[name]) for line in ledger.lines for name in THEIRS]
    for line in ledger.lines:
        assert all(line[name] in "\n".join(after) + told for name in THEIRS), "by hand"
    for line in ledger.lines:
        for name in (*THEIRS, REPORTED, "check"):
            line.values[name] = collection.cells.get((line.row, name), line[name])
    assert collect(ledger, back, rules).cells == {}


@pytest.mark.parametrize("name", ["001", "002", "003", "004"])
@pytest.mark.parametrize("headers", ["zh", "en"])
def test_what_comes_back_as_it_was_sent_changes_nothing(name: str, headers: Any, rules: Any) -> None:
    notice = parse(Path(__file__).parent.parent / "samples" / f"{name}.txt")
    ledger = read_ledger(write(notice, "xlsx", headers=headers), "plan.xlsx")
    made_of_it = split(ledger, rules, headers=headers)
    books = office_books(ledger, made_of_it, "unit", headers)
    back = [read_ledger(draw(book), f"{book.office}.xlsx") for book in books]
    collection = collect(ledger, back, rules)
    assert collection.cells == {}
    assert collection.record.findings == ()
    assert {task.change for task in revise(ledger, notice, rules).record.tasks} == {"same"}


@pytest.mark.usefixtures("year")
def test_the_same_notice_again_changes_nothing(rules: Any) -> None:
    fill("县水利局")
    collected()
    revision = revise(table("plan.xlsx"), parse(PLAN), rules)
    assert {task.change for task in revision.record.tasks} == {"same"}
    assert {task.number for task in revision.record.tasks} == {task.before[0] for task in revision.record.tasks}


@pytest.mark.usefixtures("year")
def test_what_cannot_be_done_is_told(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    Path("other.xlsx").write_bytes(write(parse(PLAN), "xlsx")[:2000])
    Path("text.txt").write_text("公文", "utf-8")
    book = openpyxl.Workbook()
    book.active["A1"] = "工资表"
    book.save("wages.xlsx")
    for name in ("missing.xlsx", "other.xlsx", "text.txt", "wages.xlsx"):
        assert ran("ledger", "report", name) == 2
        assert name in capsysbinary.readouterr().err.decode()
    assert ran("ledger", "split", "plan.xlsx", "-o", "out") == 2
    assert "is there already" in capsysbinary.readouterr().err.decode()
    assert ran("ledger", "collect", "text.txt", "-o", "plan.xlsx") == 2
    assert ran("ledger", "update", "plan.xlsx", "notice.txt", "-o", "plan.xlsx") == 2
    Path("two.xlsx").write_bytes(write([parse(PLAN), parse(REVISED)], "xlsx"))
    assert ran("ledger", "update", "two.xlsx", "notice.txt", "-o", "x.xlsx") == 2
    assert not Path("x.xlsx").exists()


def test_tasks_without_an_office_are_told(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    (tmp_path / "plan.xlsx").write_bytes(
        write(made(*FRONT, "一、任务", "（一）修路。（责任单位：县财政局）", "（二）长期坚持。持续推进。"), "xlsx")
    )
    assert ran("ledger", "split", tmp_path / "plan.xlsx", "-o", tmp_path / "out") == 1
    told = capsysbinary.readouterr()
    assert told.out.decode().endswith("县财政局.xlsx\n")
    assert "plan.xlsx:5:" in told.err.decode()


# Hostile files and texts


@pytest.mark.usefixtures("year")
def test_hostile_texts_of_offices_are_shown_and_not_run() -> None:
    hostile = "=cmd|'/c calc'!A1 <script>\u202e&amp;]]>"

    def evil(_: Any, sheet: Any) -> None:
        cell = sheet.cell(4, column(sheet, "进展情况"))
        cell.value, cell.data_type = hostile, "s"

    fill("县交通运输局", evil)
    collected()
    cell = openpyxl.load_workbook("plan.xlsx")[SHEET]["M5"]
    assert (cell.data_type, cell.value) == ("s", hostile.replace("\u202e", "\ufffd"))
    assert lines()["建设农村公路"]["progress"] == hostile.replace("\u202e", "\ufffd")


def test_names_of_offices_make_no_path() -> None:
    assert file_name("../../etc/县局", []) == "etc_县局"
    assert file_name("县局", ["县局.xlsx", "县局-2.xlsx"]) == "县局-3"
    assert file_name("...", []) == "_"


# The parts


@pytest.mark.parametrize(
    ("text", "day", "is_date"),
    [
        ("2026-06-30", (2026, 6, 30), True),
        ("2026年6月30日", (2026, 6, 30), True),
        ("2026年6月30日 00:00:00", (2026, 6, 30), True),
        ("2026.6.30", (2026, 6, 30), False),
        ("2026/6/30", (2026, 6, 30), False),
        ("6月30日", (2025, 6, 30), False),
        ("6.30", (2025, 6, 30), False),
        ("2026年6月底前", (2026, 6, 30), False),
        ("46203", (2026, 6, 30), False),
        ("2026年2月30日", None, False),
        ("尽快", None, False),
        ("每月", None, False),
        ("", None, False),
    ],
)
def test_a_day_however_it_is_typed(text: str, day: tuple[int, int, int] | None, is_date: bool) -> None:
    found = day_of(text, 2025)
    assert found == ((dt.date(*day), is_date) if day else None)


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("进展情况", "progress"),
        ("工作进展 情况\n（截至6月）", "progress"),
        ("存在的问题", "problems"),
        ("完成状态", "state"),
        ("责任人及电话", "persons"),
        ("*备注", "remarks"),
        ("progress", "progress"),
        ("分管领导", None),
        ("办公电话", None),
    ],
)
def test_headings_that_people_have_changed(heading: str, name: str | None) -> None:
    assert headed({0: heading, 1: "序号"}).columns == ({name: 0, "number": 1} if name else {"number": 1})


@pytest.mark.parametrize(
    ("text", "state"),
    [("已完成", "done"), ("办结。", "done"), ("进行中", "under_way"), ("under way", "under_way"), ("快了", None)],
)
def test_states_that_people_write(text: str, state: str | None) -> None:
    assert state_of(text) == state


def test_shares_of_a_cell() -> None:
    names = ["县教育局", "县财政局"]
    cell = "上年结转\n【县教育局】已发放\n第二批在办\n【县财政局】已拨付"
    common, mine = shares.parted(cell, names)
    assert (common, mine) == ("上年结转", {"县教育局": "已发放\n第二批在办", "县财政局": "已拨付"})
    assert shares.joined(common, mine) == cell
    assert shares.parted("【注】不是单位", names) == ("【注】不是单位", {})
    assert shares.own(cell, "县教育局", names) == "已发放\n第二批在办"
    assert shares.own("无主", "县教育局", names) == "无主"


def test_a_cell_with_a_formula_is_left_as_it_is() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["甲", "乙", 3])
    sheet.append(["=1+1", "乙"])
    file = io.BytesIO()
    book.save(file)
    made = amend.amend(file.getvalue(), "a.xlsx", "Sheet", {(2, 0): "新", (2, 1): "新", (1, 4): "新"})
    assert made.refused == ((2, 0),)
    cells = openpyxl.load_workbook(io.BytesIO(made.data)).active
    assert [cell.value for cell in cells[1]] == ["甲", "乙", 3, None, "新"]
    assert [cells["A2"].value, cells["B2"].value] == ["=1+1", "新"]
    made = amend.amend(file.getvalue(), "a.xlsx", "Sheet", {(2, 1): "_x000D_\n甲"})
    assert stored_sheets(made.data, "a.xlsx")[0].cells[1][1] == "_x000D_\n甲"
    with pytest.raises(ReadError, match="row 9 is not in the file"):
        amend.amend(file.getvalue(), "a.xlsx", "Sheet", {(9, 0): "新"})


def test_a_sheet_whose_names_have_prefixes_and_whose_rows_are_bare() -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = (
        f'<x:worksheet xmlns:x="{main}"><x:sheetData><x:row r="1" a=">">'
        '<x:c t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c><x:c r="B1" s="0"/></x:row>'
        '<x:row r="2"/></x:sheetData></x:worksheet>'
    )
    data, refused = amend._sheet(sheet.encode(), {(1, 1): "<乙>", (2, 0): "丙"}, "a.xlsx")
    assert not refused
    assert (
        '<x:c r="B1" s="0" t="inlineStr"><x:is><x:t xml:space="preserve">&lt;乙&gt;</x:t></x:is></x:c>' in data.decode()
    )
    assert '<x:row r="2"' in data.decode()
    assert data.decode().count("丙") == 1


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice saves the files")
@pytest.mark.parametrize("suffix", ["xlsx", "ods", "xls"])
def test_a_file_that_another_program_has_saved(year: Path, suffix: str) -> None:
    fill("县水利局")
    profile = f"-env:UserInstallation=file://{year}/profile"
    for source, folder in (("back/县水利局.xlsx", "saved"), ("plan.xlsx", "master")):
        kind = suffix if folder == "saved" else "xlsx"
        command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", folder, source]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    shutil.rmtree("back")
    shutil.move("saved", "back")
    shutil.copy("master/plan.xlsx", "plan.xlsx")
    record = collected()
    assert [f.code for f in record.findings if f.code != "not_returned"] == []
    assert lines()["保障饮水安全"]["progress"] == "县水利局已开展保障饮水安全"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", "reckoned", "plan.xlsx"],
        check=True,
        capture_output=True,
        timeout=120,
    )
    counts = openpyxl.load_workbook("reckoned/plan.xlsx", data_only=True)["统计"].iter_rows(values_only=True)
    assert {row[0]: row[2:6] for row in counts}["县水利局"] == (2, 0, 0, 2)


@pytest.mark.parametrize(
    ("said", "count"),
    [("无", 0), ("【县教育局】无。\n【县财政局】暂无", 0), ("【县教育局】无\n【县财政局】资金未到位", 1), ("", 0)],
)
def test_a_problem_that_is_none(said: str, count: int, rules: Any) -> None:
    ledger = read_ledger(write(parse(PLAN), "xlsx"), "plan.xlsx")
    ledger.tasks[4].values["problems"] = said
    assert len(reckon(ledger, rules, dt.date(2024, 1, 1)).problems) == count


def test_a_report_of_an_empty_ledger(rules: Any) -> None:
    ledger = read_ledger(write(made("今天天气很好。"), "xlsx"), "plan.xlsx")
    report = reckon(ledger, rules, dt.date(2024, 1, 1))
    assert (report.tasks, report.rate, report.offices) == (0, 0.0, ())
    assert collect(ledger, [], rules).record.offices == ()
