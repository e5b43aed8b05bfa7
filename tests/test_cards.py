"""Cards: tasks that are told field by field become the rows of a task table."""

from __future__ import annotations

import pytest

from fupin_extract import parse
from fupin_extract.records.notice import Task

CARDS = """临水县2024年重点任务清单

序号：1
重点任务：建设乡镇商贸中心
工作内容：改造商贸中心3个。
牵头领导：张某
牵头单位：县商务局
责任单位：各乡镇人民政府
完成时限：2024年9月底前
备注：省级试点

序号：2
重点任务：改造老旧小区
工作内容：改造小区12个。
牵头领导：李某
牵头单位：县住建局
责任单位：县财政局、
城关镇人民政府
完成时限：2024年12月底前
"""


def tasks(text: str) -> dict[str, Task]:
    return {task.id: task for task in parse(text).tasks}


def test_a_card_is_a_task() -> None:
    notice = parse(CARDS)
    first, second = notice.tasks
    assert [task.id for task in notice.tasks] == ["t1.1", "t1.2"]
    assert (first.title, first.text) == ("建设乡镇商贸中心", "改造商贸中心3个。")
    assert [unit.name for unit in first.lead_units] == ["县商务局"]
    assert [unit.name for unit in first.responsible_units] == ["各乡镇人民政府"]
    assert [(person.role, person.name) for person in first.persons] == [("牵头领导", "张某")]
    assert [str(deadline.end) for deadline in first.deadlines] == ["2024-09-30"]
    assert [target.text for target in first.targets] == ["3个"]
    assert first.extra == {"备注": "省级试点"}
    # A list goes on in the next line where it is not at its end.
    assert [unit.name for unit in second.responsible_units] == ["县财政局", "城关镇人民政府"]
    assert notice.clauses[1].marker == "1"
    for task in notice.tasks:
        units = (*task.lead_units, *task.responsible_units)
        spans = [(fact.span, fact.text) for fact in units]
        spans += [(fact.span, fact.text) for fact in (*task.deadlines, *task.targets)]
        assert all(CARDS[slice(*span)] == text for span, text in spans)


RECTIFY = """临水县整改方案
{a}一：污水直排河道。
整改目标：污水集中收集率达到70%。
整改措施：
1.新建管网8公里。
2.每月巡查2次。
整改时限：2024年6月底前
责任单位：县住建局
{a}二：道路扬尘严重。
整改目标：道路扬尘明显减少。
整改措施：新增洒水车5辆。
整改时限：2023年12月底前
责任单位：县城管局、县交通局
督导单位：县生态环境局
"""


def test_the_number_of_a_card_may_stand_in_brackets() -> None:
    text = RECTIFY.format(a="问题").replace("问题一", "问题（一）").replace("问题二", "问题（二）")
    assert [(task.id, task.title) for task in parse(text).tasks] == [("t1.1", "污水直排河道"), ("t1.2", "道路扬尘严重")]


@pytest.mark.parametrize("called", ["整改任务", "民生实事", "问题", "隐患", "反馈问题", "任务"])
def test_a_card_may_begin_with_its_name_and_number(called: str) -> None:
    notice = parse(RECTIFY.format(a=called))
    first, second = notice.tasks
    assert (first.id, first.title, second.id, second.title) == ("t1.1", "污水直排河道", "t1.2", "道路扬尘严重")
    assert notice.clauses[1].marker == f"{called}一"
    # Measures in a field are those of the row; what is to be reached is none of them.
    by_id = {clause.id: clause for clause in notice.clauses}
    assert [by_id[clause].text for clause in first.measures] == ["新建管网8公里。", "每月巡查2次。"]
    assert by_id["t1.1"].text == "污水集中收集率达到70%。"
    assert [str(deadline.end) for deadline in first.deadlines if deadline.kind == "by"] == ["2024-06-30"]
    # The last one may have a field more.
    assert [unit.name for unit in second.supervising_units] == ["县生态环境局"]


@pytest.mark.parametrize(
    "heading",
    ["项目{n}\n项目名称：{t}", "【任务{n}】\n任务名称：{t}", "重点举措：{t}", "【任务名称】{t}", "任务{n}：{t}"],
)
@pytest.mark.parametrize("fields", ["任务目标：新建{t}2处\n责任单位：县教育局\n完成时限：2024年8月底"])
def test_what_a_card_may_begin_with(heading: str, fields: str) -> None:
    cards = "\n\n".join(
        f"{heading.format(n=n, t=title)}\n{fields.format(t=title)}" for n, title in (("1", "幼儿园"), ("2", "小学"))
    )
    found = parse(f"某县任务卡\n\n{cards}\n").tasks
    assert [(task.id, task.title) for task in found] == [("t1.1", "幼儿园"), ("t1.2", "小学")]
    assert all(task.responsible_units and task.deadlines and task.targets for task in found)


def test_a_heading_between_cards_is_a_section() -> None:
    card = "任务{}：{}\n工作要求：改造{}12处。\n牵头单位：县水利局\n完成时限：2024年10月底前\n"
    text = "某县清单\n一、大气\n" + card.format(1, "治尘", "工地") + card.format(2, "治车", "加油站")
    text += "二、水\n" + card.format(3, "治河", "排污口") + "各单位每月25日前报送进展。\n"
    found = tasks(text)
    assert {key: task.path for key, task in found.items()} == {
        "t1.1.1": ("大气", "治尘"),
        "t1.1.2": ("大气", "治车"),
        "t1.2.3": ("水", "治河"),
    }
    assert all("25日" not in task.text for task in found.values())


@pytest.mark.parametrize(
    "text",
    [
        # One card alone, and lines that name no task.
        "某县通知\n重点任务：修路\n责任单位：县交通局\n完成时限：2024年底\n",
        "某县通知\n牵头单位：县交通局\n责任单位：县财政局\n牵头单位：县水利局\n责任单位：县财政局\n",
        # Nobody answers, and there is no time.
        "某县通知\n项目名称：甲\n项目地点：乙\n项目内容：丙\n项目名称：丁\n项目地点：戊\n项目内容：己\n",
    ],
)
def test_what_is_no_card(text: str) -> None:
    assert not [task for task in parse(text).tasks if task.id.startswith("t")]


def test_fields_below_a_numbered_heading_are_those_of_its_clause() -> None:
    text = "某县方案\n1.修路\n主要任务：修路8公里。\n责任单位：县交通局\n完成时限：2024年底\n"
    text += "2.办学\n主要任务：新建小学2所。\n责任单位：县教育局\n完成时限：2025年底\n"
    assert {key: task.title for key, task in tasks(text).items()} == {"1": "修路", "2": "办学"}


def html(*tables: list[list[str]]) -> str:
    return "".join(f"<table>{''.join(map(''.join, rows))}</table><p>&nbsp;</p>" for rows in tables)


def row(*cells: str, below: int = 1, wide: int = 1) -> list[str]:
    first = f'<td rowspan="{below}">' if below > 1 else f'<td colspan="{wide}">' if wide > 1 else "<td>"
    return ["<tr>", *(f"{first if not n else '<td>'}{cell}</td>" for n, cell in enumerate(cells)), "</tr>"]


def of_page(body: str) -> dict[str, Task]:
    return {t.id: t for t in parse(f"<html><body><div><p>某县清单</p>{body}</div></body></html>".encode()).tasks}


def test_a_table_may_be_a_card() -> None:
    first = [row("整改任务一", wide=2), row("反馈问题", "污水直排。"), row("整改措施", "新建管网5公里。")]
    first += [row("整改时限", "2023年底前"), row("责任单位", "县住建局")]
    second = [row("整改任务二", wide=2), row("反馈问题", "道路扬尘。"), row("整改措施", "新增洒水车2辆。")]
    second += [row("整改时限", "2024年底前"), row("责任单位", "县城管局")]
    found = of_page(html(first, second))
    assert {key: task.title for key, task in found.items()} == {"t1.1": "污水直排", "t1.2": "道路扬尘"}
    assert [unit.name for unit in found["t1.2"].responsible_units] == ["县城管局"]


def test_a_card_of_two_fields_in_a_row() -> None:
    rows = [
        ["<tr><td>交办事项</td><td colspan=3>建设农贸市场</td></tr>"],
        row("承办单位", "县商务局", "协办单位", "县住建局"),
    ]
    rows += [row("交办时间", "2023年3月1日", "办结时限", "2023年9月30日"), row("责任人", "张某", "联系电话", "12345")]
    task = of_page(html(rows))["t1.1"]
    assert (task.title, [unit.name for unit in task.responsible_units]) == ("建设农贸市场", ["县商务局"])
    assert [unit.name for unit in task.supporting_units] == ["县住建局"]
    assert [str(deadline.end) for deadline in task.deadlines] == ["2023-09-30"]
    assert task.extra == {"交办时间": "2023年3月1日", "联系电话": "12345"}


def test_cards_with_their_number_beside_them() -> None:
    rows = []
    for number, problem, by in (("1", "学习不深入", "2023年6月底"), ("2", "管理不规范", "2023年9月底")):
        rows += [row(number, "反馈问题", problem, below=3), row("责任人", "张某"), row("整改时限", by)]
    found = of_page(html(rows))
    assert [task.title or task.text for task in found.values()] == ["学习不深入", "管理不规范"]
    assert [str(task.deadlines[0].end) for task in found.values()] == ["2023-06-30", "2023-09-30"]


def test_a_label_behind_a_list_belongs_to_the_clause_that_labels_the_list() -> None:
    text = "某县方案\n一、污水直排。\n整改措施：\n1.新建管网8公里。\n2.完成清淤。\n"
    text += "整改时限：2024年6月底前\n责任单位：县住建局\n"
    text += "二、扬尘。\n整改措施：\n1.新增洒水车2辆。\n2.工地围挡。\n整改时限：2023年底前\n责任单位：县城管局\n"
    found = tasks(text)
    assert list(found) == ["1.1", "1.2", "2.1", "2.2"]
    assert [(d.text, d.inherited) for d in found["1.1"].deadlines] == [("2024年6月底前", True)]
    assert "整改时限" not in found["1.2"].text
    # Each item has its own: then it is its own.
    text = "某县方案\n一、治污。\n措施：\n1.新建管网8公里。\n时限：2024年6月底前\n2.完成清淤。\n时限：2023年底前\n"
    assert [[str(d.end) for d in task.deadlines] for task in tasks(text).values()] == [["2024-06-30"], ["2023-12-31"]]


def test_cards_that_begin_with_a_number() -> None:
    card = "{}.项目名称：{}\n实施内容：建设{}处\n责任科室：民政科\n完成时限：5月底\n"
    found = tasks("某街道2022年清单\n" + card.format(1, "座椅", 12) + card.format(2, "早市", 3))
    assert [(task.title, task.text) for task in found.values()] == [("座椅", "建设12处"), ("早市", "建设3处")]
    # A list of what is wanted is none.
    assert list(tasks("某县方案\n1.主要任务：修路。\n2.工作目标：通车。\n3.责任单位：县交通局。\n")) == ["1", "2", "3"]


def test_wide_labels_with_a_number_of_their_own() -> None:
    def card(number: str, problem: str, by: str) -> str:
        pairs = [(f"{number}、反馈问题", problem), ("整改目标", "全部改完"), ("整改时限", by)]
        wide = "".join(f'<tr><td colspan="2">{a}</td><td colspan="4">{b}</td></tr>' for a, b in pairs)
        units = '<td colspan="2">责任单位</td><td colspan="2">县住建局</td><td>责任人</td><td>吴某</td>'
        return f"{wide}<tr>{units}</tr>"

    page = (
        f"<html><body><table>{card('一', '污水直排', '2024年底')}{card('二', '扬尘', '立行立改')}</table></body></html>"
    )
    first, second = parse(page.encode()).tasks
    assert [task.title or task.text for task in (first, second)] == ["污水直排", "扬尘"]
    assert [(t.responsible_units[0].name, t.persons[0].name) for t in (first, second)] == [("县住建局", "吴某")] * 2
