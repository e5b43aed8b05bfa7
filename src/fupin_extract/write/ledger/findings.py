"""What is to be looked at, as sentences in the reader's language, each with the file and the row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fupin_extract.write.ledger.wording import heading
from fupin_extract.write.sheets import Column, Sheet, glimpse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fupin_extract.records.standing import Finding, FindingCode
    from fupin_extract.write.labels import Headers
    from fupin_extract.write.sheets import Cell

# Each in Chinese and in English, with what the finding tells in its places.
_SENTENCES: dict[FindingCode, tuple[str, str]] = {
    "unread": ("文件读不出，未汇总：{now}", "cannot be read, and is left out: {now}"),
    "not_returned": ("还没有交回", "has not sent its workbook back"),
    "returned_twice": ("同一单位又交回一份，先前的一份是 {before}", "sent a second workbook; the first is {before}"),
    "file_strange": ("不知道是哪个单位的：“{now}”不在分解表里", "nobody knows whose it is: {now} is in no task"),
    "office_renamed": ("单位名称由“{before}”写成“{now}”", "is called {now}, and was {before}"),
    "base_lost": (
        "隐藏的“底稿”不在了，改动按总表现状比较",
        "the hidden sheet As sent is gone: what was changed is told from the ledger as it is now",
    ),
    "sheet_renamed": ("工作表由“{before}”改名为“{now}”", "the sheet {before} is called {now}"),
    "heading_changed": ("“{column}”栏的标题写成“{now}”", "the column {column} is headed {now}"),
    "heading_missing": ("没有“{column}”栏", "there is no column {column}"),
    "column_added": ("多出一栏“{now}”，未汇总", "the column {now} is new, and is left out"),
    "order_changed": ("行的顺序变了（按标识对号，不影响）", "the rows are in another order, which does no harm"),
    "key_lost": ("没有任务标识，按内容对上第 {number} 项", "has no key; by its text it is task {number}"),
    "row_missing": ("少了第 {number} 项（发出时在此行）：{now}", "task {number}, which stood here, is missing: {now}"),
    "row_twice": ("第 {number} 项有两行，另一行是第 {before} 行", "task {number} is there twice, also in row {before}"),
    "row_unknown": ("总表里没有这一行，未汇总：{now}", "is no task of the ledger, and is left out: {now}"),
    "day_as_text": ("“{column}”不是日期格式：{now}", "{column} is a day typed as text: {now}"),
    "day_unread": ("“{column}”看不出是哪天：{now}", "{column} is no day: {now}"),
    "state_reworded": ("状态“{before}”按“{now}”汇总", "the state {before} is taken as {now}"),
    "state_unknown": ("状态“{now}”不在可选项里，未采用", "the state {now} is none of those to choose from"),
    "cleared": ("“{column}”被清空，总表保留原内容：{before}", "{column} was emptied; the ledger keeps {before}"),
    "not_theirs": (
        "改了不该由填报单位改的“{column}”，未采用：“{before}”→“{now}”",
        "{column} is not theirs to change, and is left as it is: {before} → {now}",
    ),
    "contradiction": (
        "“{column}”填报不一致，都已保留：{before}{now}",
        "{column} does not agree, all is kept: {before}{now}",
    ),
    "master_changed": (
        "“{column}”在总表里另有改动，填报未覆盖：总表“{before}”，填报“{now}”",
        "{column} was changed in the ledger too, which is kept: there {before}, here {now}",
    ),
    "no_office": ("没有责任单位，未发给任何单位：{now}", "no office answers for it, so nobody is sent it: {now}"),
    "doubtful": (
        "第 {number} 项“{now}”接续了原来的“{before}”，两者差别较大，请核对",
        "task {number}, {now}, goes on with {before}, which is not much like it",
    ),
}
_AND = {"zh": "；", "en": "; "}


def sentence(finding: Finding, headers: Headers) -> str:
    """What was found, in words."""
    said = {
        "number": finding.number or "",
        "column": heading(finding.column, headers) if finding.column else "",
        "before": glimpse(finding.before, 60) if finding.before else "",
        "now": glimpse(finding.now, 120) if finding.now else "",
    }
    if finding.code == "contradiction" and finding.before:
        said["before"] += _AND[headers]
    return _SENTENCES[finding.code][headers == "en"].format(**said)


def findings_sheet(title: str, findings: Sequence[Finding], headers: Headers) -> Sheet:
    """A row a finding, what asks for an answer first."""
    columns = [
        Column(heading("office", headers), "text", 20),
        Column(heading("file", headers), "text", 28),
        Column(heading("row", headers), "number"),
        Column(heading("number", headers), "code"),
        Column(heading("finding", headers), "text", 70),
    ]
    ordered = sorted(findings, key=lambda finding: not finding.notable)
    rows: list[list[Cell]] = [
        [one.office or "", one.file or "", one.row or "", one.number or "", sentence(one, headers)] for one in ordered
    ]
    return Sheet(title, columns, rows)
