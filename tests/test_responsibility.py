"""Who answers for a row: groups and their scope, conventions, remarks, names and what is told of them."""

from __future__ import annotations

from datetime import date

import pytest

from made import clause, made, names, row, stretch, who

# A row of its own behind what is tried, so that nothing closes the notice.
LAST = "九、其他。（责任单位：县档案局）"


def one(text: str) -> str:
    """Who answers for a clause with this text."""
    return who(row(made(f"一、{text}", LAST), "1"))


# Roles


@pytest.mark.parametrize(
    ("group", "answers"),
    [
        (
            "（牵头单位：县工信局、县发改局，责任单位：县财政局、各乡镇人民政府）",
            "县工信局、县发改局 | 县财政局、各乡镇人民政府 |  (own)",
        ),
        ("（县工信局牵头负责，县财政局、县发改局等部门共同实施）", "县工信局 | 县财政局、县发改局 |  (own)"),
        ("（县财政局、县发改局等部门负责实施）", " | 县财政局、县发改局 |  (own)"),
        ("（县工信局、县发改局等部门牵头负责）", "县工信局、县发改局 |  |  (own)"),
        ("（县工信局牵头，县财政局参与，县发改局配合实施）", "县工信局 |  | 县财政局、县发改局 (own)"),
        ("（县工信局会同有关部门负责）", " | 县工信局、有关部门 |  (own)"),
        ("（县工信局、县财政局按职责分工负责）", " | 县工信局、县财政局 |  (own)"),
        ("（县工信局、县财政局）", " | 县工信局、县财政局 |  (own)"),
        ("（责任单位：县工信局、县财政局）", " | 县工信局、县财政局 |  (own)"),
        ("（主办单位：县工信局；协办单位：县财政局）", "县工信局 |  | 县财政局 (own)"),
        (
            "（责任单位：县工信局，县财政局；县发改局 县水利局、县林业局）",
            " | 县工信局、县财政局、县发改局、县水利局、县林业局 |  (own)",
        ),
        ("责任单位：县工信局、县财政局。", " | 县工信局、县财政局 |  (own)"),
        ("由县工信局牵头，县财政局配合。", "县工信局 |  | 县财政局 (own)"),
        ("〔责任单位：县工信局〕", " | 县工信局 |  (own)"),
        ("【牵头单位：县工信局】", "县工信局 |  |  (own)"),
        ("[县工信局负责]", " | 县工信局 |  (own)"),
        (
            "（县工信局、县财政局，城关镇、白马镇、村（社区））",
            " | 县工信局、县财政局、城关镇、白马镇、村（社区） |  (own)",
        ),
        (
            "（市财政局，各县区人民政府、高新区、经开区管委会）",
            " | 市财政局、各县区人民政府、高新区管委会、经开区管委会 |  (own)",
        ),
        ("（市财政局，高新区、各县区人民政府）", " | 市财政局、高新区、各县区人民政府 |  (own)"),
        ("（市财政局，高新区、东坡区人民政府）", " | 市财政局、高新区、东坡区人民政府 |  (own)"),
        ("（县乡村振兴局、县“万企兴万村”行动办公室）", " | 县乡村振兴局、县“万企兴万村”行动办公室 |  (own)"),
        (
            "（责任单位：市教育局、在肇高校、8县市人民政府）",
            " | 市教育局、在肇高校、8县市人民政府 |  (own)",
        ),
        ("责任单位：县工信局（牵头），县财政局、县发改局（配合）", "县工信局 |  | 县财政局、县发改局 (own)"),
        ("责任单位：县工信局（牵头）、县财政局、县发改局（配合）", "县工信局 | 县财政局 | 县发改局 (own)"),
        ("责任单位：县工信局、县财政局。（列首位的为牵头单位，下同）", "县工信局 | 县财政局 |  (own)"),
        ("（县工信局等相关部门、单位及各乡镇负责）", " | 县工信局、各乡镇 |  (own)"),
        ("\n★责任单位：县工信局、各乡镇", " | 县工信局、各乡镇 |  (own)"),
        ("\n——责任单位：县工信局", " | 县工信局 |  (own)"),
    ],
)
def test_roles_of_a_group(group: str, answers: str) -> None:
    assert one(f"办好帮扶车间。盘活闲置用房。{group}") == answers


@pytest.mark.parametrize(
    "text",
    [
        "办好帮扶车间。由县工信局牵头对闲置用房进行改造，逐步扩大规模。",
        "办好帮扶车间。公安机关指导社区完成落户登记。",
        "办好帮扶车间。盘活闲置用房（含学校、卫生室），引进企业。",
        "办好帮扶车间。参照有关规定（试行）。",
        "办好帮扶车间。先去几个乡镇。（城关镇、白马镇）",
        "办好帮扶车间。各部门要落实责任单位职责，形成合力。",
    ],
)
def test_units_in_running_text_answer_for_no_row(text: str) -> None:
    assert one(text) == " |  |  (none)"


@pytest.mark.parametrize(
    ("group", "answers"),
    [
        ("（牵头领导：张三；牵头单位：县工信局；责任单位：县财政局）", "县工信局 | 县财政局 |  (own)"),
        ("（责任单位：县财政局；分管领导：李四）", " | 县财政局 |  (own)"),
        ("（资金来源：县财政；牵头单位：县工信局；配合单位：县财政局）", "县工信局 |  | 县财政局 (own)"),
        (
            "（牵头单位：县工信局，联系电话：6688，责任单位：县财政局、县水利局）",
            "县工信局 | 县财政局、县水利局 |  (own)",
        ),
        ("牵头领导：张三；牵头单位：县工信局；责任单位：县财政局。", "县工信局 | 县财政局 |  (own)"),
        ("牵头单位：县工信局；资金来源：县财政；责任单位：县财政局", "县工信局 | 县财政局 |  (own)"),
        ("（责任领导：张三，牵头单位：县工信局，责任股室：办公室）", "县工信局 | 办公室 |  (own)"),
        ("（整改责任单位：县工信局；督导单位：县生态环境分局；销号情况：已销号）", " | 县工信局 |  (own)"),
        ("【预算安排】十万元【责任单位】县财政局", " | 县财政局 |  (own)"),
        ("（牵头落实单位：县工信局；副组长单位：县财政局）", "县工信局 | 县财政局 |  (own)"),
        ("（牵头单位：县工信局；责任单位县财政局）", "县工信局 | 县财政局 |  (own)"),
        ("（牵头单位：县工信局；县财政局配合）", "县工信局 |  | 县财政局 (own)"),
        ("（县工信局牵头，“双百”办配合，县财政局参与）", "县工信局 |  | 县财政局 (own)"),
        ("牵头单位为县工信局，责任单位是县财政局。", "县工信局 | 县财政局 |  (own)"),
        ("此项工作由县工信局牵头负责。", "县工信局 |  |  (own)"),
        ("县工信局负责牵头，县财政局配合，完成时间2023年10月。", "县工信局 |  | 县财政局 (own)"),
    ],
)
def test_what_cannot_be_read_takes_nothing_with_it(group: str, answers: str) -> None:
    assert one(f"办好帮扶车间。盘活闲置用房。{group}") == answers


@pytest.mark.parametrize(
    ("group", "lost"),
    [
        ("（资金来源：县财政；牵头单位：县工信局）", ["资金来源：县财政"]),
        ("（牵头单位：县工信局；销号情况：已销号；责任单位：县财政局）", ["销号情况：已销号"]),
        ("（责任单位：县工信局、2023年起逐步推广、县财政局）", ["2023年起逐步推广"]),
        ("（责任单位：县工信局；责任领导：张三）", []),
        ("（责任单位：县工信局；完成时限：长期）", []),
        ("（责任单位：县工信局", ["（责任单位：县工信局"]),
    ],
)
def test_what_is_left_aside_is_told(group: str, lost: list[str]) -> None:
    notice = made(f"一、办好帮扶车间。盘活闲置用房。{group}", LAST)
    told = [stretch(notice, d.span) for d in notice.diagnostics if d.code == "group_unread" and d.span]
    assert told == lost
    assert "县工信局" in who(row(notice, "1"))


@pytest.mark.parametrize(
    "text",
    [
        "责任领导要亲自部署，责任人要到岗到位。",
        "责任单位为第一责任主体，责任单位负责人要抓好落实。",
        "落实联系人制度：每户一名联系人。",
        "健全机制（时间：三年；地点：社区）。",
    ],
)
def test_near_misses_of_labels_answer_for_no_row(text: str) -> None:
    assert one(f"办好帮扶车间。{text}") == " |  |  (none)"


@pytest.mark.parametrize(
    ("convention", "answers"),
    [
        ("列第一位的为牵头单位", "县工信局 | 县财政局 |  (own)"),
        ("列第一位者为牵头单位，下同", "县工信局 | 县财政局 |  (own)"),
        ("排在首位的为牵头单位，其他为配合单位", "县工信局 |  | 县财政局 (own)"),
        ("排名第一的是主办单位，其余单位均为协办单位", "县工信局 |  | 县财政局 (own)"),
        ("首个单位为牵头单位", "县工信局 | 县财政局 |  (own)"),
    ],
)
@pytest.mark.parametrize(
    "frame",
    [
        "（责任单位：县工信局、县财政局，{}）",
        "（责任单位：县工信局、县财政局。{}）",
        "（责任单位：县工信局、县财政局〔{}〕）",
        "（县工信局、县财政局等负责。{}）",
        "各任务责任单位中{}。（责任单位：县工信局、县财政局）",
    ],
)
def test_conventions_in_every_wording_and_place(frame: str, convention: str, answers: str) -> None:
    assert one(f"办好帮扶车间。盘活闲置用房。{frame.format(convention)}") == answers


def test_two_lines_of_roles() -> None:
    notice = made("一、办好帮扶车间", "盘活闲置用房。", "牵头部门：县工信局", "参与部门：县财政局、县发改局", LAST)
    assert who(row(notice, "1")) == "县工信局 |  | 县财政局、县发改局 (own)"
    assert clause(notice, "1").text == "盘活闲置用房。"


def test_several_groups_all_count_and_who_leads_in_one_leads() -> None:
    notice = made(
        "一、办好帮扶车间。盘活闲置用房。（责任单位：县工信局、县财政局）引进来料加工。（县财政局牵头，县商务局配合）",
        LAST,
    )
    assert who(row(notice, "1")) == "县财政局 | 县工信局 | 县商务局 (own)"


def test_groups_of_measures_answer_for_their_row() -> None:
    notice = made("一、办好帮扶车间。一是盘活用房（责任单位：县住建局）；二是引进企业（责任单位：县商务局）。", LAST)
    assert who(row(notice, "1")) == " | 县住建局、县商务局 |  (own)"


def test_a_group_is_no_part_of_the_text_and_has_its_span() -> None:
    notice = made("一、办好帮扶车间。盘活闲置用房。（责任单位：县住建局）", LAST)
    found = clause(notice, "1").responsibility
    assert found is not None
    assert stretch(notice, found.span) == "（责任单位：县住建局）"
    assert stretch(notice, row(notice, "1").responsibility.span) == "（责任单位：县住建局）"
    assert clause(notice, "1").text == "盘活闲置用房。"


def test_a_deadline_in_the_group_is_the_clauses() -> None:
    notice = made("一、办好帮扶车间。盘活闲置用房。（县住建局负责，2023年6月底前完成）", LAST)
    assert who(row(notice, "1")) == " | 县住建局 |  (own)"
    assert [d.text for d in row(notice, "1").deadlines] == ["2023年6月底前"]


# Scope


def test_a_group_of_several_lines_after_the_last_item_counts_for_the_section_its_deadline_too() -> None:
    lines = ["一、种植业", "（一）发展烤烟。", "（二）发展蔬菜。"]
    notice = made(*lines, "牵头单位：县农业农村局", "配合单位：县财政局", "完成时限：2025年底前")
    assert [who(task) for task in notice.tasks] == ["县农业农村局 |  | 县财政局 (section)"] * 2
    assert [(d.text, d.end, d.inherited) for task in notice.tasks for d in task.deadlines] == [
        ("2025年底前", date(2025, 12, 31), True),
        ("2025年底前", date(2025, 12, 31), False),
    ]


def test_a_group_alone_after_the_last_item_counts_for_the_section() -> None:
    notice = made(
        "一、就业",
        "（一）稳岗。摸底。",
        "（二）培训。开课。",
        "责任单位：县人社局、县教育局",
        "二、产业",
        "（一）种茶。扩种。（责任单位：县林业局）",
        "（二）养蜂。扩养。",
    )
    assert [who(task) for task in notice.tasks] == [
        *[" | 县人社局、县教育局 |  (section)"] * 2,
        " | 县林业局 |  (own)",
        " |  |  (none)",
    ]
    assert {unit.inherited for task in notice.tasks[:2] for unit in task.responsible_units} == {True}
    assert not notice.tasks[2].responsible_units[0].inherited


def test_a_group_alone_counts_for_its_item_where_others_have_their_own() -> None:
    notice = made(
        "一、就业",
        "（一）稳岗。摸底。（责任单位：县人社局）",
        "（二）培训。开课。",
        "责任单位：县教育局",
        "二、产业",
        "种茶。",
    )
    assert [who(task) for task in notice.tasks] == [" | 县人社局 |  (own)", " | 县教育局 |  (own)", " |  |  (none)"]


def test_a_parents_group_counts_for_rows_without_one() -> None:
    notice = made(
        "一、就业",
        "促进充分就业。（牵头单位：县人社局）",
        "（一）稳岗。摸底。",
        "（二）培训。开课。（责任单位：县教育局）",
        "二、产业",
        "种茶。",
    )
    assert [who(task) for task in notice.tasks] == ["县人社局 |  |  (section)", " | 县教育局 |  (own)", " |  |  (none)"]
    own = clause(notice, "1").responsibility
    assert own is not None
    assert names(own.lead_units) == "县人社局"


def test_a_heading_may_hold_the_group_of_its_rows() -> None:
    notice = made("一、就业（责任单位：县人社局）", "（一）稳岗。摸底。", "（二）培训。开课。", "二、产业", "种茶。")
    assert [who(task) for task in notice.tasks] == [*[" | 县人社局 |  (section)"] * 2, " |  |  (none)"]


# Conventions

FIRST = "列第一位的为牵头单位，下同"
COMMA = "第一个逗号前为牵头单位，下同"


def test_the_first_named_leads_from_where_it_is_said() -> None:
    notice = made(
        "一、稳岗。摸底。（责任单位：县人社局、县工信局）",
        f"二、培训。开课。（责任单位：县教育局、县人社局，{FIRST}）",
        "三、种茶。扩种。（责任单位：县林业局、县水利局）",
        "四、养蜂。扩养。（责任单位：各乡镇人民政府、县农业农村局）",
        "五、修路。硬化。（牵头单位：县交通运输局；责任单位：县财政局、县住建局）",
        "六、供水。改管。（责任单位：县水利局）",
    )
    assert [who(task) for task in notice.tasks] == [
        " | 县人社局、县工信局 |  (own)",
        "县教育局 | 县人社局 |  (own)",
        "县林业局 | 县水利局 |  (own)",
        " | 各乡镇人民政府、县农业农村局 |  (own)",
        "县交通运输局 | 县财政局、县住建局 |  (own)",
        "县水利局 |  |  (own)",
    ]


def test_a_convention_of_the_covering_notice_counts_from_the_start() -> None:
    notice = made(
        "关于做好后续扶持工作的通知",
        "各乡镇人民政府：",
        "现将任务分工印发给你们，责任单位中排在首位的为牵头单位，请抓好落实。",
        "一、稳岗。摸底。（责任单位：县人社局、县工信局）",
        "二、种茶。扩种。（责任单位：县林业局、县水利局）",
    )
    assert [who(task) for task in notice.tasks] == ["县人社局 | 县工信局 |  (own)", "县林业局 | 县水利局 |  (own)"]


def test_those_before_the_first_comma_lead() -> None:
    notice = made(
        f"一、稳岗。摸底。（责任单位：县人社局、县工信局，县财政局、各乡镇人民政府。{COMMA}）",
        "二、培训。开课。（责任单位：各有关部门，县教育局）",
        "三、种茶。扩种。（责任单位：县林业局、县水利局）",
    )
    assert [who(task) for task in notice.tasks] == [
        "县人社局、县工信局 | 县财政局、各乡镇人民政府 |  (own)",
        "各有关部门 | 县教育局 |  (own)",
        "县林业局、县水利局 |  |  (own)",
    ]


def test_a_star_marks_who_leads_and_is_no_part_of_the_name() -> None:
    notice = made(
        "一、稳岗。摸底。（责任单位：县工信局、*县人社局。标*为牵头单位）",
        "二、种茶。扩种。（责任单位：县水利局、县林业局*）",
    )
    assert [who(task) for task in notice.tasks] == ["县人社局 | 县工信局 |  (own)", "县林业局 | 县水利局 |  (own)"]


def test_without_a_convention_nobody_leads() -> None:
    assert one("稳岗。摸底。（责任单位：县人社局、县工信局）") == " | 县人社局、县工信局 |  (own)"


# Remarks


def test_a_remark_adds_its_units_to_later_rows_that_have_a_group() -> None:
    notice = made(
        "一、稳岗。摸底。（责任单位：县人社局）",
        "二、培训。开课。（责任单位：县教育局。以下均需各乡镇人民政府落实，不再列出）",
        "三、种茶。扩种。（责任单位：县林业局）",
        "四、养蜂。扩养。",
        "五、修路。硬化。（责任单位：县交通运输局、各乡镇人民政府）",
    )
    assert [who(task) for task in notice.tasks] == [
        " | 县人社局 |  (own)",
        " | 县教育局 |  (own)",
        " | 县林业局、各乡镇人民政府 |  (own)",
        " |  |  (none)",
        " | 县交通运输局、各乡镇人民政府 |  (own)",
    ]
    assert [unit.inherited for unit in row(notice, "3").responsible_units] == [False, True]
    assert [unit.inherited for unit in row(notice, "5").responsible_units] == [False, False]


def test_local_government_in_a_remark_is_that_of_the_group_beside_it() -> None:
    notice = made(
        "一、培训。开课。（责任单位：县教育局，各乡镇人民政府。以下均需地方落实，不再列出）",
        "二、种茶。扩种。（责任单位：县林业局）",
    )
    assert who(row(notice, "1")) == " | 县教育局、各乡镇人民政府 |  (own)"
    assert who(row(notice, "2")) == " | 县林业局、各乡镇人民政府 |  (own)"


# Names


@pytest.mark.parametrize(
    ("listed", "named"),
    [
        ("统计、教育、卫健等部门", "统计部门、教育部门、卫健部门"),
        ("清远、深圳市政府", "清远市政府、深圳市政府"),
        ("广州、深圳市政府", "广州市政府、深圳市政府"),
        ("青山区、白石区人民政府", "青山区人民政府、白石区人民政府"),
        ("省工业和信息化厅、财政厅", "省工业和信息化厅、财政厅"),
        ("各市、县（市、区）人民政府", "各市、县（市、区）人民政府"),
        ("各省、自治区、直辖市人民政府", "各省、自治区、直辖市人民政府"),
        ("省市场监管局（省知识产权局）、县委组织部（人才办）", "省市场监管局（省知识产权局）、县委组织部（人才办）"),
        ("文化和旅游部、财政部和教育部", "文化和旅游部、财政部、教育部"),
        ("县水利局等部门和各乡镇人民政府", "县水利局、各乡镇人民政府"),
        ("县水利局及有关单位", "县水利局、有关单位"),
        ("园区和示范区管委会", "园区和示范区管委会"),
        ("县级相关部门、市直其他相关部门、各金融机构", "县级相关部门、市直其他相关部门、各金融机构"),
        ("县教育局、各有关部门和单位", "县教育局、各有关部门和单位"),
    ],
)
def test_names_in_a_list(listed: str, named: str) -> None:
    task = row(made(f"一、稳岗。摸底。（责任单位：{listed}）", LAST), "1")
    assert names(task.responsible_units) == named


def test_a_place_that_answers_and_an_office_are_two() -> None:
    task = row(made("一、稳岗。摸底。（责任单位：各乡镇、县教育局）", LAST), "1")
    assert [unit.name for unit in task.responsible_units] == ["各乡镇", "县教育局"]


@pytest.mark.parametrize("end", ["等", "等部门", "等单位", "等相关部门", "等有关部门和单位", "等国务院相关部门"])
def test_more_are_meant(end: str) -> None:
    task = row(made(f"一、稳岗。摸底。（责任单位：县教育局、县财政局{end}）", LAST), "1")
    assert [(unit.name, unit.open_ended) for unit in task.responsible_units] == [
        ("县教育局", False),
        ("县财政局", True),
    ]


@pytest.mark.parametrize("other", ["有关机构", "相关企业", "各乡镇"])
def test_behind_and_others_a_collective_is_a_unit_of_its_own(other: str) -> None:
    task = row(made(f"一、稳岗。摸底。（责任单位：县教育局、县财政局等部门及{other}）", LAST), "1")
    assert names(task.responsible_units) == f"县教育局、县财政局、{other}"


def test_what_is_told_of_a_unit() -> None:
    notice = made("一、稳岗。摸底。（责任单位：县人力资源和社会保障局，各乡镇人民政府，人社部门）", LAST)
    office, governments, line = row(notice, "1").responsible_units
    assert (office.level, office.kind, governments.kind) == ("county", "department", "collective")
    assert office.functions == line.functions
    assert stretch(notice, office.span) == office.text == "县人力资源和社会保障局"


def test_the_level_of_a_name_without_a_place_comes_from_the_unit_before() -> None:
    task = row(made("一、稳岗。摸底。（责任单位：省教育厅、财政厅）", LAST), "1")
    assert [unit.level for unit in task.responsible_units] == ["provincial", "provincial"]


def test_the_text_of_a_unit_is_as_written() -> None:
    task = row(made("一、稳岗。摸底。(责任单位:省市场监管局(省知识产权局))", LAST), "1")
    assert task.responsible_units[0].text == "省市场监管局(省知识产权局)"


def test_half_width_groups_are_groups() -> None:
    notice = made("一、稳岗。摸底。(牵头单位:县人社局,责任单位:县财政局,各乡镇人民政府)", LAST)
    assert who(row(notice, "1")) == "县人社局 | 县财政局、各乡镇人民政府 |  (own)"


def test_a_group_broken_over_lines() -> None:
    notice = made("一、稳岗。摸底。（牵头单位：县人社局，责任单位：县财政局、县", "教育局）", LAST)
    assert who(row(notice, "1")) == "县人社局 | 县财政局、县教育局 |  (own)"
    assert row(notice, "1").responsible_units[1].text == "县教育局"


def test_a_convention_behind_the_last_group_holds_for_all() -> None:
    text = "一、修路。铺平。（责任单位：县交通局、县财政局）", "二、办学。招生。（责任单位：县教育局、县财政局）"
    notice = made(*text, "注：责任单位中列第一位的为牵头单位。")
    assert who(row(notice, "1")) == "县交通局 | 县财政局 |  (own)"
    # Beside a group it is said of that one, and of those behind.
    notice = made(text[0], text[1][:-1] + "；列第一位的为牵头单位）")
    assert [who(row(notice, n)) for n in "12"] == [" | 县交通局、县财政局 |  (own)", "县教育局 | 县财政局 |  (own)"]
