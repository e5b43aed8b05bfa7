"""Web pages: the notice on the page as a person reads it, its tables as grids, and nothing of the site around it."""

from __future__ import annotations

import pytest

from fupin_extract.read import Document, read
from fupin_extract.read.document import PrintedTable

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
    "article element": f"<nav><ul>{NAV}</ul></nav><article><h1>{TITLE}</h1>{paragraphs()}</article><footer>{FOOTER}</footer>",
    "TRS": (
        f'<div class="head"><ul>{NAV}</ul></div><div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/a">政务公开</a></div>'
        f'<div class="xl-box"><h2 class="xl-title">{TITLE}</h2><div class="xl-tool">分享到： <span>【字体：<a>大</a> <a>中</a> '
        f'<a>小</a>】</span> <a href="javascript:print()">打印</a></div><div class="TRS_Editor"><style>p{{margin:0}}</style>'
        f'<div class="Custom_UnionStyle">{paragraphs()}</div></div></div>'
        f'<div class="list"><h3>相关新闻</h3><ul>{RELATED}</ul></div><div class="foot">{FOOTER}</div>'
    ),
    "VSB, the whole in a form": (
        f'<form name="_newscontent_fromname"><div class="menu">{NAV}</div><h1>{TITLE}</h1>'
        f'<div id="vsb_content"><div class="v_news_content">{paragraphs()}</div></div>'
        f'<div>上一条：<a href="1.htm">县长讲话</a></div><div>下一条：<a href="2.htm">春耕安排</a></div>'
        f'<div>【<a href="#">关闭窗口</a>】</div></form><div>{FOOTER}</div>'
    ),
    "jcms": (
        f'<table width="1000"><tr><td><ul>{NAV}</ul></td></tr></table><table id="article" width="900"><tr><td class="title">{TITLE}'
        f'</td></tr><tr><td><div id="zoom"><!--ZJEG_RSS.content.begin-->{paragraphs()}<!--ZJEG_RSS.content.end--></div></td></tr>'
        f"<tr><td>打印本页 关闭窗口</td></tr></table><table><tr><td>{FOOTER}</td></tr></table>"
    ),
    "tables of 2003": (
        f'<table width=760 border=0><tr><td width=160><table>{"".join(f"<tr><td><a href=x>{n}</a></td></tr>" for n in "农业教育卫生交通")}'
        f"</table></td><td width=600><table><tr><td align=center><font size=4><b>{TITLE}</b></font></td></tr>"
        f'<tr><td><font size=2>{"<br>　　".join(BODY)}</font></td></tr></table></td></tr></table><center>{FOOTER}</center>'
    ),
    "spans": f"<div><div>{TITLE}</div><div>{''.join(f'<span style=display:block>{t}</span><br>' for t in BODY)}</div></div>",
    "breaks alone": f"<div id=a><h1>{TITLE}</h1><div id=b>{'<br/><br/>'.join(BODY)}</div><div id=c>{NAV}</div></div>",
    "several divs side by side": (
        f"<div><ul>{NAV}</ul></div><div class=main><h1>{TITLE}</h1><div class=sec>{paragraphs('div', BODY[:5])}</div>"
        f"<div class=sec>{paragraphs('p', BODY[5:8])}</div><div class=sec>{paragraphs('p', BODY[8:])}</div></div><div>{FOOTER}</div>"
    ),
    "WeChat": (
        f'<div id="js_article" class="rich_media"><h1 class="rich_media_title" id="activity-name"> {TITLE} </h1>'
        f'<div id="js_content" class="rich_media_content" style="visibility: hidden; opacity: 0;"><section>'
        f"{''.join(f'<section><p><span>{t}</span></p></section>' for t in BODY)}</section></div></div>"
        '<div class="weui-dialog" style="display:none">微信扫一扫，使用小程序。知道了，请在微信中打开。</div>'
    ),
    "an application's page": (
        f'<div id="app"><div class="navbar">{NAV}</div><div class="detail"><div class="detail-title">{TITLE}</div>'
        f'<div style="white-space:pre-wrap">{chr(10).join(BODY)}</div></div></div>'
    ),
    "shown by a script": f'<div style="display:none"><h1>{TITLE}</h1>{paragraphs()}</div><div></div>',
    "Word": (
        f"<div class=Section1><p class=MsoNormal align=center><b><span lang=EN-US><o:p></o:p></span>{TITLE}</b></p>"
        f"{''.join(f'<p class=MsoNormal><span>{t}<span lang=EN-US><o:p></o:p></span></span></p>' for t in BODY)}"
        "<!--[if gte vml 1]><v:shape>图</v:shape><![endif]--><p class=MsoNormal><o:p>&nbsp;</o:p></p></div>"
    ),
    "gov.cn": (
        f'<div class="header"><div class="mobile-nav"><a href="/">首页</a><a href="/b">机构</a><a href="/c">登录</a></div></div>'
        f'<div class="wrap"><h1 id="ti">{TITLE}</h1><div class="pages-date">2024-03-06 09:00 <span class="font">来源：青禾县人民政府网</span>'
        f'<span class="font font-change">字体：<a>大</a> <a>中</a> <a>小</a></span><span class="shareBtn">打印</span></div>'
        f'<div class="pages_content" id="UCAP-CONTENT"><div class="trs_editor_view">{paragraphs()}</div></div>'
        f'<div class="editor">责任编辑：某某</div><div class="related"><h3>相关稿件</h3><ul>{RELATED}</ul></div>'
        f'<div class="attach-list"><h3>链接：</h3><a href="/w">全国人大</a>|<a href="/w2">全国政协</a>|<a href="/w3">国家监察委员会</a></div></div>'
        f'<div class="footer">{FOOTER}</div>'
    ),
    "cells of a frame of tables": (
        f'<table class=bd><tr><td colspan=2><table><tr><td>{"</td><td>".join(f"<a href=/{n}>{n}</a>" for n in ("首页", "概况", "公开"))}'
        f"</td></tr></table></td></tr><tr><td valign=top><table><tr><td>站内搜索</td></tr><tr><td>热点专题</td></tr><tr><td>"
        f"<a href=1>春耕备耕专题</a></td></tr><tr><td><a href=2>乡村建设专题</a></td></tr><tr><td><a href=3>法治政府专题</a></td></tr>"
        f"</table></td><td><table><tr><td>您现在的位置：<a href=/>首页</a>&gt;&gt;<a href=/g>公开</a>&gt;&gt;正文</td></tr><tr><td><div align=center>"
        f"{TITLE}</div></td></tr><tr><td>2024年3月6日　浏览：12次</td></tr><tr><td>{paragraphs()}</td></tr><tr><td>"
        f"<a href=#>[打印]</a> <a href=#>[关闭]</a></td></tr></table></td></tr><tr><td colspan=2>{FOOTER}</td></tr></table>"
    ),
    "a browser's warning, a robot, a code": (
        f"<div>您的浏览器版本过低，为了更好地浏览本站，建议您升级浏览器。</div><ul>{NAV}</ul><div id=m><div class=bt>{TITLE}</div>"
        f"<div class=con>{paragraphs()}</div><div><p>扫一扫在手机打开当前页</p></div></div><div>{FOOTER}</div>"
        "<div>您好！我是智能问答机器人小禾，请问有什么可以帮您的？</div>"
    ),
    "links with summaries": (
        f"<div class=a><h1>{TITLE}</h1><div class=b>{paragraphs()}</div></div><div class=c><div>相关报道</div>"
        + "".join(f"<div><a href={i}>青禾县部署乡村驿站建设</a><p>3月{i}日，青禾县召开会议，部署乡村驿站建设，要求各乡镇抓紧落实。</p></div>" for i in (1, 2, 3))
        + "</div>"
    ),
    "a signature in boxes of its own": (
        f"<div class=d><h1>{TITLE}</h1><div class=e>{paragraphs('p', BODY[:3] + BODY[5:])}</div><div style='text-align:right'>"
        f"青禾县人民政府办公室</div><div style='text-align:right'>2024年3月5日</div></div><div class=f><h4>推荐阅读</h4><ul>{RELATED}</ul></div>"
    ),
    "a menu of tabs": (
        f"<div class=tabs><span>政策原文</span><span>政策解读</span></div><div id=t1><h1>{TITLE}</h1>{paragraphs()}</div>"
        f"<div id=t2 style='display: none'><p>为什么要建设乡村驿站？因为老屋闲置，游客没有地方歇脚。</p></div>"
    ),
}  # fmt: skip
# What stands in such a page beside the notice and stays: the outline knows these lines.
ALSO = {
    "gov.cn": ["2024-03-06 09:00 来源：青禾县人民政府网", "责任编辑：某某"],
    "cells of a frame of tables": ["2024年3月6日"],
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_notice_is_found_on_the_page(name: str) -> None:
    found = [line for line in shown(page(LAYOUTS[name])) if line not in ALSO.get(name, ())]
    assert sorted(found, key=[TITLE, *BODY].index) == [TITLE, *BODY]
    unnamed = shown(page(LAYOUTS[name], head="<title>青禾县人民政府</title>"))
    assert set(BODY) <= set(unnamed)
    assert TITLE in unnamed
