"""Web pages: the notice on the page as a person reads it, its tables as grids, and nothing of the site around it."""

from __future__ import annotations

import codecs
import re
import time
from email.message import EmailMessage
from itertools import product

import pytest

from fupin_extract import parse
from fupin_extract.errors import ReadError
from fupin_extract.read import Document, read
from fupin_extract.read.document import PrintedTable
from fupin_extract.read.sniff import sniff

TITLE = "青禾县人民政府办公室关于印发青禾县乡村驿站建设方案的通知"
BODY = (
    "青政办发〔2024〕7号",
    "各乡镇人民政府，县政府各部门：",
    "《青禾县乡村驿站建设方案》已经县政府同意，现印发给你们，请认真组织实施。",
    "青禾县人民政府办公室",
    "2024年3月5日",
    "一、建设内容",
    "（一）改造老屋。由县文旅局牵头，2024年9月底前改造老屋20处，建成乡村驿站5个。（责任单位：县文旅局、县住建局）",
    "（二）培训人员。每年开展培训2次，全年培训管理人员不少于100人。（责任单位：县人社局）",
    "二、保障措施",
    "各乡镇要加强组织领导，落实经费，每月向县文旅局报送进展情况。",
)
NAV = "".join(
    f'<li><a href="/{i}.html">{name}</a></li>' for i, name in enumerate(("首页", "政务公开", "办事服务", "互动"))
)
RELATED = "".join(
    f'<li><a href="/n/{i}.html">青禾县召开第{i}次乡村工作会议，部署全年重点任务</a><span>2024-03-0{i}</span></li>'
    for i in range(1, 7)
)
FOOTER = "主办单位：青禾县人民政府办公室　地址：青禾县人民路1号<br>版权所有　某ICP备00000000号　网站标识码：0000000001"


def paragraphs(tag: str = "p", texts: tuple[str, ...] = BODY) -> str:
    return "".join(f"<{tag}>{text}</{tag}>" for text in texts)


def page(body: str, head: str = f"<title>{TITLE}-青禾县人民政府</title>") -> str:
    return f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


def shown(markup: str) -> list[str]:
    """The lines of what is read of a page."""
    document = read(markup.encode())
    assert document.media_type == "text/html"
    assert document.blocks[-1].end == len(document.text)
    return document.text.splitlines()


def table(document: Document) -> list[list[tuple[str, int, int, int, int]]]:
    """The only table of a document: of each cell the text, its row and column, and how many of both it covers."""
    (found,) = [block for block in document.blocks if isinstance(block, PrintedTable)]
    return [[(document.text[c.start : c.end], c.row, c.column, c.rows, c.columns) for c in row] for row in found.rows]


def inside(markup: str) -> list[str]:
    """The lines of a fragment that stands in a notice."""
    lines = shown(f"<article><p>{BODY[2]}</p>{markup}</article>")
    assert lines[0] == BODY[2]
    return lines[1:]


# Pages as the makers of sites lay them out: the site around the text is dropped, all of the text stays.
LAYOUTS = {
    "article element": "<nav><ul>NAV</ul></nav><article><h1>TITLE</h1>PARAGRAPHS</article><footer>FOOTER</footer>",
    "TRS": """<div class="head"><ul>NAV</ul></div><div class="crumb">当前位置：<a href="/">首页</a> &gt;
        <a href="/a">政务公开</a></div><div class="xl-box"><h2 class="xl-title">TITLE</h2>
        <div class="xl-tool">分享到：
        <span>【字体：<a>大</a> <a>中</a> <a>小</a>】</span> <a href="javascript:print()">打印</a></div>
        <div class="TRS_Editor"><style>p{margin:0}</style><div class="Custom_UnionStyle">PARAGRAPHS</div></div></div>
        <div class="list"><h3>相关新闻</h3><ul>RELATED</ul></div><div class="foot">FOOTER</div>""",
    "VSB, the whole in a form": """<form name="_newscontent_fromname"><div class="menu">NAV</div><h1>TITLE</h1>
        <div id="vsb_content"><div class="v_news_content">PARAGRAPHS</div></div>
        <div>上一条：<a href="1.htm">县长讲话</a></div><div>下一条：<a href="2.htm">春耕安排</a></div>
        <div>【<a href="#">关闭窗口</a>】</div></form><div>FOOTER</div>""",
    "jcms": """<table width="1000"><tr><td><ul>NAV</ul></td></tr></table><table id="article" width="900"><tr>
        <td class="title">TITLE</td></tr><tr><td><div id="zoom"><!--ZJEG_RSS.content.begin-->PARAGRAPHS
        <!--ZJEG_RSS.content.end--></div></td></tr><tr><td>打印本页 关闭窗口</td></tr></table>
        <table><tr><td>FOOTER</td></tr></table>""",
    "tables of 2003": """<table width=760 border=0><tr><td width=160><table><tr><td><a href=x>农业</a></td></tr><tr>
        <td>
        <a href=x>教育</a></td></tr><tr><td><a href=x>卫生</a></td></tr></table></td><td width=600><table><tr>
        <td align=center><font size=4><b>TITLE</b></font></td></tr><tr><td><font size=2>　　BREAKS</font></td></tr>
        </table>
        </td></tr></table><center>FOOTER</center>""",
    "cells of a frame of tables": """<table class=bd><tr><td colspan=2><table><tr><td><a href=/1>首页</a></td><td>
        <a href=/2>概况</a></td><td><a href=/3>公开</a></td></tr></table></td></tr><tr><td valign=top><table><tr>
        <td>站内搜索
        </td></tr><tr><td>热点专题</td></tr><tr><td><a href=1>春耕备耕专题</a></td></tr><tr><td>
        <a href=2>乡村建设专题</a></td>
        </tr><tr><td><a href=3>法治政府专题</a></td></tr></table></td><td><table><tr>
        <td>您现在的位置：<a href=/>首页</a>&gt;&gt;
        <a href=/g>公开</a>&gt;&gt;正文</td></tr><tr><td><div align=center>TITLE</div></td></tr><tr>
        <td>2024年3月6日　浏览：12次
        </td></tr><tr><td>PARAGRAPHS</td></tr><tr><td><a href=#>[打印]</a> <a href=#>[关闭]</a></td></tr></table></td>
        </tr>
        <tr><td colspan=2>FOOTER</td></tr></table>""",
    "spans": "<div><div>TITLE</div><div>SPANS</div></div>",
    "breaks alone": "<div id=a><h1>TITLE</h1><div id=b>BREAKS</div><div id=c>NAV</div></div>",
    "several divs side by side": """<div><ul>NAV</ul></div><div class=main><h1>TITLE</h1>
        <div class=sec>HEAD_PART</div>
        <div class=sec>REST_PART</div></div><div>FOOTER</div>""",
    "a signature in boxes of its own": """<div class=d><h1>TITLE</h1><div class=e>REST_PART</div>
        <div style='text-align:right'>青禾县人民政府办公室</div><div style='text-align:right'>2024年3月5日</div></div>
        <div class=f><h4>推荐阅读</h4><ul>RELATED</ul></div>""",
    "WeChat": """<div id="js_article" class="rich_media"><h1 class="rich_media_title" id="activity-name"> TITLE </h1>
        <div id="js_content" class="rich_media_content" style="visibility: hidden; opacity: 0;">
        <section>SECTIONS</section>
        </div></div>
        <div class="weui-dialog" style="display:none">微信扫一扫，使用小程序。知道了，请在微信中打开。</div>""",
    "an application's page": """<div id="app"><div class="navbar">NAV</div><div class="detail">
        <div class="detail-title">TITLE</div><div style="white-space:pre-wrap">LINES</div></div></div>""",
    "shown by a script": '<div style="display:none"><h1>TITLE</h1>PARAGRAPHS</div><div></div>',
    "Word": """<div class=Section1><p class=MsoNormal align=center><b><span lang=EN-US><o:p></o:p></span>TITLE</b>
        </p>WORD
        <!--[if gte vml 1]><v:shape>图</v:shape><![endif]--><p class=MsoNormal><o:p>&nbsp;</o:p></p></div>""",
    "gov.cn": """<div class="header"><div class="mobile-nav"><a href="/">首页</a><a href="/b">机构</a>
        <a href="/c">登录</a></div>
        </div><div class="wrap"><h1 id="ti">TITLE</h1>
        <div class="pages-date">2024-03-06 09:00 <span class="font">来源：县政府网
        </span><span class="font font-change">字体：<a>大</a> <a>中</a> <a>小</a></span>
        <span class="shareBtn">打印</span></div>
        <div class="pages_content" id="UCAP-CONTENT"><div class="trs_editor_view">PARAGRAPHS</div></div>
        <div class="editor">责任编辑：某某</div><div class="related"><h3>相关稿件</h3><ul>RELATED</ul></div>
        <div class="attach-list"><h3>链接：</h3>
        <a href="/w">全国人大</a>|<a href="/w2">全国政协</a>|<a href="/w3">国家监委</a>
        </div></div><div class="footer">FOOTER</div>""",
    "a browser's warning, a robot, a code": """<div>您的浏览器版本过低，为了更好地浏览本站，建议您升级浏览器。</div>
        <ul>NAV</ul>
        <div>今天是：2024年4月8日 星期一 天气：晴，微风</div><div id=m><div class=bt>TITLE</div>
        <div class=con>PARAGRAPHS</div>
        <div><p>扫一扫在手机打开当前页</p></div></div><div>FOOTER</div>
        <div>您好！我是智能问答机器人，请问有什么可以帮您的？</div>""",
    "links with summaries": """<div class=a><h1>TITLE</h1><div class=b>PARAGRAPHS</div></div><div class=c>
        <div>相关报道</div>
        <div><a href=1>青禾县部署乡村驿站建设</a><p>3月1日，青禾县召开会议，部署乡村驿站建设，要求各乡镇抓紧落实。</p>
        </div>
        <div><a href=2>青禾县检查乡村驿站建设</a><p>4月2日，青禾县召开会议，检查乡村驿站建设，要求各乡镇抓紧落实。</p>
        </div></div>""",
    "remarks of readers": """<div><h1>TITLE</h1><div>PARAGRAPHS</div><div class=pl><h3>网友评论</h3><textarea>
        </textarea>
        <p>文明上网，理性发言，请遵守新闻评论服务协议。</p></div></div><div>FOOTER</div>""",
    "a menu of tabs": """<div class=tabs><span>政策原文</span><span>政策解读</span></div><div id=t1>
        <h1>TITLE</h1>PARAGRAPHS
        </div><div id=t2 style='display: none'><p>为什么要建设乡村驿站？因为老屋闲置，游客没有地方歇脚。</p></div>""",
}
PARTS = {
    "TITLE": TITLE,
    "NAV": NAV,
    "RELATED": RELATED,
    "FOOTER": FOOTER,
    "PARAGRAPHS": paragraphs(),
    "HEAD_PART": paragraphs("div", BODY[:5]),
    "REST_PART": paragraphs("p", BODY[5:]),
    "BREAKS": "<br><br>　　".join(BODY),
    "SPANS": "".join(f"<span style=display:block>{text}</span><br>" for text in BODY),
    "SECTIONS": "".join(f"<section><p><span>{text}</span></p></section>" for text in BODY),
    "LINES": "\n".join(BODY),
    "WORD": "".join(f"<p class=MsoNormal>{text}<span lang=EN-US><o:p></o:p></span></p>" for text in BODY),
}
# What stands in such a page beside the notice and stays: the outline knows these lines.
ALSO = {
    "gov.cn": ["2024-03-06 09:00 来源：县政府网", "责任编辑：某某"],
    "cells of a frame of tables": ["2024年3月6日"],
}
PART = re.compile("|".join(sorted(PARTS, key=len, reverse=True)))


def laid_out(name: str) -> str:
    return PART.sub(lambda part: PARTS[part[0]], LAYOUTS[name])


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_notice_is_found_on_the_page(name: str) -> None:
    text = [line for line in BODY if line in laid_out(name)]
    found = [line for line in shown(page(laid_out(name))) if line not in ALSO.get(name, ())]
    assert found[0] == TITLE
    assert sorted(found[1:]) == sorted(text)
    unnamed = shown(page(laid_out(name), head="<title>青禾县人民政府</title>"))
    assert {TITLE, *text} <= set(unnamed)


ABOVE = [
    "",
    "<div><h1><a href=/>青禾县人民政府</a></h1><p>今天是2024年4月8日</p><ul>NAV</ul><form><input></form></div>",
    "<div>青禾县人民政府</div><div>登录</div><div><a href=1>栏目</a> <a href=2>概况</a> <a href=3>公开</a></div>",
    "<ul>NAV</ul><div>当前位置：<a href=/>首页</a> > <a href=/a>政务公开</a> > 正文</div>",
    "<ul>NAV</ul><div><span>首页</span><span>政策文件</span><span>TITLE</span></div>",
    "<ul>NAV</ul><h2>政府信息公开</h2><div class=left><h3>信息公开目录</h3><ul>RELATED</ul></div>",
]
TITLES = [
    "<h1>TITLE</h1>",
    "<div>TITLE</div>",
    "<table width=100%><tr><td align=center>TITLE</td></tr></table>",
    "<h3>TITLE</h3><div><a href=wx>微信</a><a href=wb>微博</a><a href=qq>QQ空间</a></div>",
]
TEXTS = [
    "<div>PARAGRAPHS</div>",
    "PARAGRAPHS",
    "<table><tr><td>BREAKS</td></tr></table>",
    "<div>HEAD_PART</div><div>REST_PART</div>",
]
BELOW = [
    "",
    "<div>【<a href=p>打印本页</a>】【<a href=c>关闭窗口</a>】</div></div><div>FOOTER</div>",
    "<div><div>相关文章</div><ul>RELATED</ul></div></div><div>友情链接：<a href=a>中国政府网</a></div>",
    "<div>上一篇：<a href=1>关于春耕的通知</a></div></div><table><tr><td>FOOTER</td></tr></table>",
    "<div class=right><h3>通知公告</h3><ul>RELATED</ul></div></div><div>智能问答</div><div>请问有什么可以帮您？</div>",
]


@pytest.mark.parametrize("head", [f"<title>{TITLE}-青禾县</title>", "<title>青禾县人民政府</title>", ""])
def test_whatever_stands_around_it_the_notice_is_the_same(head: str) -> None:
    for above, title, text, below in product(ABOVE, TITLES, TEXTS, BELOW):
        markup = PART.sub(lambda part: PARTS[part[0]], f"{above}<div class=main><div>{title}{text}</div>{below}")
        assert shown(page(markup, head)) == [TITLE, *BODY], markup


def test_a_page_without_a_title_of_its_own_keeps_its_first_lines() -> None:
    lines = shown(
        page(f"<ul>{NAV}</ul><div><div>青禾县人民政府文件</div><div class=n>{paragraphs()}</div></div>", head="")
    )
    assert lines == ["青禾县人民政府文件", *BODY]


def test_a_title_of_several_lines_is_found() -> None:
    head = f"<title>青禾县人民政府 {TITLE}</title>"
    top = f"<div class=a><ul>{NAV}</ul></div>"
    title = "<p>青禾县人民政府办公室关于印发</p><p>青禾县乡村驿站建设方案的通知</p>"
    assert shown(page(f"{top}<div>{title}<div>{paragraphs()}</div></div>", head))[:3] == [
        "青禾县人民政府办公室关于印发",
        "青禾县乡村驿站建设方案的通知",
        BODY[0],
    ]


DISCLOSED = [
    "索引号：0001/2024-00007",
    "发布机构：青禾县人民政府办公室",
    "成文日期：2024-03-05",
    "发布日期：2024-03-06",
]


@pytest.mark.parametrize(
    "markup",
    [
        """<table class=x><tr><td>索 引 号：</td><td>0001/2024-00007</td><td>主题词：</td><td></td></tr><tr>
        <td>发布机构</td>
        <td>青禾县人民政府办公室</td><td>成文日期</td><td>2024-03-05</td></tr><tr><td>发布日期</td>
        <td colspan=3>2024-03-06</td></tr></table>""",
        """<table><tr><td><b>索引号：</b>0001/2024-00007</td><td>发布机构：青禾县人民政府办公室</td></tr>
        <tr><td>成文日期：2024-03-05</td><td>发布日期：2024-03-06</td></tr></table>""",
        """<ul><li><b>索引号：</b>0001/2024-00007</li><li><b>发布机构：</b><span>青禾县人民政府办公室</span></li>
        <li>成文日期：2024-03-05</li><li>发布日期：2024-03-06</li><li>主题词：</li></ul>""",
        """<dl><dt>索引号</dt><dd>0001/2024-00007</dd><dt>发布机构</dt><dd>青禾县人民政府办公室</dd><dt>主题词</dt>
        <dd></dd>
        <dt>成文日期</dt><dd>2024-03-05</dd><dt>发布日期</dt><dd>2024-03-06</dd></dl>""",
    ],
    ids=["cells", "pairs in cells", "items", "terms"],
)
def test_what_the_site_discloses_are_labelled_lines(markup: str) -> None:
    whole = page(f"<ul>{NAV}</ul><div class=w>{markup}<h1>{TITLE}</h1><div class=c>{paragraphs()}</div></div>")
    assert shown(whole) == [*DISCLOSED, TITLE, *BODY]
    told = parse(whole.encode()).metadata
    assert (told.index_number, told.document_number) == ("0001/2024-00007", BODY[0])
    assert (str(told.date_signed), str(told.date_published)) == ("2024-03-05", "2024-03-06")
    assert (told.title, told.notice_title) == ("青禾县乡村驿站建设方案", TITLE)


def test_labels_set_apart_by_style_alone_are_set_apart() -> None:
    markup = (
        f"<div><h1>{TITLE}</h1><div><span>发布时间：2024-03-06</span><span>信息来源：县政府办</span><span>浏览次数：<i>12</i>次</span>"
        f"<span>【字体：<a>大</a> <a>中</a> <a>小</a>】</span></div><div>{paragraphs()}</div></div>"
    )
    assert shown(page(markup))[:3] == [TITLE, "发布时间：2024-03-06 信息来源：县政府办", BODY[0]]


def test_labels_without_a_colon_in_elements_of_their_own_are_set_apart() -> None:
    row = "<div><span>文  号</span><span>青政办发〔2024〕7号</span><span>发布日期</span><span>2024-03-06</span></div>"
    whole = page(f"<div class=w>{row}<h1>{TITLE}</h1><div class=c>{paragraphs()}</div></div>")
    assert shown(whole)[:2] == ["文 号：青政办发〔2024〕7号 发布日期：2024-03-06", TITLE]
    # In the text a word of bold type is none.
    text = "<p><b>标题</b><b>党</b>的建设要抓好，各单位认真贯彻落实。</p><p><b>一、</b><b>分类</b><b>处置</b></p>"
    lines = shown(page(f"<div class=w><h1>{TITLE}</h1><div class=c>{paragraphs()}{text}</div></div>"))
    assert lines[-2:] == ["标题党的建设要抓好，各单位认真贯彻落实。", "一、分类处置"]


@pytest.mark.parametrize(
    "files",
    [
        '<p>附件：<a href="/f/1.docx">青禾县乡村驿站名单</a></p>',
        '<ul><li>附件【<a href="/download.jsp?id=1">青禾县乡村驿站名单.xlsx</a>】已下载<span>3</span>次</li></ul>',
        '<div class="related">附件下载：</div><div><a href="P1.pdf">附件1：青禾县乡村驿站名单</a></div>',
    ],
)
def test_attachments_behind_the_text_stay_and_links_behind_them_go(files: str) -> None:
    text = f"<div class=z><h1>{TITLE}</h1><div class=c>{paragraphs()}</div>{files}</div>"
    markup = f"{text}<h4>相关解读</h4><ul>{RELATED}</ul>"
    lines = shown(page(markup))
    assert lines[: len(BODY) + 1] == [TITLE, *BODY]
    assert "青禾县乡村驿站名单" in lines[-1]
    assert len(lines) <= len(BODY) + 3


def test_a_short_notice_is_not_taken_for_less_than_what_stands_around_it() -> None:
    markup = (
        f'<div class="top"><ul>{NAV}</ul></div><div class="main"><div class="left"><ul>{RELATED}</ul></div>'
        '<div class="right">'
        "<h2>关于公布乡村驿站名单的公告</h2><div class=t><p>现公布青禾县乡村驿站名单。</p>"
        "<p>青禾县文旅局</p><p>2024年4月1日</p></div></div></div>"
        f'<div class="bottom">{FOOTER}</div>'
    )
    assert shown(page(markup)) == [
        "关于公布乡村驿站名单的公告",
        "现公布青禾县乡村驿站名单。",
        "青禾县文旅局",
        "2024年4月1日",
    ]


def test_a_notice_whose_table_is_longer_than_its_text_keeps_both() -> None:
    rows = "".join(f"<tr><td>{i}</td><td>改造第{i}处老屋</td><td>县文旅局</td></tr>" for i in range(1, 90))
    grid = f"<table><tr><td>序号</td><td>任务</td><td>责任单位</td></tr>{rows}</table>"
    markup = (
        f"<ul>{NAV}</ul><div class=q><h1>{TITLE}</h1><div class=t><div>{paragraphs('p', BODY[:3])}</div>"
        f"<div>{grid}</div>"
        f"<div><p>{BODY[3]}</p><p>{BODY[4]}</p></div></div></div><div>{FOOTER}</div>"
    )
    lines = shown(page(markup))
    assert lines[:4] == [TITLE, *BODY[:3]]
    assert lines[4:6] == ["序号\t任务\t责任单位", "1\t改造第1处老屋\t县文旅局"]
    assert lines[-2:] == list(BODY[3:5])


def test_lines_are_those_of_a_browser() -> None:
    assert inside(
        "<p>第一\n   段</p>  <div>二 <b>加</b><i>重</i>\n<span>no\nbreak</span></div>三<br>四"
        "<p>&nbsp;</p>五&amp;六&#19971;<wbr>八"
        "<h2>标题</h2><p style='DISPLAY : None'>藏</p><p hidden>藏</p><i aria-hidden=true>藏</i><script>码</script>"
        "<textarea>写</textarea>"
        "<pre>甲  乙\n丙</pre><ruby>禾<rt>hé</rt></ruby><![if !supportLists]>1.<![endif]>后"
    ) == ["第一段", "二 加重 no break", "三", "四", "五&六七八", "标题", "甲  乙", "丙", "禾1.后"]


def test_headings_have_their_style() -> None:
    document = read(f"<article><h1>{TITLE}</h1><h3>一、任务</h3><p>{BODY[2]}</p></article>".encode())
    assert [getattr(block, "style", None) for block in document.blocks] == ["heading 1", "heading 3", None]


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<ol><li>甲<li>乙</ol>", ["1. 甲", "2. 乙"]),
        (
            "<ol start=3><li><p>甲</p><p>续</p></li><li value=9>乙</li><li>丙</li></ol>",
            ["3. 甲", "续", "9. 乙", "10. 丙"],
        ),
        ("<ol reversed><li>甲</li><li>乙</li></ol>", ["2. 甲", "1. 乙"]),
        ("<ol type=a><li>甲</li></ol><ol type=I start=4><li>乙</li></ol>", ["a. 甲", "IV. 乙"]),
        ("<ol style='list-style-type:cjk-ideographic' start=10><li>甲</li><li>乙</li></ol>", ["十、甲", "十一、乙"]),
        ("<ol style='list-style:simp-chinese-informal inside' start=120><li>甲</li></ol>", ["一百二十、甲"]),
        ("<ol style='list-style-type:none'><li>甲</li></ol><ul><li>乙</li></ul>", ["甲", "乙"]),
        (
            "<ol><li>甲<ol type=A><li>一层</li><li>二层</li></ol></li><li>乙</li></ol>",
            ["1. 甲", "A. 一层", "B. 二层", "2. 乙"],
        ),
        ("<ol><li>（一）甲</li><li>（二）乙</li></ol>", ["（一）甲", "（二）乙"]),
    ],
)
def test_numbers_of_lists_are_written_out(markup: str, lines: list[str]) -> None:
    assert inside(markup) == lines


def test_a_table_is_a_true_grid() -> None:
    document = read(
        f"""<article><p>{BODY[2]}</p><table border=1><caption>任务表</caption>
        <tfoot><tr><td colspan=3>注：逐项落实</td></tr></tfoot><thead><tr><th>类别</th><th>任务</th><th>单位</th></tr>
        </thead>
        <tbody><tr><td rowspan=0>改造</td><td><p>改造老屋</p><p>建成驿站</p></td><td>县文旅局<br>县住建局</td></tr>
        <tr><td colspan=9>培训<table><tr><td>春</td><td>秋</td></tr></table></td></tr></tbody>
        <tr><td rowspan=5>其他</td><td>甲</td></tr></table></article>""".encode()
    )
    assert "任务表\n" in document.text
    assert table(document) == [
        [("类别", 0, 0, 1, 1), ("任务", 0, 1, 1, 1), ("单位", 0, 2, 1, 1)],
        [("改造", 1, 0, 2, 1), ("改造老屋\u2028建成驿站", 1, 1, 1, 1), ("县文旅局\u2028县住建局", 1, 2, 1, 1)],
        [("培训\u2028春 秋", 2, 1, 1, 2)],
        [("其他", 3, 0, 1, 1), ("甲", 3, 1, 1, 1)],
        [("注：逐项落实", 4, 0, 1, 3)],
    ]


def test_rows_that_span_into_one_another_cover_each_place_once() -> None:
    document = read(
        f"<article><p>{BODY[2]}</p><table><tr><td>甲乙丙</td><td rowspan=2>丁戊己</td><td>庚</td></tr><tr>"
        "<td colspan=3>辛</td><td>壬</td></tr></table></article>".encode()
    )
    assert [[cell[1:] for cell in row] for row in table(document)] == [
        [(0, 0, 1, 1), (0, 1, 2, 1), (0, 2, 1, 1)],
        [(1, 0, 1, 1), (1, 2, 1, 1)],
    ]


@pytest.mark.parametrize(
    "markup",
    [
        "<table><tr><td><p>甲</p><p>乙</p></td></tr></table>",
        "<table role=presentation><tr><td>甲</td><td>乙</td></tr></table>",
        "<table><tr><td></td><td><p>甲</p></td></tr><tr><td><p>乙</p></td></tr></table>",
    ],
)
def test_a_table_that_only_places_things_is_seen_through(markup: str) -> None:
    assert inside(markup) == ["甲", "乙"]


def test_a_data_table_in_a_table_around_the_text_is_a_table() -> None:
    grid = "<table border=1><tr><th>任务</th><th>责任单位</th></tr><tr><td>改造老屋</td><td>县文旅局</td></tr></table>"
    document = read(
        page(f"<table><tr><td width=9></td><td><h2>{TITLE}</h2>{paragraphs()}{grid}</td></tr></table>").encode()
    )
    assert [[cell[0] for cell in row] for row in table(document)] == [["任务", "责任单位"], ["改造老屋", "县文旅局"]]


MARKUP = page(f"<h1>{TITLE}</h1>{paragraphs()}")


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (MARKUP.encode(), "utf-8"),
        (MARKUP.encode("utf-8-sig"), "utf-8-sig"),
        (MARKUP.replace("utf-8", "gb2312").encode("gb18030"), "gb18030"),
        (MARKUP.replace("utf-8", "gb2312").encode(), "utf-8"),
        (MARKUP.encode("gb18030"), "gb18030"),
        (
            MARKUP.replace('charset="utf-8"', "http-equiv=Content-Type content='text/html; charset=GBK'").encode("gbk"),
            "gb18030",
        ),
        (MARKUP.replace("utf-8", "utf-99").encode("gbk"), "gb18030"),
        (codecs.BOM_UTF16_LE + MARKUP.encode("utf-16-le"), "utf-16-le"),
        (MARKUP.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_the_encoding_of_a_page_is_what_its_content_is_in(data: bytes, encoding: str) -> None:
    document = read(data)
    assert document.text.splitlines() == [TITLE, *BODY]
    assert (document.media_type, document.encoding) == ("text/html", encoding)


def test_an_encoding_that_is_given_for_a_page_wins() -> None:
    assert TITLE in read(MARKUP.encode("gbk"), encoding="gbk").text
    with pytest.raises(ReadError, match="is not utf-8, it seems to be gb18030"):
        read(MARKUP.encode("gbk"), encoding="utf-8")


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        ("  \r\n<!-- saved from url=(0022)http://x/ -->\n<html>", "text/html"),
        ("\ufeff<?xml version='1.0'?><!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0'>", "text/html"),
        ("<div class='a'>甲</div>", "text/html"),
        ("<p align=center>甲<br>乙", "text/html"),
        ("<table border=0><tr><td>甲</td></tr></table>", "text/html"),
        ("<附件1>关于<p>的说明", "text/plain"),
        ("<p>是一个标签", "text/plain"),
        ("一、页面用<div>甲</div>书写。", "text/plain"),
        ("a < b\n<b", "text/plain"),
        (
            "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n",
            "multipart/related",
        ),
        ("MIME-Version: 1.0\nContent-Type: text/plain\n\nmultipart/related", "text/plain"),
        ("Subject: 关于\n\nContent-Type: multipart/related", "text/plain"),
    ],
)
def test_a_page_is_told_by_how_it_begins(data: str, media_type: str) -> None:
    assert sniff(data.encode()) == media_type
    assert sniff(data.encode("utf-16")) == media_type or media_type == "multipart/related"


def archive(*pages: tuple[str, str]) -> bytes:
    message = EmailMessage()
    message["Subject"] = TITLE
    message.set_content("x")
    message.make_related()
    message.set_payload([])
    for markup, charset in pages:
        part = EmailMessage()
        part.set_content(markup.encode(charset), "text", "html", cte="quoted-printable")
        part.set_param("charset", charset)
        message.attach(part)
    picture = EmailMessage()
    picture.set_content(b"\x89PNG", "image", "png")
    message.attach(picture)
    return message.as_bytes()


def test_a_web_archive_is_read_as_its_page() -> None:
    document = read(archive((MARKUP.replace('<meta charset="utf-8">', ""), "gbk")))
    assert document.text.splitlines() == [TITLE, *BODY]
    assert (document.media_type, document.encoding, document.layout_known) == ("multipart/related", "gb18030", True)


def test_of_the_frames_of_an_archive_the_one_with_the_text_is_read() -> None:
    frames = "<html><frameset><frame src=a><frame src=b></frameset></html>"
    assert read(archive((frames, "utf-8"), ("<p>首页</p>", "utf-8"), (MARKUP, "utf-8"))).text.splitlines() == [
        TITLE,
        *BODY,
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            "<html><head><title>甲</title></head><body><script>render()</script></body></html>",
            "is a web page that shows no text",
        ),
        ("<frameset><frame src=a.htm></frameset>", "is a web page that shows no text"),
        (
            "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: image/png\n\n--x--",
            "is a web archive without a page",
        ),
        (page("<div>" * 3000 + "甲"), "has more than 1024 elements one in another"),
        (page("<table>" + "<tr>" + "<td colspan=1000>甲" * 1001 + "</table>"), "has more than 1000000 cells of tables"),
    ],
)
def test_a_page_that_cannot_be_read_is_told(data: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        read(data.encode())


@pytest.mark.parametrize(
    "body",
    [
        paragraphs() * 3000,
        f"<p>{BODY[2]}</p><table><tr><td colspan=1000000 rowspan=1000000>甲</td><td>乙</td></tr></table>",
        "<div>" * 1000 + paragraphs() + "</div>" * 1000,
        "<table><tr><td>" * 500 + paragraphs() + "</table>" * 500,
        f"<p>{BODY[2]}</p>" + "<table><tr><td>甲</td><td>乙" * 300 + "</table>" * 300,
        paragraphs() + "<script>" * 20_000,
        paragraphs() + "<!--" * 20_000,
        paragraphs() + "<ol><li>" * 500,
        f"<p>{BODY[2]}</p><ol>{'<li>甲</li>' * 30_000}</ol>",
    ],
    ids=["long", "wide", "deep", "tables in tables", "data in data", "scripts", "comments", "lists in lists", "list"],
)
def test_a_hostile_page_is_read_in_time(body: str) -> None:
    began = time.perf_counter()
    assert BODY[2] in read(page(body).encode()).text
    assert time.perf_counter() - began < 60  # what takes its square takes for ever
