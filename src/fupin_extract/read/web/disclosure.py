"""Labels and values with which a site discloses a notice: 索引号：…, in a table or on lines, above its title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fupin_extract.text.patterns import compiled

# As far as they tell such a table from one of the notice; what they mean is known to the outline alone.
_WORDS = """
索引号 索引编号 信息索引号 信息索引 发文机关 发文机构 发文单位 制发机关 发布机构 发布机关 发布单位 公开责任部门
责任部门 发文字号 文号 文件编号 发文文号 成文日期 成文时间 签署日期 发布日期 发布时间 公开日期 公开时间 发文日期
发文时间 发表日期 发表时间 生成日期 生效日期 实施日期 施行日期 失效日期 废止日期 主题分类 主题词 主题类别 所属主题
信息分类 组配分类 体裁分类 分类 标题 名称 信息名称 文件名称 公文名称 公文种类 文件类型 关键词 统一编号 统一登记号
登记号 备案号 颁发部门 颁布单位 有效地区
时效性 有效性 是否有效 文件状态 效力状态 服务对象 公开方式 公开范围 公开形式 公开属性 公开类别
内容概述 信息来源 文章来源 稿件来源 来源
"""
_LABELS = sorted(_WORDS.split(), key=len, reverse=True)
_LABEL = compiled(f"(?:{'|'.join(_LABELS)})$")
_LABEL_LINE = compiled(f"【?(?:{'|'.join(_LABELS)})】?[:：]")
# Inside a line a label of two characters is one only behind a figure: 稿件来源.
_GLUED = compiled(f"(?:{'|'.join(label for label in _LABELS if len(label) > 2)})[:：]")
_GLUED_SHORT = compiled("(?<=[0-9A-Za-z）)])(?=(?:文号|标题|名称|分类|来源)[:：])")
# What a line of labels counts and offers behind its values.
_OFFERS = compiled(
    r"\s*[【\[]?(?:(?:浏览|阅读|点击|访问)(?:次数|人数|量|数)?|字体(?:大小)?|字号|视力保护色|保护视力色|打印(?:本页)?|分享(?:到)?)"
    r"\s*[:：]?(?:[-\d\s|/]|[【\[]|[】\]]|大|中|小|次|默认|打印|分享|关闭|收藏|[A+])*$"
)
_BLANK = compiled(r"\s+")
# A label is no longer than this, a label with its value no longer than that.
LONGEST_LABEL, LONGEST_PAIR = 12, 200


def is_label(text: str) -> bool:
    """Whether a text is a label, with or without a colon and blanks in it."""
    return len(text) <= 3 * LONGEST_LABEL and _LABEL.match(_BLANK.sub("", text).strip("：:【】")) is not None


def begins_with_label(text: str) -> bool:
    """Whether a line is a label and its value, or several."""
    return len(text) <= LONGEST_PAIR and _LABEL_LINE.match(_BLANK.sub("", text)) is not None


def labels_of(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """``label：value`` for each label of a table that has a value."""
    for row in rows:
        known = [i for i, text in enumerate(row) if is_label(text)]
        by_turns = bool(known) and all(i % 2 == 0 for i in known)
        label = ""
        for i, text in enumerate(row):
            if is_label(text) or (by_turns and i % 2 == 0 and 0 < len(text) <= LONGEST_LABEL):
                label = _BLANK.sub("", text).strip("：:")
            elif text:
                yield f"{label}：{text}" if label else text
                label = ""


def spaced(text: str) -> str:
    """A line of labels and values with a blank between them: 发布日期：2024-01-02来源：甲局, set apart by style alone.

    What it counts or offers behind them (浏览次数：12 【字体：大 中 小】) is none of the notice.
    """
    if not text or len(text) > LONGEST_PAIR or not (begins_with_label(text) or text[0].isdigit()):
        return text
    while (offers := _OFFERS.search(text)) and offers.start():
        text = text[: offers.start()]
    text = _GLUED.sub(lambda label: f" {label[0]}" if label.start() else label[0], text)
    return _BLANK.sub(" ", _GLUED_SHORT.sub(" ", text))
