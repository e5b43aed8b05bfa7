"""Word files: what of a paragraph is text, where notes and boxes stand, changes as if accepted."""

from __future__ import annotations

import pytest

from fupin_extract.read import Document, read
from fupin_extract.read.document import Paragraph
from word_files import STRICT, WORD, abstract, docx, item, level, num, p, packed, part, r, tbl, tc, tr

HIDDEN = "<w:vanish/>"
NUMBERS = abstract(0, level(0, "chineseCountingThousand", "%1、")) + num(1, 0)


def lines(body: str, **parts: str) -> list[str]:
    return read(docx(body, **parts)).text.splitlines()


def codes(document: Document) -> list[str]:
    return [found.code for found in document.diagnostics]


def test_paragraphs_are_lines_and_blocks() -> None:
    document = read(docx(p("关于工作的通知") + p() + p("一、加强监测。")))
    assert document.text == "关于工作的通知\n\n一、加强监测。\n"
    assert document.blocks == (Paragraph(0, 8), Paragraph(8, 9), Paragraph(9, 17))
    assert (document.media_type, document.encoding, document.pages, document.diagnostics) == (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        None,
        (),
        (),
    )
    assert document.layout_known


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (r("落实") + r("责任。"), "落实责任。"),
        ("<w:r><w:t>县</w:t><w:tab/><w:t>乡</w:t></w:r>", "县\t乡"),
        ("<w:r><w:t>甲</w:t><w:noBreakHyphen/><w:t>乙</w:t><w:softHyphen/><w:t>丙</w:t></w:r>", "甲-乙丙"),
        ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:cr/><w:t>丙</w:t></w:r>", "甲\n乙\n丙"),
        ('<w:r><w:br w:type="page"/><w:t>附件</w:t></w:r>', "附件"),
        ('<w:r><w:t>甲</w:t><w:br w:type="column"/><w:t>乙</w:t><w:br w:type="page"/></w:r>', "甲\n乙"),
        ('<w:hyperlink w:anchor="a"><w:r><w:t>链接</w:t></w:r></w:hyperlink>', "链接"),
        (f"<w:smartTag>{r('省')}<w:customXml>{r('财政厅')}</w:customXml></w:smartTag>", "省财政厅"),
        (f"<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{r('内容')}</w:sdtContent></w:sdt>", "内容"),
        (f"<w:ruby><w:rubyPr/><w:rt>{r('fú')}</w:rt><w:rubyBase>{r('扶')}</w:rubyBase></w:ruby>", "扶"),
        ("<w:r><w:t>  两端 \n  换行  </w:t></w:r>", "两端 换行"),
        (r("甲") + "<w:r><w:commentReference w:id='1'/><w:annotationRef/></w:r>" + r("乙"), "甲乙"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:t>已办</w:t></w:r>', "✓已办"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>3</w:t></w:r>', "≥3"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F001"/><w:t>无</w:t></w:r>', "无"),
        ('<w:r><w:sym w:font="宋体" w:char="2460"/><w:sym w:char="zz"/></w:r>', "①"),
        ('<w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>\uf0a8是</w:t></w:r>', "□是"),
        (f"<m:oMath><m:r><m:t>a</m:t></m:r></m:oMath>{r('元')}", "a元"),
        ("<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>3</m:t></m:r></m:den></m:f>", "1/3"),
        (f"<w:unknown>{r('不认识的也留下')}</w:unknown>", "不认识的也留下"),
    ],
)
def test_what_of_a_paragraph_is_text(inside: str, text: str) -> None:
    document = read(docx(f"<w:p>{inside}</w:p>"))
    assert document.text == f"{text}\n"
    assert document.diagnostics == ()


def field(*pieces: str) -> str:
    """Pieces of a field: ``<`` begins, ``|`` parts instruction and result, ``>`` ends, ``!x`` is an instruction."""
    marks = {"<": "begin", "|": "separate", ">": "end"}
    runs = (
        f'<w:r><w:fldChar w:fldCharType="{marks[piece]}"/></w:r>'
        if piece in marks
        else f"<w:r><w:instrText>{piece[1:]}</w:instrText></w:r>"
        if piece.startswith("!")
        else r(piece)
        for piece in pieces
    )
    return "".join(runs)


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (field("<", "!REF a", "|", "第三条", ">", "规定"), "第三条规定"),
        (field("<", "!IF ", "<", "!PAGE", "|", "7", ">", "! = 1", "|", "结果", ">"), "结果"),
        (field("<", "!XE 索引", ">", "正文"), "正文"),
        (field("前", "<", "!REF", "正文没有结束"), "前正文没有结束"),
        (field(">", "正文", "|"), "正文"),
        (field("<", r"!EQ \o\ac(○,3)", ">", "项"), "③项"),
        (field("<", r"!eq \o\ac(○,五)", ">"), "㊄"),
        (field("<", r"!EQ \* jc2 \* hps10 \o\ad(\s\up 9(fú),扶)", ">", "贫"), "扶贫"),
        (f'<w:fldSimple w:instr="DATE">{r("2025年6月")}</w:fldSimple>', "2025年6月"),
    ],
)
def test_fields_are_read_by_their_result(inside: str, text: str) -> None:
    assert lines(f"<w:p>{inside}</w:p>") == [text]


def test_a_field_runs_over_paragraphs() -> None:
    contents = (
        f"<w:p>{field('<', '!TOC', '|', '一、总体要求')}</w:p>{p('二、任务')}<w:p>{field('三、保障', '>', '完')}</w:p>"
    )
    assert lines(contents + p("正文")) == ["一、总体要求", "二、任务", "三、保障完", "正文"]


SHOWN, AS_H, AS_H2 = '<w:vanish w:val="0"/>', '<w:rStyle w:val="H"/>', '<w:rStyle w:val="H2"/>'
STYLES = (
    '<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="H2"><w:basedOn w:val="H"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="P"><w:rPr><w:vanish/></w:rPr></w:style>'
)


@pytest.mark.parametrize(
    ("paragraph", "text"),
    [
        (f"<w:p>{r('看', '')}{r('不见', HIDDEN)}</w:p>", ["看"]),
        (f"<w:p>{r('看得见', SHOWN)}</w:p>", ["看得见"]),
        (f"<w:p>{r('不见', AS_H2)}{r('看', '')}</w:p>", ["看"]),
        (p("全不见", '<w:pStyle w:val="P"/>') + p("下段"), ["下段"]),
        (
            f'<w:p><w:pPr><w:pStyle w:val="P"/></w:pPr>{r("互相抵消", AS_H)}</w:p>' + p("。"),
            ["互相抵消。"],
        ),
        (p("标题。", mark=HIDDEN) + p("正文。"), ["标题。正文。"]),
    ],
)
def test_hidden_text_is_left_out(paragraph: str, text: list[str]) -> None:
    assert lines(paragraph, styles=STYLES) == text


def ins(inside: str) -> str:
    return f'<w:ins w:id="1" w:author="a">{inside}</w:ins>'


def deleted(inside: str) -> str:
    return f'<w:del w:id="2" w:author="a">{inside.replace("w:t", "w:delText")}</w:del>'


GONE = '<w:del w:id="3" w:author="a"/>'


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"<w:p>{r('县')}{ins(r('财政局'))}{deleted(r('发改局'))}{r('负责')}</w:p>", ["县财政局负责"]),
        (f"<w:p><w:moveFrom>{r('甲')}</w:moveFrom>{r('乙')}<w:moveTo>{r('丙')}</w:moveTo></w:p>", ["乙丙"]),
        (p("上半", mark=GONE) + p("下半") + p("另段"), ["上半下半", "另段"]),
        (f"<w:p><w:pPr><w:rPr>{GONE}</w:rPr></w:pPr>{deleted(r('整段'))}</w:p>" + p("留下"), ["留下"]),
        (p("甲", mark=GONE) + tbl(tr(tc("格"))) + p("乙"), ["甲", "格", "乙"]),
        (tbl(tr(tc("删"), about=GONE), tr(tc("留"))), ["留"]),
        (tbl(tr(tc("删"), about=GONE)) + p("完"), ["完"]),
        (ins(p("新段")) + p("旧段"), ["新段", "旧段"]),
    ],
)
def test_changes_are_read_as_if_accepted(body: str, text: list[str]) -> None:
    document = read(docx(body))
    assert document.text.splitlines() == text
    assert codes(document) == ["tracked_changes"]


def test_a_deleted_paragraph_does_not_count() -> None:
    list_item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    gone = f"<w:p><w:pPr>{list_item}<w:rPr>{GONE}</w:rPr></w:pPr>{deleted(r('删'))}</w:p>"
    assert lines(item("甲") + gone + item("乙"), numbering=NUMBERS) == ["一、甲", "二、乙"]
    assert lines(item("甲") + gone + p("正文"), numbering=NUMBERS) == ["一、甲", "正文"]
    assert lines(item("甲") + gone, numbering=NUMBERS) == ["一、甲"]


def box(*paragraphs: str) -> str:
    inside = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return f"<w:r><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></w:r>"


def drawn(inside: str, fallback: str) -> str:
    def content(text: str) -> str:
        return f"<w:txbxContent>{p(text)}</w:txbxContent>" if text else ""

    choice = f"<w:drawing><wps:txbx>{content(inside)}</wps:txbx></w:drawing>"
    old = f"<w:pict><v:textbox>{content(fallback)}</v:textbox></w:pict>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{choice}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"<w:p>{r('前')}{box(p('框一'), p('框二'))}{r('后')}</w:p>" + p("下段"), ["前后", "框一", "框二", "下段"]),
        (f"<w:p>{box(p(), p('只有框'), p())}</w:p>", ["只有框"]),
        (f"<w:p>{drawn('新', '旧')}</w:p>", ["新"]),
        (f"<w:p>{drawn('', '旧')}</w:p>", ["旧"]),
        ("<w:p>" + box(f"<w:p>{drawn('里', '里')}</w:p>") + "</w:p>", ["里"]),
        (f"<w:p>{box(tbl(tr(tc('甲'), tc('乙'))))}</w:p>", ["甲\t乙"]),
        (
            '<w:p><w:r><w:pict><v:shape><v:textpath string="某某县人民政府文件"/></v:shape></w:pict></w:r></w:p>',
            ["某某县人民政府文件"],
        ),
        (tbl(tr(tc(f"<w:p>{r('格')}{box(p('框'))}</w:p>"))), ["格\u2028框"]),
        (f"<w:p><w:r><w:rPr>{HIDDEN}</w:rPr>{box(p('藏'))[5:]}</w:p>" + p("段"), ["", "段"]),
    ],
)
def test_a_text_box_stands_behind_its_paragraph(body: str, text: list[str]) -> None:
    assert read(docx(body)).text.split("\n")[:-1] == text


def test_a_text_box_counts_for_itself() -> None:
    body = item("甲") + f"<w:p>{r('段')}{box(item('框甲'), item('框乙'))}</w:p>" + item("乙")
    assert lines(body, numbering=NUMBERS) == ["一、甲", "段", "一、框甲", "二、框乙", "二、乙"]


def ref(at: int, kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{at}"/></w:r>'


NOTES = "".join(
    f'<w:footnote w:id="{at}">{p(text)}</w:footnote>'
    for at, text in ((-1, ""), (2, "注二。"), (3, "注三。"), (4, "未引用"))
)


def test_a_note_stands_behind_the_sentence_that_it_belongs_to() -> None:
    body = f"<w:p>{r('关于工作的通知')}{ref(2)}</w:p><w:p>{r('各单位')}{ref(3)}{r('：')}</w:p>" + p("正文。")
    assert lines(body, footnotes=NOTES) == ["关于工作的通知", "各单位：", "注二。", "注三。", "正文。"]
    assert lines(tbl(tr(tc(f"<w:p>{r('格')}{ref(2)}</w:p>"))) + p("后。"), footnotes=NOTES) == ["格", "注二。", "后。"]
    assert lines(f"<w:p>{r('末尾')}{ref(2)}{ref(2)}{ref(9)}</w:p>", footnotes=NOTES) == ["末尾", "注二。"]


def test_the_first_letter_in_a_frame_belongs_to_what_follows() -> None:
    document = read(docx(p("为", '<w:framePr w:dropCap="drop" w:lines="2"/>') + p("深入贯彻落实。")))
    assert (document.text, codes(document)) == ("为深入贯彻落实。\n", [])


def test_endnotes_stand_at_the_end() -> None:
    notes = f'<w:endnote w:id="5">{p("尾注。")}</w:endnote>'
    body = f"<w:p>{r('正文。')}{ref(5, 'endnote')}</w:p>" + p("末段")
    assert lines(body, endnotes=notes) == ["正文。", "末段", "尾注。"]


def test_headers_footers_and_comments_are_no_text() -> None:
    extra = {name: p("页眉页脚批注") for name in ("header1", "footer1", "comments")}
    assert lines(p("正文"), **extra) == ["正文"]


def test_strict_files_are_read_alike() -> None:
    text = part("document", f"<w:body>{item('甲')}{tbl(tr(tc('一'), tc('二')))}</w:body>")
    numbering = part("numbering", NUMBERS)
    strict = {
        "word/document.xml": text.replace(WORD, STRICT),
        "word/numbering.xml": numbering.replace(WORD, STRICT),
        "word/_rels/document.xml.rels": "<Relationships/>",
    }
    assert read(packed(strict, {})).text == "一、甲\n一\t二\n"


def test_styles_say_what_a_paragraph_is() -> None:
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="标题 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="3"><w:basedOn w:val="1"/><w:name w:val="Heading 3"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="4"><w:name w:val="四级"/>'
        '<w:pPr><w:outlineLvl w:val="3"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="5"><w:name w:val="公文正文"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="6"><w:name w:val="Contents 2"/></w:style>'
    )
    body = "".join(p("文", f'<w:pStyle w:val="{style}"/>') for style in "1234569")
    body += p("文") + p("文", '<w:outlineLvl w:val="0"/>') + p("文", '<w:outlineLvl w:val="9"/>')
    blocks = read(docx(body, styles=styles)).blocks
    assert [block.style for block in blocks if isinstance(block, Paragraph)] == [
        "heading 1", "heading 2", "heading 3", "heading 4", "公文正文", "toc 2", None, None, "heading 1", None,
    ]  # fmt: skip


def test_what_stands_in_another_format_is_told() -> None:
    document = read(docx(p("正文") + '<w:altChunk r:id="r9" xmlns:r="urn:x"/>'))
    assert (document.text, codes(document)) == ("正文\n", ["part_unread"])


def test_damaged_styles_and_numbers_are_told_and_the_text_is_read() -> None:
    written = {"word/document.xml": part("document", f"<w:body>{item('甲')}</w:body>"), "word/numbering.xml": "<broken"}
    document = read(packed(written, {"numbering": ""}))
    assert (document.text, codes(document)) == ("甲\n", ["part_unread"])
    assert "word/numbering.xml" in document.diagnostics[0].message
