"""The lines and tables of a page → those of the notice: its title, its disclosure table, its text, its attachments.

The text is where most of the prose is: the innermost element that holds nearly all of it. From there it grows upwards
to the title and downwards to the end of what is no list of links. Classes and ids of elements only help: menus, footers
and the like are told by them where they hold little prose.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate

from fupin_extract.read.web.disclosure import LONGEST_PAIR, begins_with_label, is_label, spaced
from fupin_extract.read.web.flow import BLOCKS, Piece
from fupin_extract.read.web.tree import Box, Page

# Words in classes and ids of what stands around a text, and of what holds one.
_AROUND = re.compile(
    r"(?<![a-z])(?:nav|navbar|mainnav|menu|submenu|sidebar|foot|footer|bottom|copyright|crumbs?|breadcrumbs?|curmb|curb|"
    r"position|location|dqwz|share|bdshare\w*|bshare\w*|social|toolbar|tools|fontsize|setfont|print|related|relate|xgwz|xgxw|xgyd|xglj|xgjd|"
    r"xgwj|recommend|comments?|search|login|qrcode|qr|ewm|erweima|prev|next|pager|pagination|banner|topbar|gotop|hidebox|"
    r"ad|ads|advert|friendlink|links|jiucuo|rightbar|popup|modal)(?![a-z])"
)
_SKIPPED = frozenset(["nav", "footer", "aside", "menu", "search", "dialog"])
# Elements that are lines themselves, or lists of them: they hold no notice alone.
_LINES = frozenset(
    ["p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "pre", "legend", "address"]
)
_FRAMES = (BLOCKS - _LINES) | {"font", "body"}
_STOP = re.compile("[，。；：！？、,;:]")
_LONG = 16
# Lines of a page that are no prose of its notice, and buttons.
_FURNITURE = re.compile(
    r"版权所有|ICP备|公网安备|网站标识码|标识码[:：]|浏览器|技术支持[:：]|网站支持|免责声明|访问量|屏幕分辨率|智能问答|Copyright",
    re.IGNORECASE,
)
_BUTTONS = re.compile(
    r"(?:[\[【(（]?(?:打印(?:本页|正文|页面)?|关闭(?:窗口|本页|页面)?|返回(?:顶部|首页|上一页|列表)?|收藏(?:本页)?|纠错|我要纠错|"
    r"分享(?:到|至)?|转发|推荐|点赞|下载(?:文字版|图片版|word|pdf)?|导出|复制链接|字体|字号|大|中|小|默认|放大|缩小|繁体|简体|"
    r"微信|微博|新浪微博|qq空间|qq|朋友圈|更多|展开|收起|扫一扫.{0,14}|扫描二维码.{0,12}|语音播报|无障碍|听全文|[-+×xA]|"
    r"浏览(?:次数|量)[:：]?\d*次?|点击(?:数|次数)?[:：]?\d*次?|阅读(?:次数|量)?[:：]?\d*次?|次|位访客|0|\d+次)[\]】)）]?[:：|]?)+",
    re.IGNORECASE,
)
# What opens the part behind the text.
_BEHIND = re.compile(
    r"[\[【]?(?:上一[篇条]|下一[篇条]|相关(?:链接|新闻|文章|阅读|信息|稿件|推荐|内容|政策|文件|解读|资讯)|政策解读|解读材料|"
    r"推荐阅读|延伸阅读|热点推荐|猜你喜欢|友情链接|网友评论|我要评论|发表评论|分享到|扫一扫|打印本页|关闭窗口|网站地图|关于我们|"
    r"主办单位[:：]|主办[:：]|承办单位[:：]|版权所有|您访问的链接|微信扫一扫|Copyright).{0,200}$",
    re.IGNORECASE,
)
_ATTACHMENT = re.compile(r"[\[【（(]?附\s*件|文档附件|附件下载")
_BARE = re.compile(r"[\W_]+")
_SITE = re.compile(r"\s*[-_|—–>]+\s*")
_TITLED = re.compile(r"(?<![a-z])(?:title|tit|titles|headline|bt|biaoti|subject|activity-name)(?![a-z])")
# So much of the prose of an element is nearly all.
_NEARLY_ALL = 0.9
# A list of so many links in a row is none of the text's.
_LINKS = 3
_SHORTEST_TITLE = 6
# The heading of a list of files or links, with none below it.
_HEADS_NOTHING = re.compile(
    r"[\[【]?(?:(?:相关)?(?:附件|文件)(?:下载|列表)?|相关(?:链接|文章|文件|解读|新闻|信息)|政策解读|分享到?)[】\]]?[:：]?"
)


def main_text(page: Page, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a page that are of its notice."""
    return _Selection(page, pieces).chosen() if pieces else []


class _Selection:
    """Which pieces of a page count, step by step."""

    def __init__(self, page: Page, pieces: Sequence[Piece]) -> None:
        self._page, self._pieces = page, pieces
        self._starts = [piece.at for piece in pieces]
        self._titles = tuple(_names(page.names))
        self._weights = _sums(_weight(piece) for piece in pieces)
        self._around = self._chrome()
        self._weights = _sums(
            0.0 if around else _weight(piece) for piece, around in zip(pieces, self._around, strict=True)
        )
        self._linky = self._link_lists()

    def chosen(self) -> list[Piece]:
        core = self._core()
        low, high = self._range(core)
        first = self._begin(low, high)
        last = self._end(core, self._last_prose(low, high))
        kept = list(self._disclosed(first))
        for i in range(first, last):
            if self._counts(i, inside=low <= i < high):
                piece = self._pieces[i]
                kept.append(piece if i >= low else piece._replace(text=spaced(piece.text)))
        while kept and _HEADS_NOTHING.fullmatch(kept[-1].text):
            kept.pop()
        return kept

    def _range(self, box: Box) -> tuple[int, int]:
        return bisect_left(self._starts, box.start), bisect_left(self._starts, box.end)

    def _weight(self, box: Box) -> float:
        low, high = self._range(box)
        return self._weights[high] - self._weights[low]

    def _chrome(self) -> list[bool]:
        """Whether each piece stands in an element that is named as one around the text, and holds little prose."""
        around = [False] * len(self._pieces)
        most = 0.3 * self._weights[-1]
        place = 0
        boxes = self._page.boxes
        while place < len(boxes):
            box = boxes[place]
            named = box.tag in _SKIPPED or (box.tag in BLOCKS and _AROUND.search(box.hints) is not None)
            if named and box.parent is not None and self._weight(box) <= most:
                low, high = self._range(box)
                around[low:high] = [True] * (high - low)
                place = box.end
            else:
                place += 1
        return around

    def _link_lists(self) -> list[bool]:
        """Whether each piece is of a run of lines that are mere links, or the heading of one."""
        links = [
            not piece.attached and not piece.cells and piece.linked > 0.6 * piece.letters for piece in self._pieces
        ]
        listed = [False] * len(links)
        i = 0
        while i < len(links):
            j = i
            while j < len(links) and (links[j] or _dated(self._pieces[j])):
                j += 1
            if sum(links[i:j]) >= _LINKS:
                listed[i:j] = [True] * (j - i)
            i = max(j, i + 1)
        return listed

    def _core(self) -> Box:
        """The innermost element that holds nearly all prose."""
        core = self._page.body
        while True:
            inner = [box for box in core.children if box.tag in _FRAMES]
            best = max(inner, key=self._weight, default=None)
            if best is None or self._weight(best) < _NEARLY_ALL * self._weight(core) or not self._weight(best):
                return core
            core = best

    def _begin(self, low: int, high: int) -> int:
        """The piece that the notice begins with, below its disclosure table: its title, if one is found."""
        prose = next((i for i in range(low, high) if _weight(self._pieces[i]) >= _LONG and not self._around[i]), high)
        named = [i for i in range(prose + 1) if i < len(self._pieces) and self._is_title(i)]
        above = [i for i in named if i < low]
        if above:
            first = above[-1]
            while first - 1 in above:
                first -= 1
            return first
        if named:
            first = named[0]
            return first if self._menus(low, first) else low
        return self._headed(low)

    def _menus(self, low: int, first: int) -> bool:
        """Whether what stands above the title in the same element is not of the notice."""
        return all(self._pieces[i].letters < _LONG or self._linky[i] or self._around[i] for i in range(low, first))

    def _headed(self, low: int) -> int:
        """Where no title is known by the page's own: the heading nearest above the text, and what stands between."""
        for i in range(low - 1, max(low - 12, -1), -1):
            piece = self._pieces[i]
            if self._linky[i] or piece.linked > 0.5 * piece.letters or piece.letters < _SHORTEST_TITLE:
                continue
            if piece.style is not None or self._titled(piece):
                return i
        return low

    def _titled(self, piece: Piece) -> bool:
        box = self._page.boxes[piece.at]
        return any(_TITLED.search(above.hints) for above, _ in zip(box.above(), range(3), strict=False))

    def _is_title(self, i: int) -> bool:
        """Whether a line is the title that the page has for the browser, or a line of it."""
        piece = self._pieces[i]
        bare = _BARE.sub("", piece.text)
        if len(bare) < _SHORTEST_TITLE or piece.label or piece.cells or self._linky[i]:
            return False
        if piece.linked > 0.5 * piece.letters or begins_with_label(piece.text):
            return False
        return any(bare == title or (bare in title and len(bare) >= 0.3 * len(title)) for title in self._titles)

    def _last_prose(self, low: int, high: int) -> int:
        """The place behind the last line of prose in the text, or table, or attachment."""
        for i in range(high - 1, low - 1, -1):
            piece = self._pieces[i]
            strong = _weight(piece) >= _LONG and not _BEHIND.match(piece.text)
            if not self._around[i] and not self._linky[i] and (strong or piece.cells or piece.attached):
                return i + 1
        return high

    def _end(self, core: Box, high: int) -> int:
        """The place behind the last piece of the notice: below its text, up to a list of links or its heading."""
        last = high
        for i in range(high, len(self._pieces)):
            piece = self._pieces[i]
            if piece.attached or _ATTACHMENT.match(piece.text):
                last = i + 1
                continue
            behind = _BEHIND.match(piece.text) or _FURNITURE.search(piece.text) or self._linky[i] or self._around[i]
            if behind or self._heads_links(i) or self._apart(core, piece):
                break
            last = i + 1
        return last

    def _heads_links(self, i: int) -> bool:
        return any(self._linky[i + 1 : i + 2])

    def _apart(self, core: Box, piece: Piece) -> bool:
        """Whether a short line below the text stands further away than beside the element around the text."""
        if _weight(piece) >= _LONG:
            return False
        near = core.parent.parent if core.parent is not None else None
        return near is not None and piece.at >= near.end

    def _disclosed(self, first: int) -> Iterator[Piece]:
        """The labels with their values above the title; a label and its value may be two lines."""
        label = ""
        for i, piece in enumerate(self._pieces[:first]):
            if piece.cells or self._linky[i] or piece.letters > LONGEST_PAIR or is_label(piece.text):
                label = piece.text.rstrip("：: ") if is_label(piece.text) else ""
            elif piece.label or begins_with_label(piece.text):
                yield piece._replace(text=spaced(piece.text))
                label = ""
            elif label:
                yield piece._replace(text=f"{label}：{piece.text}", label=True)
                label = ""

    def _counts(self, i: int, *, inside: bool) -> bool:
        piece = self._pieces[i]
        if piece.attached or piece.label:
            return True
        if _BUTTONS.fullmatch(piece.text.replace(" ", "")):
            return False
        if self._linky[i]:
            return False
        return inside or not self._around[i] or begins_with_label(piece.text)


def _sums(weights: Iterator[float]) -> list[float]:
    return list(accumulate(weights, initial=0.0))


def _weight(piece: Piece) -> float:
    """How much of a notice's prose a piece seems to be."""
    own = piece.letters - piece.linked
    if _FURNITURE.search(piece.text):
        return 0.0
    if piece.cells:
        return 0.3 * own
    return float(own) if own >= _LONG and _STOP.search(piece.text) else 0.1 * own


def _dated(piece: Piece) -> bool:
    """A date, or a bullet, beside a link."""
    return piece.letters <= 12 and not re.search("[一-龥]{3}", piece.text)


def _names(names: Sequence[str]) -> Iterator[str]:
    """What a page is called, without the name of its site."""
    for name in names:
        for part in (name, *_SITE.split(name)):
            bare = _BARE.sub("", part)
            if len(bare) >= _SHORTEST_TITLE:
                yield bare
