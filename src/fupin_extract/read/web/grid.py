"""Tables of a page: which only place things, which list labels and values, and the true grid of the others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from fupin_extract.errors import ReadError
from fupin_extract.read import limits
from fupin_extract.read.web.tree import Box, Page

# Labels of the table in which a site discloses a notice, as far as they tell such a table from one of the notice.
LABELS = ["索引号", "索引编号", "信息索引号", "信息索引", "发文机关", "发文机构", "发文单位", "制发机关", "发布机构", "发布机关", "发布单位", "公开责任部门", "发文字号", "文号", "文件编号", "发文文号", "成文日期", "成文时间", "签署日期", "发布日期", "发布时间", "公开日期", "公开时间", "发文日期", "发文时间", "生成日期", "生效日期", "实施日期", "施行日期", "失效日期", "废止日期", "主题分类", "主题词", "主题类别", "标题", "名称", "信息名称", "文件名称", "公文名称", "公文种类", "关键词", "统一编号", "统一登记号", "登记号", "备案号", "时效性", "有效性", "文件状态", "效力状态", "是否有效", "组配分类", "体裁分类", "服务对象", "分类", "信息分类", "所属主题", "公开方式", "公开范围", "公开形式", "公开属性", "公开类别", "文件类型", "信息来源", "文章来源", "稿件来源", "内容概述", "发表时间", "发表日期", "来源"]
_LABEL = re.compile(f"(?:{'|'.join(sorted(LABELS, key=len, reverse=True))})$")
_LABEL_LINE = re.compile(f"【?(?:{'|'.join(sorted(LABELS, key=len, reverse=True))})】?[:：]")
_GLUED = re.compile(
    f"(?:{'|'.join(sorted((label for label in LABELS if len(label) > 2), key=len, reverse=True))})[:：]"
)
_GLUED_SHORT = re.compile("(?<=[0-9A-Za-z）)])(?=(?:文号|标题|名称|分类|来源)[:：])")
# What a line of labels counts and offers behind its values.
_OFFERS = re.compile(
    r"\s*[【\[]?(?:(?:浏览|阅读|点击|访问)(?:次数|人数|量|数)|字体(?:大小)?|字号|视力保护色|保护视力色|打印(?:本页)?|分享(?:到)?)\s*[:：]?"
    r"(?:[-\d\s|/]|[【\[]|[】\]]|大|中|小|次|默认|打印|分享|关闭|收藏|[A+])*$"
)
_BLANK = re.compile(r"\s+")
# A table of labels is no larger than this, and each of its labels stands in a cell no longer than that.
_MOST_LABELLED, _LONGEST_LABEL = 60, 12
# So much of a table's text in one cell of so many lines makes it a frame around the text; less, with headings in it.
_MOST_OF_TEXT, _MANY_LINES, _FEW_ROWS = 0.8, 5, 6
_WIDEST, _TALLEST = 1000, 65_534
# A longer cell is neither a label nor a label with its value.
_LONGEST_PAIR = 200


def rows_of(table: Box) -> Iterator[list[Box]]:
    """The cells of each row, as they are shown: the head first, the foot last."""
    for group in _groups(table):
        for row in group:
            yield [cell for cell in row.children if cell.tag in ("td", "th")]


def _groups(table: Box) -> list[list[Box]]:
    """The rows of each part of a table, head first, foot last; rows span within their part only."""
    parts = [child for child in table.children if child.tag in ("thead", "tbody", "tfoot", "tr")]
    order = {"thead": 0, "tfoot": 2}
    groups: list[list[Box]] = []
    loose: list[Box] | None = None
    for part in sorted(parts, key=lambda part: order.get(part.tag, 1)):
        if part.tag == "tr":
            if loose is None:
                groups.append(loose := [])
            loose.append(part)
        else:
            loose = None
            groups.append([row for row in part.children if row.tag == "tr"])
    return groups


def table_kind(page: Page, table: Box) -> Literal["layout", "labels", "data"]:
    """What a table is for."""
    if table.attributes.get("role", "").lower() in ("presentation", "none"):
        return "layout"
    rows = [[(cell, page.size(cell)) for cell in row] for row in rows_of(table)]
    filled = [[(cell, size) for cell, size in row if size] for row in rows]
    cells = [pair for row in filled for pair in row]
    if not cells or max(map(len, filled)) < 2:
        return "layout"
    if len(cells) <= _MOST_LABELLED and _labelled(page, filled):
        return "labels"
    largest, most = max(cells, key=lambda pair: pair[1])
    share = most / page.size(table)
    if page.heads[largest.end] > page.heads[largest.start] and share > 0.5:
        return "layout"
    if sum(page.size(inner) for inner in page.inner_tables(table)) > 0.5 * page.size(table):
        return "layout"
    framed = share > _MOST_OF_TEXT and len(filled) <= _FEW_ROWS and not _headed(filled)
    if framed and page.lines[largest.end] - page.lines[largest.start] >= _MANY_LINES:
        return "layout"
    return "data"


def _headed(filled: Sequence[Sequence[tuple[Box, int]]]) -> bool:
    """Whether a table begins as one of data: a row of three short cells or more, or of heads."""
    first = next(row for row in filled if row)
    short = len(first) > 2 and all(size <= _LONGEST_LABEL for _, size in first)
    return short or (len(first) > 1 and all(cell.tag == "th" for cell, _ in first))


def is_label(text: str) -> bool:
    """Whether a text is a label of a disclosure, with or without a colon and blanks in it."""
    bare = _BLANK.sub("", text).strip("：:【】")
    return _LABEL.match(bare) is not None


def begins_with_label(text: str) -> bool:
    """Whether a line is a label of a disclosure and its value."""
    return _LABEL_LINE.match(_BLANK.sub("", text)) is not None


def spaced_labels(text: str) -> str:
    """A line of labels and values with a blank between them: 发布日期：2024-01-02来源：甲局, set apart by style alone.

    What it counts or offers behind them (浏览次数：12 【字体：大 中 小】) is none of the notice.
    """
    if len(text) > _LONGEST_PAIR or not begins_with_label(text):
        return text
    while (offers := _OFFERS.search(text)) and offers.start():
        text = text[: offers.start()]
    text = _GLUED.sub(lambda label: f" {label[0]}" if label.start() else label[0], text)
    return _BLANK.sub(" ", _GLUED_SHORT.sub(" ", text))


def _labelled(page: Page, rows: Sequence[Sequence[tuple[Box, int]]]) -> bool:
    """Whether a table is one of labels: most rows begin with one, and two are known."""
    known = labelled = 0
    for row in rows:
        if any(size > _LONGEST_PAIR for _, size in row):
            return False
        texts = ["".join(box.text for box in page.boxes[cell.start : cell.end]) for cell, _ in row]
        found = sum(is_label(text) or begins_with_label(text) for text in texts)
        known += found
        labelled += found > 0
    filled = sum(bool(row) for row in rows)
    # A head of data may hold 文号 and 名称 too: its next rows begin with values.
    return known >= 2 and labelled >= 0.6 * filled and not (labelled == 1 and filled > 1)


def labels_of(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """``label：value`` for each label of a table that has a value."""
    for row in rows:
        known = [i for i, text in enumerate(row) if is_label(text)]
        by_turns = bool(known) and all(i % 2 == 0 for i in known)
        label = ""
        for i, text in enumerate(row):
            if is_label(text) or (by_turns and i % 2 == 0 and 0 < len(text) <= _LONGEST_LABEL):
                label = _BLANK.sub("", text).strip("：:")
            elif text:
                yield f"{label}：{text}" if label else text
                label = ""


def places(table: Box, name: str) -> Iterator[tuple[Box, int, int, int, int]]:
    """The cells of a table, each with its row, its column, and how many of both it covers, none of them twice.

    Raises:
        ReadError: they cover more than can be read in reasonable time.
    """
    found: list[tuple[Box, int, int, int, int]] = []
    at = covered = 0
    for group in _groups(table):
        taken: dict[int, int] = {}  # column → the row from which it is free again
        for i, row in enumerate(group):
            column = 0
            for cell in (child for child in row.children if child.tag in ("td", "th")):
                while taken.get(column, 0) > i:
                    column += 1
                rows = min(_span(cell, "rowspan", _TALLEST) or len(group), len(group) - i)
                columns = 1
                while columns < max(1, _span(cell, "colspan", _WIDEST)) and taken.get(column + columns, 0) <= i:
                    columns += 1
                covered += columns
                if covered > limits.MOST_CELLS:
                    problem = "{path}: has more than {most} cells of tables"
                    raise ReadError(problem, path=name, most=limits.MOST_CELLS)
                taken |= dict.fromkeys(range(column, column + columns), i + rows)
                found.append((cell, at + i, column, rows, columns))
                column += columns
        at += len(group)
    width = max((column for _, _, column, _, _ in found), default=0) + 1
    for cell, row, column, rows, columns in found:
        yield cell, row, column, rows, min(columns, width - column)


def _span(cell: Box, name: str, most: int) -> int:
    match = re.match(r"\s*(\d{1,9})", cell.attributes.get(name, ""))
    return min(int(match[1]), most) if match else 1
