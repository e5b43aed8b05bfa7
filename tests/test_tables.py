"""Task tables: which tables are some, what their columns hold, and the tasks that their rows become."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from fupin_extract import compare, parse, write
from fupin_extract.derive.offices import by_unit
from fupin_extract.find import find
from fupin_extract.outline import outline
from fupin_extract.read.builder import DocumentBuilder, GridCell
from fupin_extract.read.document import Document
from fupin_extract.records.notice import Notice, Task
from fupin_extract.resolve import resolve
from fupin_extract.ruleset import load_rules
from fupin_extract.write.labels import Headers

HEAD = ["序号", "重点任务", "牵头单位", "责任单位", "完成时限"]


def page(*rows: str, above: str = "", below: str = "") -> Notice:
    """A page with one table; a row is cells parted by |, each with the rows and columns that it spans: 2x3:text."""
    lines = []
    for row in rows:
        cells = []
        for cell in row.split("|"):
            span, _, text = cell.partition(":") if cell[:1].isdigit() and "x" in cell[:4] else ("", "", cell)
            down, _, right = span.partition("x")
            sizes = f' rowspan="{down}" colspan="{right}"' if span else ""
            cells.append(f"<td{sizes}>{text}</td>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    html = f"<html><body><div>{above}<table>{''.join(lines)}</table>{below}</div></body></html>"
    return parse(html.encode())


def printed(*pages: Sequence[Sequence[str | tuple[str, int]]], edges: Sequence[float] = (), media: str = "") -> Notice:
    """A document of pages with a table each; a cell is its text, or its text and how many rows it covers."""
    builder = DocumentBuilder("x")
    for rows in pages:
        builder.page()
        covered: dict[int, int] = {}
        cells = []
        for r, row in enumerate(rows):
            column = 0
            for cell in row:
                while covered.get(column, 0) > r:
                    column += 1
                text, down = cell if isinstance(cell, tuple) else (cell, 1)
                cells.append(GridCell(text, r, column, down))
                covered[column] = r + down
                column += 1
        builder.table(cells, edges)
    text, encoding, blocks, starts, told = builder.extracted()
    document = Document(text, None, media or "application/pdf", encoding, "0", blocks, starts, told)
    rules = load_rules()
    lines = outline(document, rules)
    return resolve(document, lines, find(lines, rules, strict=True), rules)


def said(task: Task) -> dict[str, object]:
    """What a row says, without what is empty."""
    told: dict[str, object] = {
        "id": task.id,
        "path": "/".join(task.path),
        "text": task.text,
        "lead": [unit.name for unit in task.lead_units],
        "responsible": [unit.name for unit in task.responsible_units],
        "supporting": [unit.name for unit in task.supporting_units],
        "supervising": [unit.name for unit in task.supervising_units],
        "persons": [f"{person.role}:{person.name}" for person in task.persons],
        "by": [f"{d.text} {d.kind} {d.end or ''}".strip() for d in task.deadlines],
        "targets": [target.text for target in task.targets],
        "extra": task.extra,
        "measures": list(task.measures),
    }
    return {key: value for key, value in told.items() if value}


def test_a_row_is_a_task() -> None:
    notice = page(
        "|".join(HEAD),
        "1|改造老旧管网20公里|县住建局|县财政局、各乡镇|2023年底",
        "2|发展特色产业|县农业农村局|县商务局|长期坚持",
    )
    first, second = map(said, notice.tasks)
    assert first == {
        "id": "t1.1",
        "path": "改造老旧管网20公里",
        "lead": ["县住建局"],
        "responsible": ["县财政局", "各乡镇"],
        "by": ["2023年底 by 2023-12-31"],
        "targets": ["20公里"],
    }
    assert (second["id"], second["by"]) == ("t1.2", ["长期坚持 open"])
    assert [clause.marker for clause in notice.clauses[1:]] == ["1", "2"]
    for task in notice.tasks:
        assert notice.source.text is not None
        at = [(fact.span, fact.text) for fact in (*task.lead_units, *task.responsible_units)]
        at += [(fact.span, fact.text) for fact in (*task.deadlines, *task.targets)]
        assert [notice.source.text[slice(*span)] for span, _ in at] == [text for _, text in at]


def test_headings_may_be_several_rows() -> None:
    notice = page(
        "1x6:重点工作任务分解表",
        "1x6:填报单位：县统计局",
        "2x1:序号|2x1:工作任务|1x2:责任分工|2x1:完成<br>时限|2x1:备注",
        "牵头单位|配合单位",
        "1|新建厂房3万平方米|县工信局|县发改局<br>县自然资源局|12月底前|续建",
    )
    (row,) = map(said, notice.tasks)
    assert row["lead"] == ["县工信局"]
    assert row["supporting"] == ["县发改局", "县自然资源局"]
    assert row["extra"] == {"备注": "续建"}


def test_a_row_over_the_whole_table_is_the_parent_of_those_below() -> None:
    notice = page(
        "|".join(HEAD),
        "1x5:一、产业发展",
        "1|新建厂房|县工信局||6月底前",
        "1x5:二、民生保障",
        "2|建成养老中心|县民政局|/|长期坚持",
        "1x5:（一）教育",
        "3|新建学校|县教体局||12月底前",
        "1x5:注：以上任务纳入年度考核。",
    )
    rows = [(said(task)["id"], said(task)["path"]) for task in notice.tasks]
    assert rows == [
        ("t1.1.1", "产业发展/新建厂房"),
        ("t1.2.2", "民生保障/建成养老中心"),
        ("t1.2.3.3", "民生保障/教育/新建学校"),
    ]
    assert not notice.tasks[1].responsible_units


def test_a_numeral_beside_a_title_over_the_other_columns_is_a_section() -> None:
    notice = page(
        "|".join(HEAD), "一|1x4:产业发展", "1|新建厂房|县工信局||", "二|1x4:民生保障", "1|新建学校|县教体局||"
    )
    assert [said(task)["id"] for task in notice.tasks] == ["t1.1.1", "t1.2.1"]
    assert [said(task)["path"] for task in notice.tasks] == ["产业发展/新建厂房", "民生保障/新建学校"]


def test_what_is_merged_downwards_is_the_group() -> None:
    notice = page(
        "序号|重点工程|工作内容|2026年目标|牵头单位",
        "2x1:1|2x1:产业引育工程|绘制招商图谱，完善目录。|招引项目18个|市招商中心",
        "培育龙头企业，健全梯度。|培育企业2家|市经信局",
        "2|人才筑基工程|引进人才，落实政策。|引进人才10名|市委组织部",
    )
    first, second, third = map(said, notice.tasks)
    assert (first["path"], second["path"]) == (
        "产业引育工程/绘制招商图谱，完善目录",
        "产业引育工程/培育龙头企业，健全梯度",
    )
    assert (first["id"], second["id"], third["id"]) == ("t1.1", "t1.1#2", "t1.2")
    assert (first["targets"], second["targets"]) == (["18个"], ["2家"])
    assert second["lead"] == ["市经信局"]


def test_a_group_and_its_number_need_not_be_said_again_where_no_cells_are_merged() -> None:
    rows = ["序号\t领域\t类别\t工作任务\t责任单位", "1\t产业\t工业\t新建厂房\t县工信局", "\t\t\t招引企业\t县商务局"]
    notice = parse("\n".join([*rows, "2\t民生\t\t新建学校\t县教体局", "3\t\t交通\t修建道路\t县交通局"]))
    paths = [said(task)["path"] for task in notice.tasks]
    assert paths == ["产业/工业/新建厂房", "产业/工业/招引企业", "民生/新建学校", "民生/交通/修建道路"]
    assert [clause.marker for clause in notice.clauses[1:]] == ["1", "1", "2", "3"]


def test_how_many_tasks_there_are_is_no_part_of_a_title() -> None:
    notice = page(
        "序号|领域|工作任务|责任单位",
        "1x4:一、强产业（共2项）",
        "1|2x1:工业<br>（2项）|新建厂房|县工信局",
        "2|招引企业|县商务局",
    )
    assert [said(task)["path"] for task in notice.tasks] == ["强产业/工业/新建厂房", "强产业/工业/招引企业"]


def test_the_stop_behind_a_title_is_no_part_of_it() -> None:
    row = said(page("重点任务|主要内容|责任单位", "加强数据供给。|完善目录。|县数据局").tasks[0])
    assert (row["path"], row["text"]) == ("加强数据供给", "完善目录。")


def test_a_group_needs_no_known_heading() -> None:
    notice = page("赛区|工作任务|责任单位", "2x1:东片|新建厂房|县工信局", "改造管网|县住建局", "西片|新建学校|县教体局")
    assert [said(task)["path"] for task in notice.tasks] == ["东片/新建厂房", "东片/改造管网", "西片/新建学校"]


def test_rectification_lists() -> None:
    notice = page(
        "问题编号|反馈问题|整改措施|整改时限|牵头领导|整改责任单位|责任人|督导单位|销号情况",
        "1|污水处理设施运行不正常|1.排查设施。2.更换设备30台。3.建立台账。|2026年6月30日前|张三|县生态环境局、有关乡镇"
        "|李四|县督查局|未销号",
        "2|运维资金未落实|落实资金200万元|立行立改|县委常委、副县长 王五|县财政局|赵六<br>钱七|县审计局|已销号",
    )
    first, second = map(said, notice.tasks)
    assert first["path"] == "污水处理设施运行不正常"
    assert first["measures"] == ["t1.1.1", "t1.1.2", "t1.1.3"]
    assert first["text"] == "1.排查设施。\n2.更换设备30台。\n3.建立台账。"
    assert first["responsible"] == ["县生态环境局", "有关乡镇"]
    assert first["supervising"] == ["县督查局"]
    assert first["persons"] == ["牵头领导:张三", "责任人:李四"]
    assert first["extra"] == {"销号情况": "未销号"}
    assert second["persons"] == ["牵头领导:县委常委、副县长 王五", "责任人:赵六", "责任人:钱七"]
    assert second["by"] == ["立行立改 open"]


@pytest.mark.parametrize(
    ("cell", "lead", "responsible", "supporting"),
    [
        ("市经信局牵头，相关部门参与", ["市经信局"], [], ["相关部门"]),
        ("牵头：市生态环境局；配合：市公安局、市交通局", ["市生态环境局"], [], ["市公安局", "市交通局"]),
        ("市人社局（牵头）、市教育局", ["市人社局"], ["市教育局"], []),
        ("市工商联、市人社局（牵头）、市教育局", ["市人社局"], ["市工商联", "市教育局"], []),
        ("市教育局<br>市卫健委", [], ["市教育局", "市卫健委"], []),
        ("湖州师范学<br>院、市科技局", [], ["湖州师范学院", "市科技局"], []),
        ("各县<br>〔市、区〕政府", [], ["各县〔市、区〕政府"], []),
        ("市 农 业 农 村<br>局", [], ["市农业农村局"], []),
        ("市 农 业 农 村 局", [], ["市农业农村局"], []),
        ("市市场监管局（市知识产权局）、各区", [], ["市市场监管局（市知识产权局）", "各区"], []),
        ("—", [], [], []),
        ("杭州市、宁波市人民政府", [], ["杭州市人民政府", "宁波市人民政府"], []),
    ],
)
def test_a_cell_of_units(cell: str, lead: list[str], responsible: list[str], supporting: list[str]) -> None:
    row = said(page("序号|工作任务|责任单位", f"1|新建学校|{cell}").tasks[0])
    assert row.get("lead", []) == lead
    assert row.get("responsible", []) == responsible
    assert row.get("supporting", []) == supporting


@pytest.mark.parametrize(
    ("cell", "by"),
    [
        ("2026年8月<br>底前", "2026年8月底前 by 2026-08-31"),
        ("12月", "12月 by 2026-12-31"),
        ("2023.08-2028.07", "2023.08-2028.07 during 2028-07-31"),
        ("2026.12", "2026.12 by 2026-12-31"),
        ("2026-2028", "2026-2028 during 2028-12-31"),
        ("2026/3/31", "2026/3/31 by 2026-03-31"),
        ("每季度末", "每季度末 recurring"),
        ("持续推进", "持续推进 open"),
        ("按时序进度", "按时序进度 open"),
        ("2026年底前基本完成", "2026年底前基本完成 by 2026-12-31"),
    ],
)
def test_a_cell_of_time_is_a_deadline_as_a_whole(cell: str, by: str) -> None:
    notice = page(
        "工作任务|责任单位|完成时限", f"新建学校|县教体局|{cell}", above="<p>附件1</p><p>2026年任务分解表</p>"
    )
    assert said(notice.tasks[0])["by"] == [by]
    assert notice.tasks[0].id == "a1.t1.1"


def test_several_times_in_a_cell_are_several_deadlines() -> None:
    notice = page("工作任务|责任单位|完成时限", "新建学校|县教体局|2026年6月底前开工，2027年8月底前建成")
    assert said(notice.tasks[0])["by"] == ["2026年6月底前 by 2026-06-30", "2027年8月底前 by 2027-08-31"]


def test_only_a_column_says_by_when() -> None:
    notice = page("工作任务|责任单位", "2026年底前新建学校，每月调度|县教体局")
    assert not notice.tasks[0].deadlines


def test_headings_of_stages_say_by_when() -> None:
    rows = ["序号|重点任务|一季度|6月底目标|下半年|责任单位", "1|办学|完成选址|—|投入使用|县教育局"]
    (task,) = page(*rows, above="<p>青溪县2024年重点任务分解表</p>").tasks
    assert [(d.text, str(d.end), d.rule, d.inherited) for d in task.deadlines] == [
        ("一季度", "2024-03-31", "column.stage", True),
        ("下半年", "2024-12-31", "column.stage", True),
    ]
    with_time = [f"{rows[0]}|完成时限", f"{rows[1]}|2024年9月"]
    (task,) = page(*with_time).tasks
    assert [d.text for d in task.deadlines] == ["2024年9月"]


def test_a_column_of_units_wins_over_the_text() -> None:
    notice = page("工作任务|工作内容|牵头单位", "办学|新建学校。（责任单位：县住建局）|县教体局")
    row = said(notice.tasks[0])
    assert (row["lead"], row.get("responsible")) == (["县教体局"], None)


@pytest.mark.parametrize(
    "rows",
    [
        ["序号|项目名称|建设地点|总投资（万元）|责任单位|完成时限", "1|产业园二期|城关镇|5000|县工信局|2026年"],
        ["序号|姓名|单位|职务|电话", "1|张三|县财政局|局长|123"],
        ["序号|企业名称|所属区县", "1|某某公司|城关镇"],
        ["序号|乡镇|户数", "1|城关镇|100"],
    ],
)
def test_other_tables_are_text_of_their_clause(rows: list[str]) -> None:
    notice = page(*rows, above="<p>一、加强监测</p><p>做好台账。</p>")
    assert [task.id for task in notice.tasks] == ["1"]
    assert rows[1].split("|")[1] in notice.tasks[0].text


def test_a_heading_may_say_who_leads() -> None:
    notice = page("工作任务|责任单位（列第一位的为牵头单位）", "新建学校|县教体局、县住建局", "改造管网|县住建局")
    first, second = map(said, notice.tasks)
    assert (first["lead"], first["responsible"], second["lead"]) == (["县教体局"], ["县住建局"], ["县住建局"])


def test_what_a_row_over_the_whole_table_remarks_is_kept() -> None:
    notice = page(*ROWS, "1x3:注：以上任务纳入考核。", above="<p>一、任务分工</p><p>见下表。</p>")
    assert "注：以上任务纳入考核。" in notice.clauses[1].text
    assert [task.id for task in notice.tasks] == ["1", "t1.1"]


def test_a_remark_in_the_first_cell_is_no_task() -> None:
    notice = parse(
        "工作任务\t责任单位\t完成时限\n新建学校\t县教体局\t2026年\n改造管网\t县住建局\t2026年\n注：以上纳入考核。\t\t\n"
    )
    assert [task.title for task in notice.tasks] == ["新建学校", "改造管网"]


def test_headings_over_others_without_merged_cells() -> None:
    notice = parse(
        "编号\t类别\t工作任务\t\t工作目标\t\t责任分工\t\t完成时间\n\t\t工作任务\t具体举措\t2026年\t2027年\t责任单位\t验收单位\t\n"
        "1\t民生\t办学\t新建学校。\t2所\t3所\t县教体局\t县审计局\t2026年\n2\t民生\t管网\t改造管网。\t\t\t县住建局\t\t2026年\n"
    )
    first, second = map(said, notice.tasks)
    assert (first["path"], first["targets"], first["supervising"]) == ("民生/办学", ["2所", "3所"], ["县审计局"])
    assert (second["path"], second["text"]) == ("民生/管网", "改造管网。")


def test_a_list_of_projects_with_other_tasks_is_a_task_table() -> None:
    notice = page("重点任务|总投资（亿元）|牵头单位", "建设产业园|2.5|县工信局")
    assert said(notice.tasks[0])["extra"] == {"总投资（亿元）": "2.5"}


def test_the_one_column_of_units_is_responsible_whatever_its_name() -> None:
    for heading in ("指导部门", "涉及部门", "参与单位"):
        assert said(page(f"改革举措|主要内容|{heading}", "放宽准入|放宽限制。|市发改委").tasks[0])["responsible"] == [
            "市发改委"
        ]


def test_a_task_column_needs_no_known_name() -> None:
    notice = page("序号|怎么干|责任单位", "1|把闲置校舍改造成养老服务站|县民政局", "2|给高龄老人安装呼叫设备|县民政局")
    assert [said(task)["path"] for task in notice.tasks] == ["把闲置校舍改造成养老服务站", "给高龄老人安装呼叫设备"]


def test_a_kind_behind_the_task_is_no_group() -> None:
    notice = page("序号|工作任务|任务类型|责任分工", "1|新建学校|续建|县教体局", "2|改造管网|新建|县住建局")
    first = said(notice.tasks[0])
    assert (first["path"], first["extra"], first["responsible"]) == ("新建学校", {"任务类型": "续建"}, ["县教体局"])


def test_an_indicator_is_the_task_where_nothing_else_is() -> None:
    notice = page("序号|核心指标|责任部门及单位", "1|新增企业5家|县工信局", "2|培训1万人次|县人社局")
    assert [said(task)["path"] for task in notice.tasks] == ["新增企业5家", "培训1万人次"]
    assert said(notice.tasks[0])["targets"] == ["5家"]


ROWS = ["序号|工作任务|责任单位", "1|新建学校|县教体局"]
EDGES = (50.0, 80.0, 250.0, 350.0, 450.0)
COLUMNS = ["序号", "工作任务", "责任单位", "完成时限"]


def test_a_row_that_the_page_cut_is_one() -> None:
    notice = printed(
        [COLUMNS, ["1", "新建学校", "县教体局", "2026年8月"], ["2", "改造管网，更换", "省公安", "2026年8月"]],
        [COLUMNS, ["", "老旧设备", "厅", "底前"], ["3", "新建厂房", "县工信局", "2026年底"]],
        edges=EDGES,
    )
    assert [said(task)["path"] for task in notice.tasks] == ["新建学校", "改造管网，更换老旧设备", "新建厂房"]
    assert said(notice.tasks[1])["responsible"] == ["省公安厅"]
    assert said(notice.tasks[1])["by"] == ["2026年8月底前 by 2026-08-31"]


def test_a_sentence_goes_on_below_a_cut_number() -> None:
    head = ["序号", "任务", "责任单位", "完成时限"]
    notice = printed(
        [
            head,
            [("1", 2), "新建厂房。", "县工信局", "2026年"],
            ["招引企业。", "县商务局", "2026年"],
            ["2", "新建", "县民", "2026年"],
        ],
        [["", "学校。", "政局", "底"], ["3", "改造管网。", "县住建局", "2027年"]],
        edges=EDGES,
    )
    assert [said(task)["text"] for task in notice.tasks] == ["新建厂房。", "招引企业。", "新建学校。", "改造管网。"]


@pytest.mark.parametrize(("above", "below"), [("（2", "）"), ("（", "2）")])
def test_the_page_may_cut_the_number_too(above: str, below: str) -> None:
    notice = printed(
        [COLUMNS, ["（1）", "新建学校", "县教体局", "2026年"], [above, "改造", "县住建", "2026年"]],
        [[below, "管网", "局", "底"], ["（3）", "修建道路", "县交通局", "2026年"]],
        edges=EDGES,
    )
    assert [clause.marker for clause in notice.clauses[1:]] == ["（1）", "（2）", "（3）"]
    assert [said(task)["path"] for task in notice.tasks] == ["新建学校", "改造管网", "修建道路"]


def test_a_merged_cell_that_the_page_cuts_is_whole_in_each_row() -> None:
    notice = printed(
        [["序号", "领域", "任务", "责任单位"], ["1", "民生改", "新建学", "县教"]],
        [["", ("善", 2), "校", ("育局", 2)], ["2", "改造管网"]],
        edges=EDGES,
    )
    rows = [said(task) for task in notice.tasks]
    assert [row["path"] for row in rows] == ["民生改善/新建学校", "民生改善/改造管网"]
    assert [row["responsible"] for row in rows] == [["县教育局"]] * 2


def test_a_row_below_a_cut_group_is_a_row_without_numbers_too() -> None:
    notice = printed(
        [["领域", "任务", "责任单位"], [("产业", 2), "新建厂房", "县工信局"], ["招引企业", "县商务局"]],
        [["", "盘活土地", "县自然资源局"], ["民生", "新建学校", "县教体局"]],
        edges=EDGES[1:],
    )
    paths = [said(task)["path"] for task in notice.tasks]
    assert paths == ["产业/新建厂房", "产业/招引企业", "产业/盘活土地", "民生/新建学校"]


def test_an_empty_cell_at_the_top_of_a_page_is_its_own_row_s() -> None:
    head = ["序号", "任务", "年度目标", "责任单位"]
    notice = printed(
        [head, ["1", "新建厂房", "3座", "县工信局"], ["2", "修建道路", "5条", "县交通局"]],
        [["3", "盘活土地", "", "县自然资源局"], ["4", "新建学校", "2所", "县教体局"]],
        edges=EDGES,
    )
    assert [said(task).get("targets", []) for task in notice.tasks] == [["3座"], ["5条"], [], ["2所"]]


def test_a_row_below_a_cut_number_is_a_row_where_it_says_a_task_of_its_own() -> None:
    notice = printed(
        [
            ["序号", "领域", "任务", "责任单位"],
            [("1", 2), ("产业", 2), "新建厂房。", "县工信局"],
            ["招引企业。", "县商务局"],
            ["2", "民生", "新建学校。", "县民"],
        ],
        [["", "", "", "政局"], ["", "", "改造管网。", "县住建局"]],
        edges=EDGES,
    )
    rows = [said(task) for task in notice.tasks]
    assert [row["text"] for row in rows] == ["新建厂房。", "招引企业。", "新建学校。", "改造管网。"]
    assert rows[2]["responsible"] == ["县民政局"]


def test_what_stands_between_the_parts_of_a_cut_cell_is_kept() -> None:
    head = ["序号", "责任单位", "工作任务", "完成时限"]
    notice = printed(
        [head, ["1", "县科技局、", "新建学校，更换设备。改造", "2026年"]],
        [["", "县民政局", "管网20公里。", ""]],
        edges=EDGES,
    )
    row = said(notice.tasks[0])
    assert (row["text"], row["targets"]) == ("改造管网20公里。", ["20公里"])
    assert row["responsible"] == ["县科技局", "县民政局"]


def test_breaks_in_the_cells_of_markdown() -> None:
    text = "| 序<br>号 | 工作任务 | 责任<br/>单位 |\n|---|---|---|\n| 1 | 新建学校 | 县教体局<br>县住建局 |\n"
    text += "| 2 | 改造管网 | 县住建局 |\n"
    notice = parse(text)
    assert [clause.marker for clause in notice.clauses[1:]] == ["1", "2"]
    assert said(notice.tasks[0])["responsible"] == ["县教体局", "县住建局"]


def test_a_merged_cell_goes_on_over_the_page() -> None:
    notice = printed(
        [["序号", "领域", "任务", "责任单位"], [("1", 2), ("产业", 2), "新建厂房", ("县工信局", 2)], ["招引企业"]],
        [[("", 2), ("", 2), "盘活土地", ("", 2)], ["修建道路"], ["2", "民生", "新建学校", "县教体局"]],
        edges=EDGES,
    )
    rows = [said(task) for task in notice.tasks]
    assert [row["path"] for row in rows] == [
        "产业/新建厂房",
        "产业/招引企业",
        "产业/盘活土地",
        "产业/修建道路",
        "民生/新建学校",
    ]
    assert [row["responsible"] for row in rows] == [["县工信局"]] * 4 + [["县教体局"]]


def test_parts_on_several_pages_are_one_table() -> None:
    notice = printed(
        [COLUMNS, ["1", "新建学校", "县教体局", "2026年"]], [["2", "新建厂房", "县工信局", "2027年"]], edges=EDGES
    )
    assert [task.id for task in notice.tasks] == ["t1.1", "t1.2"]


def test_lines_in_a_cell_of_a_page_are_joined_and_names_parted() -> None:
    notice = printed(
        [
            COLUMNS,
            ["1", "新建标准化\n学校两所", "市经信局\n市发改委", "2026年\n底"],
            ["2", "改造管网", "市教育局、市委\n组织部、市经信\n局、市人力社保\n局", "持续"],
        ],
        edges=EDGES,
    )
    first, second = map(said, notice.tasks)
    assert first["path"] == "新建标准化学校两所"
    assert first["responsible"] == ["市经信局", "市发改委"]
    assert second["responsible"] == ["市教育局", "市委组织部", "市经信局", "市人力社保局"]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("市政务服务\n和数据管理\n局\n市水利局", ["市政务服务和数据管理局", "市水利局"]),
        ("市科技局、\n市卫生健康\n委、市住房\n城乡建设局", ["市科技局", "市卫生健康委", "市住房城乡建设局"]),
        ("市残联、市\n市场监管局\n（市知识产\n权局）", ["市残联", "市市场监管局（市知识产权局）"]),
        ("市财政局\n国网甲市供\n电公司", ["市财政局", "国网甲市供电公司"]),
        ("市民政局、\n人民银行\n甲市分行", ["市民政局", "人民银行甲市分行"]),
        ("市民政局、各\n区县政府", ["市民政局", "各区县政府"]),
        ("市民政局\n中国移动甲市\n分公司\n市融媒体\n中心", ["市民政局", "中国移动甲市分公司", "市融媒体中心"]),
        ("市交通\n运输局", ["市交通运输局"]),
        ("市消防支队\n甲市学院\n市政务中心\n国网供电\n公司", ["市消防支队", "甲市学院", "市政务中心", "国网供电公司"]),
        ("市工信局（数据\n局）\n甲市学院", ["市工信局（数据局）", "甲市学院"]),
        ("市 交 通\n运 输 局\n市民政局\n市科技局", ["市交通运输局", "市民政局", "市科技局"]),
        ("各县人民政府\n国有林场", ["各县人民政府", "国有林场"]),
        ("市人民政府\n办公室", ["市人民政府办公室"]),
    ],
)
def test_names_broken_to_fit_a_narrow_column(cell: str, names: list[str]) -> None:
    notice = printed([COLUMNS, ["1", "新建学校", cell, "2026年"], ["2", "新建厂房", "市发展和", "2026年"]], edges=EDGES)
    assert said(notice.tasks[0])["responsible"] == names


def test_a_role_that_the_column_breaks() -> None:
    cell = "市发改委牵\n头，市科技\n局按职责分\n工负责"
    row = said(printed([COLUMNS, ["1", "新建学校", cell, "2026年"]], edges=EDGES).tasks[0])
    assert (row["lead"], row["responsible"]) == (["市发改委"], ["市科技局"])


def test_a_table_that_runs_into_another_is_two() -> None:
    text = "编号\t工作任务\t责任单位\n1\t新建学校\t县教体局\n序号\t具体任务\t牵头单位\n1\t改造管网\t县住建局\n"
    text += "2\t修路\t县交通局\n"
    notice = parse(text)
    assert [task.id for task in notice.tasks] == ["t1.1", "t2.1", "t2.2"]
    assert [unit.name for task in notice.tasks for unit in task.lead_units] == ["县住建局", "县交通局"]


def test_the_text_that_was_read_reads_as_the_file() -> None:
    notice = page(
        "2x1:序号|2x1:工作任务|1x2:责任分工|2x1:完成<br>时限",
        "牵头单位|配合单位",
        "1x5:一、产业发展",
        "1|新建厂房3万平方米|县工信局|县发改局<br>县自然资源局|12月底前",
        "2|引进企业|县商务局|—|长期坚持",
    )
    assert notice.source.text is not None
    assert list(map(said, parse(notice.source.text).tasks)) == list(map(said, notice.tasks))


def test_a_title_that_each_page_repeats_is_no_section() -> None:
    head = ["1x4:任务分解表", "|".join(COLUMNS)]
    notice = page(*head, "1|新建学校|县教体局|2026年", *head, "2|新建厂房|县工信局|2027年")
    assert [said(task)["path"] for task in notice.tasks] == ["新建学校", "新建厂房"]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("李 伟", ["李伟"]),
        ("陈志\n强", ["陈志强"]),
        ("李 伟\n欧阳雪", ["李伟", "欧阳雪"]),
        ("张三、李\n四", ["张三", "李四"]),
    ],
)
def test_a_cell_of_persons(cell: str, names: list[str]) -> None:
    notice = printed([["序号", "工作任务", "责任人", "完成时限"], ["1", "新建学校", cell, "2026年"]], edges=EDGES)
    assert [person.name for person in notice.tasks[0].persons] == names


def test_attachments_have_their_clauses() -> None:
    text = (
        "甲县就业实施方案\n一、加强培训\n开展培训。\n二、加强招聘\n开展招聘。\n甲县人民政府\n2026年2月3日\n附件1\n"
        "甲县培训补贴标准\n一、补贴对象\n农民工。\n二、补贴标准\n每人1000元。\n附件2：\n任务分解表\n"
        "序号\t工作任务\t责任单位\n1\t加强招聘\t县人社局\n2\t办好夜校\t县教体局\n"
    )
    notice = parse(text)
    assert [task.id for task in notice.tasks] == ["1", "2", "a1.1", "a1.2", "a2.t1.1", "a2.t1.2"]
    assert notice.tasks[2].path == ("甲县培训补贴标准", "补贴对象")
    assert notice.tasks[4].path == ("任务分解表", "加强招聘")
    assert [task.duplicate_of for task in notice.tasks[4:]] == ["2", None]
    assert notice.metadata.title == "甲县就业实施方案"
    assert not [d for d in notice.diagnostics if d.code != "date_conflict"]


def test_tables_for_people_print_a_task_once_with_the_units_of_both() -> None:
    text = (
        "甲县就业实施方案\n一、加强培训\n开展培训。（责任单位：县教体局）\n二、加强招聘\n开展招聘。\n"
        "附件\n任务分解表\n序号\t工作任务\t牵头单位\t完成时限\n1\t加强培训\t县人社局\t2026年底\n2\t办好夜校\t县教体局\t持续\n"
    )
    notice = parse(text)
    headers: Headers = "en"
    rows = write(notice, format="csv", headers=headers).decode("utf-8-sig").splitlines()
    assert [row.split(",")[1].lstrip("'") for row in rows[1:]] == ["1", "2", "a1.t1.2"]
    assert "县人社局" in rows[1]
    assert "县教体局" in rows[1]
    assert "2026年底" in rows[1]
    whole = json.loads(write(notice, format="json"))
    assert [task["id"] for task in whole["tasks"]] == ["1", "2", "a1.t1.1", "a1.t1.2"]


def test_an_office_and_a_comparison_have_such_a_task_once() -> None:
    text = (
        "甲县就业实施方案\n一、加强培训\n开展培训。（责任单位：县人社局）\n二、加强招聘\n开展招聘。\n"
        "附件\n任务分解表\n序号\t工作任务\t牵头单位\n1\t加强培训\t县人社局\n2\t办好夜校\t县教体局\n"
    )
    notice = parse(text)
    office = next(office for office in by_unit(notice).units if office.name == "县人社局")
    assert [(a.task, a.role) for a in office.assignments] == [("1", "lead")]
    assert compare(notice, notice).a.tasks == 3


def test_no_paragraph_goes_on_behind_a_table() -> None:
    text = (
        "一、任务分工\n全县各单位要按照下表所列的任务分工认真抓好各项重点工作的落实\n"
        "编号\t工作任务\t责任单位\n1\t新建学校\t县教体局\n未尽事宜由县政府办公室解释。\n"
    )
    clause = parse(text).clauses[1]
    assert clause.text.splitlines() == [
        "全县各单位要按照下表所列的任务分工认真抓好各项重点工作的落实",
        "未尽事宜由县政府办公室解释。",
    ]


def test_the_stop_behind_a_group_is_no_part_of_it() -> None:
    notice = page("重点领域|工作内容|责任单位", "2x1:扩大供给。|招聘医生。|县卫健局", "培训医生。|县卫健局")
    assert [task.path[0] for task in notice.tasks] == ["扩大供给", "扩大供给"]


def test_what_no_field_is_for_is_as_written() -> None:
    notice = page(
        "领域(类)|工作任务|责任单位|总投资(亿元)",
        "1x1:产业,制造|新建厂房|县工信局|2.5 (含设备)",
        "民生|新建学校|县教体局|1",
    )
    assert notice.tasks[0].extra == {"总投资(亿元)": "2.5 (含设备)"}
    assert notice.tasks[0].path == ("产业,制造", "新建厂房")


def test_what_is_to_be_reached_is_no_part_of_the_last_measure() -> None:
    notice = page("问题|整改措施|整改目标|责任单位", "污水直排|1.新建管网；2.完成清淤。|收集率达到70%|县住建局")
    assert [c.text for c in notice.clauses if c.id.startswith("t1.1.")] == ["新建管网；", "完成清淤。"]
    assert notice.clauses[1].text == "收集率达到70%"


def test_problems_behind_how_far_a_task_is_are_kept_beside_it() -> None:
    notice = page("重点工作|责任单位|进展情况|存在问题", "治理违建|区城管局|已拆除2处|阻力大")
    assert notice.tasks[0].text == ""
    assert notice.tasks[0].extra == {"进展情况": "已拆除2处", "存在问题": "阻力大"}
    # In front of it they are the task.
    assert page("存在问题|责任单位|进展情况", "道路扬尘|区城管局|已洒水").tasks[0].title == "道路扬尘"


def test_an_indicator_before_what_it_asks_for_names_the_task() -> None:
    task = page("创建指标|达标内涵|责任单位", "垃圾收运|自然村垃圾收集率达到100%|镇城建办").tasks[0]
    assert (task.title, task.text) == ("垃圾收运", "自然村垃圾收集率达到100%")


def test_a_sum_is_no_task() -> None:
    notice = page("单位|任务（亩）|完成时限", "城关镇|植树500|4月底", "合计|植树500|")
    assert [task.title for task in notice.tasks] == ["植树500"]


def test_numbers_with_letters_are_several() -> None:
    notice = page("编号|工作任务|责任单位", "A1|修路|县交通局", "B1|办学|县教育局", "B2|治水|县水利局")
    assert [task.id for task in notice.tasks] == ["t1.1", "t1.2", "t1.3"]


def test_a_heading_over_a_table_is_no_task() -> None:
    above, below = "<p>一、组织领导</p><p>成立专班。</p><p>二、任务分工</p>", "<p>三、工作要求</p><p>抓好落实。</p>"
    notice = page("工作内容|责任单位", "修路|县交通局", above=above, below=below)
    assert [task.id for task in notice.tasks] == ["1", "t1.1", "3"]
    assert [clause.id for clause in notice.clauses] == ["0", "1", "2", "t1.1", "3"]


def test_headings_below_a_wide_one_need_not_be_known() -> None:
    notice = page("责任单位|1x2:目标任务（亿元）|责任人", "|签约额|到位额|", "县工信局|10|5|张某", "县商务局|8|4|李某")
    assert [task.persons[0].name for task in notice.tasks] == ["张某", "李某"]


def test_places_answer_beside_offices() -> None:
    task = page("任务|责任乡镇|牵头部门", "修路8公里|各乡镇|县交通局").tasks[0]
    assert ([u.name for u in task.lead_units], [u.name for u in task.responsible_units]) == (["县交通局"], ["各乡镇"])


def test_a_column_of_units_and_persons_parts_them_at_a_stroke_too() -> None:
    notice = page("工作任务|责任单位/责任人|完成时限", "办好食堂|县统计局/张某；县教育局/王五|6月底")
    (task,) = notice.tasks
    assert [unit.name for unit in task.responsible_units] == ["县统计局", "县教育局"]
    assert [(person.name, person.role) for person in task.persons] == [
        ("张某", "责任单位/责任人"),
        ("王五", "责任单位/责任人"),
    ]


def test_rows_stand_below_the_heading_over_their_table() -> None:
    above = "<p>一、产业发展</p>"
    notice = page("工作内容|责任单位", "修路|县交通局", above=above, below="<p>二、工作要求</p><p>抓好落实。</p>")
    assert (notice.tasks[0].id, notice.tasks[0].path) == ("t1.1", ("产业发展", "修路"))
    rows = [(clause.id, clause.parent_id, clause.level) for clause in notice.clauses]
    assert rows == [("0", None, 0), ("1", None, 1), ("t1.1", "1", 2), ("2", None, 1)]
    # Those of sections stand below these.
    notice = page("工作内容|责任单位", "1x2:（一）道路", "修路|县交通局", above=above)
    assert [task.path for task in notice.tasks] == [("道路", "修路")]


def test_what_stands_before_when_and_by_whom_is_the_task() -> None:
    notice = page("整治行业|时间安排|责任单位", "医疗机构|6月份|县卫健局", "养老机构|4月份|县民政局")
    assert [(task.title or task.text) for task in notice.tasks] == ["医疗机构", "养老机构"]
    # What looks like a heading below one that is whole is none.
    assert not page("电话|时间安排|责任单位", "1|4月份|民政所", "养老机构|4月份|民政所", "学校|5月份|教育所").tasks


def test_a_row_that_tells_who_leads_follows_no_convention() -> None:
    below = "<p>注：责任单位排在第一位的为牵头单位。</p>"
    rows = ["重点任务|牵头单位|责任单位", "修路|县交通局|县财政局、县发改局"]
    (task,) = page(*rows, below=below).tasks
    assert ([u.name for u in task.lead_units], [u.name for u in task.responsible_units]) == (
        ["县交通局"],
        ["县财政局", "县发改局"],
    )
    # Said behind the last row it is said of all of them.
    (task,) = page("重点任务|责任单位", "修路|县交通局、县财政局", below=below).tasks
    assert ([u.name for u in task.lead_units], [u.name for u in task.responsible_units]) == (["县交通局"], ["县财政局"])


def test_a_month_of_the_year_of_the_table_may_be_over() -> None:
    head = "<h1>云溪镇2017年检查计划</h1><p>云溪镇人民政府</p><p>2017年3月9日</p>"
    notice = page("检查内容|检查时间|责任单位", "校车|1月份|县教育局", "鞭炮|5月份|县应急局", above=head)
    assert [str(task.deadlines[0].end) for task in notice.tasks] == ["2017-01-31", "2017-05-31"]
