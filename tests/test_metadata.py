"""The elements of a notice's form: titles, number, issuers, addressees, dates, periods, term, region and level."""

from __future__ import annotations

import datetime as dt

import pytest

from fupin_extract import parse
from fupin_extract.records.notice import Metadata
from made import FRONT, codes, made, stretch

BODY = ("一、稳岗。摸底建档。", "二、产业。扩种茶园。")
DATE = "2023年3月8日"


def of(*lines: str) -> Metadata:
    """The metadata of a notice with these lines before its clauses."""
    return made(*lines, *BODY).metadata


def signed(*lines: str) -> Metadata:
    """The metadata of a notice with these lines behind its clauses."""
    return made("青溪县后续扶持实施方案", *BODY, *lines).metadata


# Titles


def test_a_contact_above_the_signature_cuts_no_title_below_it() -> None:
    found = of(
        "青溪县财政局等4部门关于印发推进后续扶持工作实施方案的通知",
        "各乡镇人民政府：",
        "县财政局、县教育局联合制定《关于推进后续扶持工作的实施方案》，现印发给你们。",
        "县财政局联系人：张三，李四，联系电话：81085234",
        "青溪县财政局",
        "2023年10月19日",
        "关于推进后续扶持工作的实施方案",
        "根据《青溪县人民政府等6部门关于推进后续扶持工作的指导意见》，制定本方案。",
    )
    assert found.title == "关于推进后续扶持工作的实施方案"


def test_a_covering_notice_and_its_plan() -> None:
    found = of(*FRONT, "为抓好后续扶持，制定本方案。")
    assert found.title == "青溪县后续扶持实施方案"
    assert found.notice_title == "关于印发《青溪县后续扶持实施方案》的通知"
    assert found.document_number == "青政办发〔2023〕7号"
    assert found.addressees == ("各乡镇人民政府", "县直各部门")
    assert found.issuing_authorities == ("青溪县人民政府办公室",)
    assert found.date_signed == dt.date(2023, 3, 8)
    assert (found.region, found.admin_level) == ("青溪县", "county")


@pytest.mark.parametrize(
    ("lines", "title", "notice_title"),
    [
        (("关于做好后续扶持工作的通知",), "关于做好后续扶持工作的通知", None),
        (("青溪县人民政府关于做好后续扶持工作的通知",), "青溪县人民政府关于做好后续扶持工作的通知", None),
        (("青溪县后续扶持实施方案",), "青溪县后续扶持实施方案", None),
        (("青溪县后续扶持实施方案（征求意见稿）",), "青溪县后续扶持实施方案（征求意见稿）", None),
        (
            ("关于印发2024年县《政府工作报告》确定的责任分解方案的通知", "各乡镇人民政府：", "请认真执行。"),
            "2024年县《政府工作报告》确定的责任分解方案",
            "关于印发2024年县《政府工作报告》确定的责任分解方案的通知",
        ),
        (
            ("关于印发《政府工作报告》重点任务分工方案的通知", "各乡镇人民政府：", "请认真执行。"),
            "《政府工作报告》重点任务分工方案",
            "关于印发《政府工作报告》重点任务分工方案的通知",
        ),
        (("各乡镇人民政府：", "现将青溪县食堂建设方案（试行）印发给你们，请执行。"), "青溪县食堂建设方案", None),
        (("各乡镇人民政府：", "现将有关的食堂建设方案印发给你们，请执行。"), None, None),
        (
            ("关于印发《青溪县公文式样》的通知", "各乡镇人民政府：", "请认真执行。", "青溪县公文式样"),
            "青溪县公文式样",
            "关于印发《青溪县公文式样》的通知",
        ),
        (
            ("关于印发青溪县卫生规划（2021-2025年）及意见的通知", "青溪县卫生规划", "（2021-2025年）及意见"),
            "青溪县卫生规划（2021-2025年）及意见",
            "关于印发青溪县卫生规划（2021-2025年）及意见的通知",
        ),
        (
            (
                "关于印发《政府工作报告》任务分解方案的通知",
                "各乡镇人民政府：",
                "现将《政府工作报告》任务分解方案印发给你们。",
            ),
            "《政府工作报告》任务分解方案",
            "关于印发《政府工作报告》任务分解方案的通知",
        ),
        (("青溪县财政局", "您的位置：首页>公开", "关于做好帮扶工作的通知"), "关于做好帮扶工作的通知", None),
        (("青溪县后续扶持实施方案", "（试行）"), "青溪县后续扶持实施方案（试行）", None),
        (("青溪县后续扶持实施方案 青溪县后续扶持实施方案 |",), "青溪县后续扶持实施方案", None),
        (("关于做好", "后续扶持工作的通知"), "关于做好后续扶持工作的通知", None),
        (("青溪县人民政府", "关于做好后续扶持工作的通知"), "青溪县人民政府关于做好后续扶持工作的通知", None),
        (
            ("青溪县人民政府办公室", "关于印发《青溪县后续扶持", "实施方案》的通知", "青溪县后续扶持实施方案"),
            "青溪县后续扶持实施方案",
            "青溪县人民政府办公室关于印发《青溪县后续扶持实施方案》的通知",
        ),
        (
            ("关于印发《青溪县后续扶持实施方案（试行）》的通知", "各乡镇人民政府：", "现印发给你们，请认真执行。"),
            "青溪县后续扶持实施方案（试行）",
            "关于印发《青溪县后续扶持实施方案（试行）》的通知",
        ),
        (
            ("青溪县发展和改革局转发关于做好后续扶持工作的意见的通知",),
            "关于做好后续扶持工作的意见",
            "青溪县发展和改革局转发关于做好后续扶持工作的意见的通知",
        ),
        (("现将《青溪县后续扶持实施方案》印发给你们，请结合实际认真抓好贯彻落实。",), "青溪县后续扶持实施方案", None),
    ],
)
def test_titles(lines: tuple[str, ...], title: str, notice_title: str | None) -> None:
    found = of(*lines)
    assert (found.title, found.notice_title) == (title, notice_title)


# Numbers


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("青政办发〔2023〕7号", "青政办发〔2023〕7号"),
        ("青政办发[2023]7号", "青政办发[2023]7号"),
        ("文号：青政办发〔2023〕7号", "青政办发〔2023〕7号"),
        ("青政办发〔2023〕 7 号", "青政办发〔2023〕7号"),
        ("统一编号：QXDR-2023-00007", None),
        ("备案号：青备〔2023〕7号", None),
        ("按照青政办发〔2022〕5号文件精神，现就有关事项明确如下。", None),
    ],
)
def test_the_number_of_the_document(line: str, number: str | None) -> None:
    assert of(line, "关于做好后续扶持工作的通知").document_number == number


def test_the_disclosure_table() -> None:
    found = of(
        "索 引 号：000014/2023-0007",
        "文号",
        "青政发〔2023〕7号",
        "发布机构：青溪县人民政府",
        "关于做好后续扶持工作的通知",
    )
    assert (found.index_number, found.document_number) == ("000014/2023-0007", "青政发〔2023〕7号")
    assert found.issuing_authorities == ("青溪县人民政府",)


# Issuers


@pytest.mark.parametrize(
    ("lines", "issuers"),
    [
        (("青溪县财政局", DATE), ("青溪县财政局",)),
        (("青溪县财政局（代章）", DATE), ("青溪县财政局",)),
        (("青溪县财政局", "青溪县民政局", DATE), ("青溪县财政局", "青溪县民政局")),
        (("青溪县财政局 青溪县民政局", DATE), ("青溪县财政局", "青溪县民政局")),
        (("青溪县财政局青溪县民政局", DATE), ("青溪县财政局", "青溪县民政局")),
        (("中共青溪县委青溪县人民政府", DATE), ("中共青溪县委", "青溪县人民政府")),
        (("　　　青溪县财政局　　", "　　二〇二三年三月八日"), ("青溪县财政局",)),
    ],
)
def test_issuers_sign(lines: tuple[str, ...], issuers: tuple[str, ...]) -> None:
    found = signed(*lines)
    assert found.issuing_authorities == issuers
    assert found.date_signed == dt.date(2023, 3, 8)


@pytest.mark.parametrize(
    ("lines", "issuers"),
    [
        (("青溪县财政局 青溪县民政局关于做好救助工作的通知",), ("青溪县财政局", "青溪县民政局")),
        (("青溪县财政局、民政局关于做好救助工作的通知",), ("青溪县财政局", "民政局")),
        (("青溪县人民政府文件", "关于做好救助工作的通知"), ("青溪县人民政府",)),
        (("发布机构：青溪县民政局", "关于做好救助工作的通知"), ("青溪县民政局",)),
        (("发布机构：青溪县民政局", "青溪县人民政府文件", "青溪县财政局关于做好救助工作的通知"), ("青溪县财政局",)),
        (("关于做好救助工作的通知",), ()),
    ],
)
def test_without_a_signature_the_title_the_letterhead_or_the_table_tell(
    lines: tuple[str, ...], issuers: tuple[str, ...]
) -> None:
    assert of(*lines).issuing_authorities == issuers


# Addressees


@pytest.mark.parametrize(
    ("line", "addressees"),
    [
        ("各乡镇人民政府，县直各部门：", ("各乡镇人民政府", "县直各部门")),
        (
            "各乡镇人民政府（街道办事处）、县发改局、各有关单位：",
            ("各乡镇人民政府（街道办事处）", "县发改局", "各有关单位"),
        ),
        ("各市、县（市、区）人民政府，省政府各部门：", ("各市、县（市、区）人民政府", "省政府各部门")),
        ("现将有关事项通知如下：", ()),
    ],
)
def test_whom_the_notice_is_for(line: str, addressees: tuple[str, ...]) -> None:
    assert of("关于做好后续扶持工作的通知", line).addressees == addressees


def test_addressees_broken_over_lines() -> None:
    found = of("关于做好后续扶持工作的通知", "各乡镇人民政府，县直各部门，", "省、市驻县各单位：")
    assert found.addressees == ("各乡镇人民政府", "县直各部门", "省、市驻县各单位")


def test_a_word_between_the_last_two_addressees() -> None:
    assert of("关于做好工作的通知", "县政府各部门并有关单位：").addressees == ("县政府各部门", "有关单位")
    # Only those of one list belong together.
    twice = of("关于做好工作的通知 各乡镇人民政府：", "各县直部门：")
    assert twice.addressees == ("各乡镇人民政府",)


# Dates


def test_the_date_of_publication_by_the_order_of_its_labels() -> None:
    labels = ("登记日期：2023-03-14", "发文日期：2023-03-13", "公开日期：2023-03-12", "发布日期：2023-03-11")
    found = [of(*labels[: k + 1], "关于做好后续扶持工作的通知").date_published for k in range(4)]
    assert found == [dt.date(2023, 3, 14), dt.date(2023, 3, 13), dt.date(2023, 3, 12), dt.date(2023, 3, 11)]


def test_a_line_of_publication_before_the_text() -> None:
    found = of("关于做好后续扶持工作的通知", "2023年3月10日发布")
    assert (found.date_published, found.date_signed) == (dt.date(2023, 3, 10), None)


def test_a_line_of_publication_behind_the_text() -> None:
    assert signed("青溪县财政局", DATE, "县政府网2023年3月10日发布").date_published == dt.date(2023, 3, 10)


def test_a_line_of_publication_above_a_long_footer() -> None:
    footer = (
        "打印 关闭",
        "相关解读：",
        *(f"《青溪县第{n}个方案》政策解读" for n in "一二三四五六七八"),
        "版权所有：青溪县人民政府",
    )
    told = signed("青溪县财政局2023年3月10日发布。", *footer)
    assert (told.issuing_authorities, told.date_published) == (("青溪县财政局",), dt.date(2023, 3, 10))


def test_an_unlabelled_date_and_the_imprint_are_no_date_of_publication() -> None:
    found = made(
        "2023-03-12", "关于做好后续扶持工作的通知", *BODY, "青溪县财政局", DATE, "青溪县财政局办公室 2023年3月9日印发"
    ).metadata
    assert (found.date_published, found.date_signed) == (None, dt.date(2023, 3, 8))


@pytest.mark.parametrize("line", ["2023年3月8日", "二〇二三年三月八日", "2023 年 3 月 8 日", "（2023年3月8日）"])
def test_the_date_of_signing_as_written(line: str) -> None:
    assert signed("青溪县财政局", line).date_signed == dt.date(2023, 3, 8)


def test_a_slip_is_read_by_its_sense_and_told() -> None:
    notice = made("关于做好后续扶持工作的通知", *BODY, "青溪县财政局", "2023月3月8日")
    assert notice.metadata.date_signed == dt.date(2023, 3, 8)
    assert codes(notice) == ["date_slip"]
    assert stretch(notice, notice.diagnostics[0].span) == "2023月3月8日"


def test_a_day_that_is_none_is_no_date() -> None:
    assert signed("青溪县财政局", "2023年13月8日").date_signed is None


def test_dates_that_contradict_each_other_are_told() -> None:
    notice = made("发布日期：2023-03-01", "关于做好后续扶持工作的通知", *BODY, "青溪县财政局", DATE)
    assert codes(notice) == ["date_conflict"]


def test_a_date_that_is_given_counts_where_there_is_none() -> None:
    given = dt.date(2024, 1, 2)
    without, with_one = ("\n".join(["关于做好后续扶持工作的通知", *BODY, *end]) for end in ((), ("青溪县财政局", DATE)))
    assert parse(without, date=given).metadata.date_signed == given
    assert parse(with_one, date=given).metadata.date_signed == dt.date(2023, 3, 8)


# Period and term


@pytest.mark.parametrize(
    ("title", "first", "last"),
    [
        ("青溪县后续扶持实施方案（2022—2025年）", 2022, 2025),
        ("青溪县后续扶持三年行动方案（2023-2025 年）", 2023, 2025),
        ("青溪县2022年至2025年后续扶持实施方案", 2022, 2025),
        ("青溪县2024年后续扶持工作要点", 2024, 2024),
        ("青溪县“十四五”后续扶持规划", 2021, 2025),
        ("青溪县十三五后续扶持规划", 2016, 2020),
    ],
)
def test_the_years_that_a_title_names(title: str, first: int, last: int) -> None:
    period = of(title).plan_period
    assert period is not None
    assert (period.start, period.end) == (dt.date(first, 1, 1), dt.date(last, 12, 31))


def test_a_title_without_years_names_none() -> None:
    assert of("青溪县后续扶持实施方案").plan_period is None
    assert of("青溪县应急预案（2024年修订）").plan_period is None
    assert of("青溪县应急预案（2024年11月修订）").plan_period is None


@pytest.mark.parametrize(
    ("sentence", "effective", "until"),
    [
        ("本方案自2023年4月1日起施行，有效期3年。", dt.date(2023, 4, 1), dt.date(2026, 4, 1)),
        ("本方案自印发之日起施行，有效期至2025年12月31日。", dt.date(2023, 3, 8), dt.date(2025, 12, 31)),
        ("本方案有效期2年。", None, dt.date(2025, 3, 8)),
        ("本方案自印发之日起施行。", dt.date(2023, 3, 8), None),
        ("新的救助标准自2023年4月1日起执行。", None, None),
        ("培训合格证有效期3年。", None, None),
    ],
)
def test_the_term_of_the_notice_itself(sentence: str, effective: dt.date | None, until: dt.date | None) -> None:
    found = made(*FRONT, *BODY, "三、附则", sentence).metadata
    assert (found.date_effective, found.valid_until) == (effective, until)


# Region and level


@pytest.mark.parametrize(
    ("title", "region", "level"),
    [
        ("贵州省人民政府关于做好后续扶持工作的通知", "贵州省", "provincial"),
        ("遵义市人民政府关于做好后续扶持工作的通知", "遵义市", "prefectural"),
        ("青溪县人民政府关于做好后续扶持工作的通知", "青溪县", "county"),
        ("青溪县白石乡人民政府关于做好后续扶持工作的通知", "青溪县白石乡", "township"),
        ("国家发展改革委关于做好后续扶持工作的通知", None, "national"),
        ("关于做好后续扶持工作的通知", None, None),
        ("遵义市提升县（市、区）管理水平行动计划", "遵义市", "prefectural"),
        ("青溪市建设示范镇实施方案", "青溪市", "county"),
    ],
)
def test_region_and_level(title: str, region: str | None, level: str | None) -> None:
    found = of(title)
    assert (found.region, found.admin_level) == (region, level)


def test_the_region_is_the_longest_form_in_the_document() -> None:
    found = of("所属机构：贵州省遵义市播州区人民政府", "播州区后续扶持实施方案")
    assert (found.region, found.admin_level) == ("贵州省遵义市播州区", "county")


# Issuers that stand close together, or alone


@pytest.mark.parametrize(
    ("line", "issuers"),
    [
        ("成都市经济和信息化局成都市科学技术局", ("成都市经济和信息化局", "成都市科学技术局")),
        ("省发展改革委省财政厅", ("省发展改革委", "省财政厅")),
        ("中共青溪县委青溪县人民政府", ("中共青溪县委", "青溪县人民政府")),
        ("青溪县财政局国家税务总局青溪县税务局", ("青溪县财政局", "国家税务总局青溪县税务局")),
        ("青 溪 县 财 政 局", ("青溪县财政局",)),
        ("青 溪 县 财 政 局 青 溪 县 教 育 局", ("青溪县财政局", "青溪县教育局")),
        ("中 共 青 溪 县 委 青溪县人民政府", ("中共青溪县委", "青溪县人民政府")),
        ("青溪县深入实施商标品牌战略工作领导小组办公室", ("青溪县深入实施商标品牌战略工作领导小组办公室",)),
        ("中共青溪县委农村工作领导小组 办公室", ("中共青溪县委农村工作领导小组办公室",)),
        ("青溪县爱国卫生运动委员会⏎办公室", ("青溪县爱国卫生运动委员会办公室",)),
    ],
)
def test_issuers_of_a_signature(line: str, issuers: tuple[str, ...]) -> None:
    assert signed(*line.split("⏎"), DATE).issuing_authorities == issuers


def test_a_list_inside_the_name_of_an_issuer() -> None:
    found = of("青溪县蓝天、碧水保卫战领导小组办公室关于印发工作要点的通知", "各乡镇人民政府：")
    assert found.issuing_authorities == ("青溪县蓝天、碧水保卫战领导小组办公室",)
    found = of("青溪县财政局、青溪县残联关于印发工作要点的通知", "各乡镇人民政府：")
    assert found.issuing_authorities == ("青溪县财政局", "青溪县残联")


def test_the_issuers_of_a_title_that_is_no_notice() -> None:
    assert of("青溪县人民政府工作规则").issuing_authorities == ("青溪县人民政府",)
    assert of("青溪县人民政府办公室督查办法").issuing_authorities == ("青溪县人民政府办公室",)
    assert of("青溪县督查办法").issuing_authorities == ()
    assert of("青溪县财政局2023年工作要点").issuing_authorities == ("青溪县财政局",)
    assert of("青溪县财政系统2023年工作要点").issuing_authorities == ()
    found = of("中 共 青 溪 县 委 青溪县人民政府关于抓好帮扶的意见")
    assert found.issuing_authorities == ("中共青溪县委", "青溪县人民政府")


def test_who_drew_up_what_is_handed_on_is_no_issuer() -> None:
    plan = ("关于抓好帮扶的意见", "县财政局 县教育局", "（2023年3月6日）")
    found = of("青溪县人民政府转发县财政局等部门关于抓好帮扶的意见的通知", "青溪县人民政府", DATE, *plan)
    assert (found.title, found.issuing_authorities) == (plan[0], ("青溪县人民政府",))
    found = of("转发县财政局等部门关于抓好帮扶的意见的通知", *plan)
    assert found.issuing_authorities == ("县财政局", "县教育局")
    found = of("转发《青溪县财政局关于抓好帮扶的意见》的通知", "青溪县财政局关于抓好帮扶的意见")
    assert found.issuing_authorities == ()


def test_a_draft_names_its_issuer_where_its_notice_names_none() -> None:
    found = of("关于公开征求《青溪县财政局帮扶办法》意见的公告", "青溪县财政局关于办好帮扶车间的办法")
    assert found.issuing_authorities == ("青溪县财政局",)


def test_an_office_above_the_title_that_names_none() -> None:
    assert of("青溪县财政局", "帮扶资金管理规定").issuing_authorities == ("青溪县财政局",)
    assert of("青溪县财政局", "青溪县民政局关于抓好帮扶的通知").issuing_authorities == ("青溪县民政局",)


@pytest.mark.parametrize(
    "lines",
    [
        ("青溪县财政局2023年3月8日发布",),
        ("青溪县财政局于2023年3月8日公布。",),
        ("（青溪县财政局 2023年3月8日发布）",),
        ("青溪县财政局", "2023年3月8日发布"),
        ("青溪县财政局", "发布时间：2023-03-08"),
    ],
)
def test_who_published(lines: tuple[str, ...]) -> None:
    found = of("青溪县就业扶持若干政策", *lines)
    assert found.title == "青溪县就业扶持若干政策"
    assert (found.issuing_authorities, found.date_published) == (("青溪县财政局",), dt.date(2023, 3, 8))


def test_a_site_is_no_issuer() -> None:
    found = of("最新文件", "青溪县人民政府网站", "青溪县就业扶持若干政策", "青溪县人民政府网", "发布时间：2023-03-08")
    assert (found.title, found.issuing_authorities) == ("青溪县就业扶持若干政策", ())
    assert of("部门规范性文件", "青溪县就业扶持若干政策").issuing_authorities == ()


@pytest.mark.parametrize(
    ("issuer", "region", "level"),
    [
        ("国家税务总局成都市税务局", "成都市", "prefectural"),
        ("国家税务总局", None, "national"),
        ("省财政厅", None, "provincial"),
        ("县委组织部", None, "county"),
        ("自治区教育厅", None, "provincial"),
        ("兵团教育局", None, "provincial"),
        ("自治州财政局", None, "prefectural"),
        ("盟教育局", None, "prefectural"),
        ("旗农牧局", None, "county"),
        ("自治旗农牧局", None, "county"),
        ("自治县财政局", None, "county"),
        ("镇人民政府", None, "township"),
        ("乡人民政府", None, "township"),
        ("雄安新区管理委员会", "雄安新区", "provincial"),
        ("临港经济开发区管理委员会", "临港经济开发区", None),
        ("农业农村部", None, "national"),
        ("农业农村部办公厅", None, "national"),
        ("农业农村部计划财务司", None, "national"),
        ("住房和城乡建设部", None, "national"),
        ("青溪县人民武装部", "青溪县", "county"),
        ("海南省农垦总局", "海南省", "provincial"),
    ],
)
def test_what_an_issuer_tells_of_the_place(issuer: str, region: str | None, level: str | None) -> None:
    found = made("就业扶持若干政策", *BODY, issuer, DATE).metadata
    assert (found.region, found.admin_level) == (region, level)


@pytest.mark.parametrize(
    ("line", "addressees"),
    [
        ("各县市区医疗保障、卫生健康、财政局，各单位：", ("各县市区医疗保障局", "卫生健康局", "财政局", "各单位")),
        ("各区（市）县经信、科技主管部门，各单位：", ("各区（市）县经信主管部门", "科技主管部门", "各单位")),
        (
            "各省、自治区、直辖市及计划单列市、新疆生产建设兵团财政厅（局）：",
            ("各省、自治区、直辖市及计划单列市、新疆生产建设兵团财政厅（局）",),
        ),
    ],
)
def test_addressees_with_their_heads(line: str, addressees: tuple[str, ...]) -> None:
    assert of("关于做好就业工作的通知", line).addressees == addressees


def test_the_region_that_a_plan_says_it_is_made_for() -> None:
    found = of("饮水安全实施方案", "为做好饮水安全工作，结合屏边县新华乡实际，制定本方案。")
    assert (found.region, found.admin_level) == ("屏边县新华乡", "township")
    named = of("青溪县饮水安全实施方案", "结合屏边县实际，制定本方案。")
    assert (named.region, named.admin_level) == ("青溪县", "county")


def test_a_day_below_the_addressees_is_that_of_signing() -> None:
    front = ("成文日期：2023-03-20", "关于做好救助工作的通知", "各乡镇人民政府：", "现印发给你们。")
    assert of(*front, DATE).date_signed == dt.date(2023, 3, 8)
    assert of(*front).date_signed == dt.date(2023, 3, 20)
    assert of(front[0], DATE, *front[1:]).date_signed == dt.date(2023, 3, 20)


@pytest.mark.parametrize(
    "below",
    [
        ("索引号：000014/2023-0007", "发文字号：青政办发〔2023〕7号", "发布日期：2023-03-10"),
        ("索引号 发文字号 发布日期", "000014/2023-0007 青政办发〔2023〕7号 2023-03-10"),
        ("索引号 | 发文字号 | 发布日期", "000014/2023-0007 | 青政办发〔2023〕7号 | 2023-03-10"),
    ],
)
def test_a_disclosure_table_below_the_signature(below: tuple[str, ...]) -> None:
    found = signed("青溪县财政局", DATE, *below)
    told = found.index_number, found.document_number, found.date_published
    assert told == ("000014/2023-0007", "青政办发〔2023〕7号", dt.date(2023, 3, 10))
    # What stands far below a signature is a plan.
    far = signed("青溪县财政局", DATE, *["抓好各项工作。"] * 20, *below)
    assert far.index_number is None


def test_a_title_below_the_signature_where_none_stands_above() -> None:
    found = made("各乡镇人民政府：", *BODY, "青溪县财政局", DATE, "标题：青溪县财政局关于做好救助工作的通知").metadata
    assert found.title == "青溪县财政局关于做好救助工作的通知"


@pytest.mark.parametrize("year", ["二OO六", "二oo六", "二00六", "二○○六"])
def test_a_letter_or_a_figure_for_the_nought_of_a_year(year: str) -> None:
    assert signed("青溪县财政局", f"{year}年三月八日").date_signed == dt.date(2006, 3, 8)
