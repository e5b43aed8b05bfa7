"""What a diagnostic says to a person, and what to do about it, in Chinese or English.

A record has its message in Chinese. The English of it is made of the values that stand in the message, which a form of
its code finds there; a message that no form knows stays as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fupin_extract.records.notice import Diagnostic
    from fupin_extract.write.labels import Headers

from fupin_extract.plain_class import dataclass


@dataclass(frozen=True, slots=True)
class Advice:
    """Of one code: how its message is built, its English, and what to do, empty where the message itself says it."""

    form: str
    english: str
    todo_zh: str
    todo_en: str


_NODE = r"：(.+)（(.+)）$"
_PAGES = r"第 (.+?) 页"
ADVICE = {
    "no_clauses": Advice(
        "^未找到编号条款",
        "no numbered clause was found, so there is no task to list",
        "请用 fupin-extract text 看看正文是否都读出来了",
        "look with fupin-extract text whether all of the text was read",
    ),
    "damaged_text": Advice(r"有(\d+)个字符已损坏", "{0} characters are damaged", "", "compare with the original"),
    "page_scanned": Advice(
        _PAGES + "是图片",
        "pages without a text layer (scans) were not read: {0}",
        "",
        "recognise their text first (OCR)",
    ),
    "page_damaged": Advice(
        _PAGES + "已损坏",
        "damaged pages were not read: {0}",
        "请重新下载或另存后再读",
        "download or save the file anew",
    ),
    "tables_unread": Advice(
        _PAGES + "的框线",
        "pages whose rules make no table were read as text only: {0}",
        "请对照原文核对这些页上的任务和单位",
        "compare the tasks and offices of these pages with the notice",
    ),
    "unmapped_text": Advice(
        r"有 (\d+) 个字符的字体",
        "the fonts do not say what {0} of the characters are, which may be others than those that are seen",
        "请与原文核对，或改用 Word 版",
        "compare with the notice, or read its Word file",
    ),
    "hidden_cells": Advice(
        "隐藏的工作表、行或列",
        "hidden sheets, rows or columns were not read",
        "如需读取，请取消隐藏并保存后再读",
        "where they are needed, unhide them and save the file",
    ),
    "formula_unread": Advice(
        r"有 (\d+) 个公式",
        "{0} formulas have no value in the file and were not read",
        "",
        "open and save it in Excel, then read it again",
    ),
    "balloons_dropped": Advice(
        _PAGES + "页边有修订批注框",
        "balloons of revisions in the margin were left out, on pages {0}",
        "如有定稿，请读定稿",
        "read the final version if there is one",
    ),
    "tracked_changes": Advice(
        "尚未接受的修订",
        "the file has changes that nobody has accepted: it was read as if all were",
        "请在 Word 中接受或拒绝修订后再读",
        "accept or reject them in Word, then read it again",
    ),
    "number_format_unknown": Advice(
        "格式（(.+)）未收录",
        "automatic numbers of an unknown format ({0}) were read as figures",
        "请与原文核对编号",
        "compare the numbers with the notice",
    ),
    "part_unread": Advice(
        r"(?:未能读取：|嵌有 )(.+?)(?: 处其他格式的内容，未能读取)?$",
        "parts of the file, damaged or in another format, were not read: {0}",
        "请用 Word 打开并另存后再读",
        "open and save it in Word, then read it again",
    ),
    "watermark_dropped": Advice(
        r"（水印）未计入正文：(.+)$",
        "text that stands askew (a watermark) was left out: {0}",
        "如果它是正文，请改用 Word 版",
        "if it belongs to the text, read the Word file",
    ),
    "duplicate_number": Advice(
        "编号重复" + _NODE,
        "the number {0} stands twice; the later clause is {1}",
        "请对照原文，看是否原文编号有误",
        "see in the notice whether it is a slip of its own",
    ),
    "numbering_gap": Advice(
        "编号不连续：(.+) 之前缺第 (.+) 项",
        "no. {1} is missing before {0}",
        "请对照原文，看是漏排还是没有读出",
        "see whether the notice has it",
    ),
    "numbering_restart": Advice(
        "编号重新开始" + _NODE,
        "numbering begins anew at {0}, clause {1}",
        "请用 fupin-extract outline 看看条款的层次对不对",
        "look at the tree of clauses with fupin-extract outline",
    ),
    "further_plan": Advice(
        "另一份方案从这里开始" + _NODE,
        "a further plan begins at {0}, clause {1}",
        "如果只要其中一份，请拆成两个文件",
        "if only one of them is wanted, make two files of it",
    ),
    "group_unread": Advice(
        "^(.+?)：括号内的责任单位未能完整读出",
        "clause {0}: the bracket that says who answers was not wholly read",
        "请对照原文补上责任单位",
        "add the offices from the notice",
    ),
    "date_conflict": Advice(
        r"发布日期 (\S+) 早于成文日期 (\S+)",
        "the date of publication, {0}, is before the date of signing, {1}",
        "请以原件上的日期为准",
        "go by the dates of the original",
    ),
    "date_slip": Advice(
        r"日期“(.+)”按文意读作 (\S+)",
        "the date {0} is written wrongly and was read by its sense as {1}",
        "请以原件上的日期为准",
        "go by the date of the original",
    ),
    "correction_unfit": Advice(
        r"^第(\d+)项更正（(.+)）与通知不符",
        "correction {0} ({1}) does not fit the notice, and was left out",
        "请对照通知改正或删去这项更正",
        "set it right, or take it out of the patch",
    ),
    "correction_unread": Advice(
        "^更正的时限“(.+)”读不出日期",
        "no days are read in the corrected deadline {0}, which is kept as it is",
        "请在更正中用 value 写明日期",
        "give its days as a value in the patch",
    ),
    "mistake": Advice(
        r"^(?:(.+?)：)?程序有误，.+（(.+)）$",
        "a mistake in this program, of what it should read here something is missing ({1})",
        "",
        "please report it",
    ),
}


def said(diagnostic: Diagnostic, language: Headers) -> str:
    """What it says, as half of a sentence."""
    known = ADVICE.get(diagnostic.code)
    match = known and language == "en" and re.search(known.form, diagnostic.message)
    if not known or not match:
        return diagnostic.message
    values = ((value or "").replace(" 至 ", " to ") for value in match.groups())
    return known.english.format(*(re.sub(r"(?<=\d)、(?=\d)", ", ", value) for value in values))


def sentence(diagnostic: Diagnostic, language: Headers) -> str:
    """What it says, and what to do about it."""
    known = ADVICE.get(diagnostic.code)
    if language == "en":
        return f"{said(diagnostic, language)}; {known.todo_en}" if known else diagnostic.message
    todo = known.todo_zh if known else ""
    return f"{diagnostic.message}。{todo}{'。' if todo else ''}"
