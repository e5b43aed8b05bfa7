"""Automatic numbers of Word, written out as the page shows them."""

from __future__ import annotations

import pytest

from fupin_extract.read import read
from fupin_extract.read.docx.counting import padded, printed
from word_files import abstract, anew, docx, item, level, num, p

# What Word prints for 1, 2, 10, 11, 21 and 110.
FORMATS = {
    "decimal": "1 2 10 11 21 110",
    "decimalZero": "01 02 10 11 21 110",
    "decimalFullWidth": "１ ２ １０ １１ ２１ １１０",
    "decimalEnclosedCircle": "① ② ⑩ ⑪ 21 110",
    "decimalEnclosedCircleChinese": "① ② ⑩ 11 21 110",
    "decimalEnclosedParen": "⑴ ⑵ ⑽ ⑾ 21 110",
    "decimalEnclosedFullstop": "⒈ ⒉ ⒑ ⒒ 21 110",
    "ideographEnclosedCircle": "㈠ ㈡ ㈩ 11 21 110",
    "chineseCounting": "一 二 十 十一 二十一 一一〇",
    "chineseCountingThousand": "一 二 十 十一 二十一 一百一十",
    "chineseLegalSimplified": "壹 贰 壹拾 壹拾壹 贰拾壹 壹佰壹拾",
    "taiwaneseCounting": "一 二 十 十一 二十一 一一〇",
    "taiwaneseCountingThousand": "一 二 十 十一 二十一 一百一十",
    "taiwaneseDigital": "一 二 一〇 一一 二一 一一〇",
    "ideographDigital": "一 二 一〇 一一 二一 一一〇",
    "ideographLegalTraditional": "壹 貳 壹拾 壹拾壹 貳拾壹 壹佰壹拾",
    "ideographTraditional": "甲 乙 癸 11 21 110",
    "ideographZodiac": "子 丑 酉 戌 21 110",
    "ideographZodiacTraditional": "甲子 乙丑 癸酉 甲戌 甲申 110",
    "japaneseCounting": "一 二 十 十一 二十一 百十",
    "japaneseDigitalTenThousand": "一 二 一〇 一一 二一 一一〇",
    "japaneseLegal": "壱 弐 壱拾 壱拾壱 弐拾壱 壱百壱拾",
    "koreanDigital": "일 이 일영 일일 이일 일일영",
    "koreanCounting": "일 이 십 십일 이십일 백십",
    "koreanLegal": "하나 둘 열 열하나 스물하나 110",
    "koreanDigital2": "一 二 一零 一一 二一 一一零",
    "ganada": "가 나 차 카 21 110",
    "chosung": "ㄱ ㄴ ㅊ ㅋ 21 110",
    "aiueo": "ｱ ｲ ｺ ｻ ﾅ 110",
    "aiueoFullWidth": "ア イ コ サ ナ 110",
    "iroha": "ｲ ﾛ ﾇ ﾙ ﾅ 110",
    "upperRoman": "I II X XI XXI CX",
    "lowerRoman": "i ii x xi xxi cx",
    "upperLetter": "A B J K U FFFFF",
    "lowerLetter": "a b j k u fffff",
    "ordinal": "1st 2nd 10th 11th 21st 110th",
    "numberInDash": "-1- -2- -10- -11- -21- -110-",
    "hex": "1 2 A B 15 6E",
}


@pytest.mark.parametrize("form", FORMATS)
def test_a_number_in_each_format(form: str) -> None:
    texts = [printed(value, form) for value in (1, 2, 10, 11, 21, 110)]
    assert [text and text.replace(" ", "") for text in texts] == FORMATS[form].split()


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (105, "chineseCountingThousand", "一百零五"),
        (1005, "chineseCountingThousand", "一千零五"),
        (1050, "chineseCountingThousand", "一千零五十"),
        (1500, "chineseCountingThousand", "一千五百"),
        (20_003, "chineseCountingThousand", "二万零三"),
        (20_100, "chineseCountingThousand", "二万零一百"),
        (12_345, "taiwaneseCountingThousand", "一萬二千三百四十五"),
        (100, "chineseCounting", "一〇〇"),
        (99, "chineseCounting", "九十九"),
        (27, "upperLetter", "AA"),
        (53, "lowerLetter", "aaa"),
        (5, "chicago", "**"),
        (0, "chineseCountingThousand", "零"),
        (0, "upperRoman", "0"),
        (0, "lowerLetter", "0"),
        (-3, "chineseCounting", "-3"),
        (10**9, "chineseCountingThousand", "1000000000"),
        (10**6, "upperLetter", "1000000"),
        (1999, "lowerRoman", "mcmxcix"),
    ],
)
def test_numbers_at_the_edges_of_formats(value: int, form: str, text: str) -> None:
    assert printed(value, form) == text


def test_formats_of_a_user_s_own_and_unknown_ones() -> None:
    assert (padded(7, "001, 002, 003, ..."), padded(1234, "01, 02"), padded(7, "x"), padded(7, None)) == (
        "007", "1234", None, None,
    )  # fmt: skip
    assert printed(3, "bahtText") is None


def numbers(body: str, *lists: str, styles: str = "") -> list[str]:
    document = read(docx(body, numbering="".join(lists), styles=styles))
    return document.text.splitlines()


THREE = abstract(
    0,
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCountingThousand", "（%2）"),
    level(2, "decimal", "%3."),
)


def test_levels_nest_and_begin_anew() -> None:
    levels = (0, 1, 2, 2, 1, 2, 0, 1, 2)
    body = "".join(item("文", level=at) for at in levels)
    assert numbers(body, THREE, num(1, 0)) == [
        "一、文", "（一）文", "1. 文", "2. 文", "（二）文", "1. 文", "二、文", "（一）文", "1. 文",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "suffix", "line"),
    [
        ("%1、", "tab", "一、文"),
        ("%1．", "tab", "一．文"),
        ("（%1）", "tab", "（一）文"),
        ("第%1条", "tab", "第一条 文"),
        ("第%1条", "space", "第一条 文"),
        ("%1、", "space", "一、 文"),
        ("第%1条", "nothing", "第一条文"),
        ("%1.", "tab", "一. 文"),
        ("附件%1：", "tab", "附件一：文"),
        ("", "tab", "文"),
        ("%3%1", "tab", "一 文"),
    ],
)
def test_what_stands_between_number_and_text(pattern: str, suffix: str, line: str) -> None:
    one = abstract(0, level(0, "chineseCounting", pattern, f'<w:suff w:val="{suffix}"/>'))
    assert numbers(item("文"), one, num(1, 0)) == [line]


def test_levels_show_those_over_them() -> None:
    legal = "<w:isLgl/>"
    lists = abstract(
        0,
        level(0, "chineseCounting", "第%1章"),
        level(1, "decimalZero", "%1.%2", legal),
        level(2, "upperRoman", "%1-%2-%3", legal),
        level(3, "lowerLetter", "%1%4"),
    )
    body = "".join(item("文", level=at) for at in (0, 1, 2, 3))
    assert numbers(body, lists, num(1, 0)) == ["第一章 文", "1.01 文", "1-01-1 文", "一a 文"]


@pytest.mark.parametrize(("form", "text"), [("none", "%1"), ("none", "%1、"), ("none", "")])
def test_no_number_prints_nothing(form: str, text: str) -> None:
    assert (
        numbers(item("文") + item("文", 0) + item("文", 9), abstract(0, level(0, form, text)), num(1, 0)) == ["文"] * 3
    )
    assert numbers(item("文"), abstract(0, level(0, "none", "附件：")), num(1, 0)) == ["附件：文"]


def test_lists_resume_behind_others_and_share_the_count_of_their_abstract_list() -> None:
    lists = (THREE, abstract(5, level(0, "decimal", "%1.")), num(1, 0), num(2, 5), num(3, 0))
    body = item("甲") + p("文") + item("子", 2) + item("乙") + item("丙", 3) + item("子", 2)
    assert numbers(body, *lists) == ["一、甲", "文", "1. 子", "二、乙", "三、丙", "2. 子"]


def test_a_list_begins_anew_once() -> None:
    lists = (THREE, num(1, 0), num(2, 0, anew(0, 1) + anew(1, 4)))
    body = item("甲") + item("乙") + item("丙", 2) + item("丁") + item("戊", 2) + item("己", 2, 1) + item("庚", 2, 1)
    assert numbers(body, *lists) == ["一、甲", "二、乙", "一、丙", "二、丁", "三、戊", "（四）己", "（五）庚"]


@pytest.mark.parametrize(
    ("restart", "expected"),
    [
        (None, "1. 1.1. 1.1.1. 1.1.2. 1.2. 1.2.1. 2. 2.1.1."),
        (0, "1. 1.1. 1.1.1. 1.1.2. 1.2. 1.2.3. 2. 2.1.4."),
        (1, "1. 1.1. 1.1.1. 1.1.2. 1.2. 1.2.3. 2. 2.1.1."),
    ],
)
def test_when_a_level_begins_anew(restart: int | None, expected: str) -> None:
    more = "" if restart is None else f'<w:lvlRestart w:val="{restart}"/>'
    levels = (level(0, "decimal", "%1."), level(1, "decimal", "%1.%2."), level(2, "decimal", "%1.%2.%3.", more))
    body = "".join(item("文", level=at) for at in (0, 1, 2, 2, 1, 2, 0, 2))
    # As measured in Word itself.
    assert numbers(body, abstract(0, *levels), num(1, 0)) == [f"{number} 文" for number in expected.split()]


def test_a_level_passed_over_counts() -> None:
    levels = (level(0, "decimal", "%1."), level(1, "decimal", "%1.%2."))
    body = item("文", level=1) + item("文", level=1) + item("文")
    assert numbers(body, abstract(0, *levels), num(1, 0)) == ["1.1. 文", "1.2. 文", "2. 文"]


def style(name: str, numbered: str = "", based: str = "") -> str:
    properties = f"<w:pPr><w:numPr>{numbered}</w:numPr></w:pPr>" if numbered else ""
    on = f'<w:basedOn w:val="{based}"/>' if based else ""
    return f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>{on}{properties}</w:style>'


def test_numbers_by_way_of_styles() -> None:
    linked = '<w:pStyle w:val="{}"/>'
    lists = abstract(
        0,
        level(0, "chineseCounting", "%1、", linked.format("A")),
        level(1, "chineseCounting", "（%2）", linked.format("B")),
    )
    list_one = '<w:numId w:val="1"/>'
    styles = (
        style("A", list_one) + style("B", list_one) + style("C", based="B") + style("D", '<w:numId w:val="0"/>', "A")
        + style("E", f'<w:ilvl w:val="0"/>{list_one}')
    )  # fmt: skip
    body = "".join(p("文", f'<w:pStyle w:val="{name}"/>') for name in "ABCDEA")
    body += p("文", '<w:pStyle w:val="A"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    # E is not the style that the level belongs to, so Word gives it no number.
    assert numbers(body, lists, num(1, 0), styles=styles) == [
        "一、文",
        "（一）文",
        "（二）文",
        "文",
        "文",
        "二、文",
        "文",
    ]


def test_the_default_style_may_have_a_number() -> None:
    styles = style("N", '<w:numId w:val="1"/>').replace("<w:style ", '<w:style w:default="1" ')
    assert numbers(p("文") + p("文"), THREE, num(1, 0), styles=styles) == ["一、文", "二、文"]


def test_a_style_of_lists_is_looked_up_and_counts_for_itself() -> None:
    linked = '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="L"/></w:abstractNum>'
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = item("甲") + item("乙", 2) + item("丙")
    assert numbers(body, THREE, linked, num(1, 0), num(2, 7), styles=styles) == ["一、甲", "一、乙", "二、丙"]
    endless = linked.replace("7", "0")
    assert numbers(body, endless, num(1, 0), styles=styles) == ["甲", "乙", "丙"]


def test_a_list_may_change_a_level() -> None:
    changed = f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "（%1）")}</w:lvlOverride>'
    assert numbers(item("甲") + item("乙", 2), THREE, num(1, 0), num(2, 0, changed)) == ["一、甲", "（2）乙"]


@pytest.mark.parametrize(
    ("text", "font", "line"),
    [
        ("•", "", "• 文"),
        ("\uf0b7", "Symbol", "• 文"),
        ("\uf06c", "Wingdings", "● 文"),
        ("\uf0d8", "Wingdings", "➢ 文"),
        ("n", "Wingdings", "■ 文"),
        ("o", "Courier New", "○ 文"),
        ("—", "宋体", "— 文"),
        ("\uf0ff", "Wingdings", "• 文"),
        ("\ue123", "自造字体", "• 文"),
    ],
)
def test_bullets_are_readable(text: str, font: str, line: str) -> None:
    one = level(0, "bullet", text).replace("</w:lvl>", f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr></w:lvl>')
    assert numbers(item("文"), abstract(0, one), num(1, 0)) == [line]


def test_an_unknown_format_prints_figures_and_is_told() -> None:
    lists = abstract(0, level(0, "bahtText", "%1、")) + num(1, 0)
    document = read(docx(item("甲") + item("乙"), numbering=lists))
    assert document.text == "1、甲\n2、乙\n"
    ((code, severity, message),) = [(d.code, d.severity, d.message) for d in document.diagnostics]
    assert (code, severity) == ("number_format_unknown", "warning")
    assert "bahtText" in message


def test_a_format_of_word_2010() -> None:
    new = '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/>'
    old = '<w:numFmt w:val="decimal"/>'
    both = f"<mc:Choice Requires='w14'>{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback>"
    both = f"<mc:AlternateContent>{both}</mc:AlternateContent>"
    one = f'<w:lvl w:ilvl="0"><w:start w:val="9"/>{both}<w:lvlText w:val="%1、"/></w:lvl>'
    assert numbers(item("甲") + item("乙"), abstract(0, one), num(1, 0)) == ["009、甲", "010、乙"]


def test_a_number_is_no_book() -> None:
    long = abstract(0, level(0, "upperLetter", "%1" * 120 + "长" * 1000, start=700)) + num(1, 0)
    (line,) = numbers(item("文"), long)
    assert len(line) == 255 + len(" 文")


def test_a_level_that_is_not_said() -> None:
    assert numbers(item("文") + item("文", level=None) + item("文", level=12), THREE, num(1, 0)) == [
        "一、文",
        "二、文",
        "文",
    ]
    two = abstract(0, level(0, "decimal", "%1."))
    assert numbers(item("文") + item("文", level=2), two, num(1, 0)) == ["1. 文", "1. 文"]
    single = two.replace("<w:lvl ", '<w:multiLevelType w:val="singleLevel"/><w:lvl ', 1)
    assert numbers(item("文") + item("文", level=2), single, num(1, 0)) == ["1. 文", "2. 文"]


def test_what_ends_a_section_has_no_number() -> None:
    ends = item("").replace("</w:numPr>", "</w:numPr><w:sectPr/>")
    assert numbers(item("文") + ends + item("文"), THREE, num(1, 0)) == ["一、文", "", "二、文"]


def test_an_empty_item_shows_its_number() -> None:
    assert numbers(item("甲") + item("") + item("丙"), THREE, num(1, 0)) == ["一、甲", "二、", "三、丙"]


def test_the_level_of_an_outline_is_none_of_a_list() -> None:
    assert numbers(p("文", '<w:outlineLvl w:val="0"/>'), THREE, num(1, 0)) == ["文"]
