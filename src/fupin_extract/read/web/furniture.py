"""Lines and elements of a page that belong to the site around a notice: links, buttons, trails, footers."""

from __future__ import annotations

import re

from fupin_extract.read.web.disclosure import begins_with_label
from fupin_extract.read.web.flow import BLOCKS, Piece
from fupin_extract.read.web.tree import Box
from fupin_extract.text.patterns import compiled

# A line so long with a stop in it is prose.
LONG = 16
_STOP = compiled("[，。；：！？、,;:]")
# Words in classes and ids of what stands around a text.
_AROUND = compiled(
    r"(?<![a-z])(?:nav|navbar|mainnav|menu|submenu|sidebar|foot|footer|bottom|copyright|crumbs?|breadcrumbs?|curmb|curb|"
    r"position|location|dqwz|share|bdshare\w*|bshare\w*|social|toolbar|tools|fontsize|setfont|print|related|relate|"
    r"xgwz|xgxw|xgyd|xglj|xgjd|xgwj|recommend|comments?|search|login|qrcode|qr|ewm|erweima|prev|next|pager|pagination|"
    r"banner|topbar|gotop|hidebox|ads?|advert|friendlink|links|jiucuo|rightbar|popup|modal)(?![a-z])"
)
_SKIPPED = frozenset(["nav", "footer", "aside", "menu", "search", "dialog"])
# Lines of a site, no longer than this, that are no prose of a notice.
_LONGEST_FURNITURE = 100
_FURNITURE = re.compile(
    r"版权所有|ICP备|公网安备|标识码|浏览器|网站支持|免责声明|访问量|屏幕分辨率|智能问答|智能客服|Copyright|文明上网|天气[:：]|"
    r"^今天是|^(?:主办|承办|协办|技术支持|维护|地址|邮编|邮政编码|网站管理)[^。]{0,8}[:：][^。]{0,120}$",
    re.IGNORECASE,
)
_BUTTONS = re.compile(
    r"(?:[\[【(（]?(?:打印(?:本页|正文|页面)?|关闭(?:窗口|本页|页面)?|返回(?:顶部|首页|上一页|列表)?|收藏(?:本页)?|纠错|我要纠错|"
    r"分享(?:到|至)?|转发|推荐|点赞|下载(?:文字版|图片版|word|pdf)?|导出|复制链接|字体|字号|大|中|小|默认|放大|缩小|繁体|简体|"
    r"微信|微博|新浪微博|qq空间|qq|朋友圈|更多|展开|收起|扫一扫.{0,14}|扫描二维码.{0,12}|语音播报|无障碍|听全文|[-+×xA]|"
    r"(?:浏览|点击|阅读|访问)(?:次数|人数|数|量)?[:：]?-?\d*次?|次|位访客|0|\d+次)[\]】)）]?[:：|]?)+",
    re.IGNORECASE,
)
# What opens the part behind a text, and that part's heading where a list of links follows.
_BEHIND = re.compile(
    r"[\[【]?(?:上一[篇条]|下一[篇条]|相关(?:链接|新闻|文章|阅读|信息|稿件|推荐|内容|政策|文件|文档|解读|资讯|报道|专题|附件)|"
    r"政策解读|解读材料|推荐阅读|延伸阅读|热点推荐|猜你喜欢|友情链接|网友评论|我要评论|发表评论|分享到|扫一扫|打印本页|关闭窗口|"
    r"网站地图|关于我们|主办单位[:：]|主办[:：]|承办单位[:：]|版权所有|您访问的链接|微信扫一扫|Copyright).{0,200}$",
    re.IGNORECASE,
)
_LONGEST_HEAD = 10
_NEWS = compiled(r"[\[【]?(?:相关(?:新闻|文章|阅读|稿件|推荐|资讯|报道)|推荐阅读|延伸阅读|热点推荐|猜你喜欢)")
# The heading of a list of files or links, with none below it.
_HEADS_NOTHING = compiled(
    r"[\[【]?(?:(?:相关)?(?:附件|文件)(?:下载|列表)?|相关(?:链接|文章|文件|解读|新闻|信息)|政策解读|分享到?)[】\]]?[:：]?"
)
_CRUMBS = compiled(r"(?:您|你)?(?:现在|当前|目前)?(?:所在)?的?(?:位置|栏目|路径)(?:是|为)?\s*[:：>]|首页[^。]{0,120}$")
_ATTACHMENT = compiled(r"[\[【（(]?附\s*件|文档附件|附件下载|相关附件")
_ITEM = compiled(r"\d{1,2}\s*[.．、]|附\s*件")
# A line that tells when and where a page was published: 2024-03-06 09:00 来源：甲局.
_DATED = compiled(r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?[^。]{0,80}$")
_WORD = compiled("[一-龥]{3}")


def weight(piece: Piece) -> float:
    """How much of a notice's prose a piece seems to be."""
    own = piece.letters - piece.linked
    if is_furniture(piece):
        return 0.0
    if begins_with_label(piece.text) or (piece.text[:1].isdigit() and _DATED.match(piece.text)):
        return 0.1 * own
    if piece.cells:
        return 0.3 * own
    return float(own) if own >= LONG and _STOP.search(piece.text) else 0.1 * own


def is_link(piece: Piece) -> bool:
    """Whether a line, or a row of cells, is a link to another page and nothing else."""
    menu = not any(cell.row for cell in piece.cells)
    return menu and not piece.attached and piece.linked > 0.6 * piece.letters


def is_beside_links(piece: Piece) -> bool:
    """Whether a line is a date, or a bullet, beside a link."""
    return piece.letters <= 12 and not _WORD.search(piece.text)


def is_furniture(piece: Piece) -> bool:
    """Whether a line is one of a site's footer or of its warnings."""
    return piece.letters <= _LONGEST_FURNITURE and _FURNITURE.search(piece.text) is not None


def is_button(piece: Piece) -> bool:
    """Whether a line is what a reader may click, or a count."""
    return _BUTTONS.fullmatch("".join(piece.text.split())) is not None


def is_trail(piece: Piece) -> bool:
    """Whether a line tells where on the site the page is: 首页 > 政务公开 > 通知."""
    return _CRUMBS.match(piece.text) is not None


def is_behind(piece: Piece) -> bool:
    """Whether a line may open what stands behind a text."""
    return _BEHIND.match(piece.text) is not None


def heads_links(piece: Piece) -> bool:
    """Whether a line may be the heading of related pages."""
    return piece.letters <= _LONGEST_HEAD and is_behind(piece)


def heads_news(piece: Piece) -> bool:
    """Whether a line is surely the heading of other pages."""
    return piece.letters <= _LONGEST_HEAD and _NEWS.match(piece.text) is not None


def heads_nothing(piece: Piece) -> bool:
    """Whether a line, if it is the last, is the heading of a list that is empty."""
    return _HEADS_NOTHING.fullmatch(piece.text) is not None


def is_attachment(piece: Piece) -> bool:
    """Whether a line names a file that goes with the notice, or opens a list of such."""
    return piece.attached or _ATTACHMENT.match(piece.text) is not None


def is_item(piece: Piece) -> bool:
    """Whether a line is numbered, as one of a list of attachments."""
    return _ITEM.match(piece.text) is not None


def is_around(box: Box) -> bool:
    """Whether an element is named as one that stands around a text."""
    return box.tag in _SKIPPED or (box.tag in BLOCKS and _AROUND.search(box.hints) is not None)
