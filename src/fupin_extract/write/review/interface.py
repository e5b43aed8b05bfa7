"""The words of the review page, in both languages; what tables have a heading or a word for comes from there."""

from __future__ import annotations

from fupin_extract.write import labels
from fupin_extract.write.labels import Headers
from fupin_extract.write.ledger import wording

_FIELDS = (
    *("lead_units", "responsible_units", "supporting_units", "supervising_units"),
    *("persons", "deadlines", "targets", "citations", "duties"),
)
# Each in Chinese and in English.
_WORDS = {
    "page": ("核对任务分解表", "Review of the task matrix"),
    "noscript": ("请在浏览器中允许运行 JavaScript。", "This page needs JavaScript."),
    "untitled": ("（无标题）", "(untitled)"),
    "matrix": ("任务分解表", "Task matrix"),
    "matrix.nothing": ("没有符合条件的任务", "No task fits the filter"),
    "drawer": ("附表", "More"),
    "drawer.timeline": ("时间轴", "Timeline"),
    "drawer.heat": ("单位×任务", "Offices × tasks"),
    "drawer.corrections": ("更正", "Corrections"),
    "timeline.nothing": ("没有读到完成时限", "No deadline was read"),
    "heat.nothing": ("没有读到责任单位", "No office was read"),
    "heat.more": ("显示其余 {count} 个单位", "Show {count} more offices"),
    "diagnostics.nothing": ("没有提示", "No diagnostics"),
    "corrections.nothing": (
        "还没有更正。点表中的单位、时限、数字可以改，选中原文可以添加。",
        "Nothing corrected yet. Double-click what is wrong in the matrix, or select text to add what is missing.",
    ),
    "corrections.drop": ("撤去", "drop"),
    "corrections.drop.of": ("撤去：{what}", "Drop: {what}"),
    "items": ("{count} 项", "{count}"),
    # panes and headings
    "panes": ("视图", "View"),
    "pane.matrix": ("任务表", "Matrix"),
    "text.before": ("正文之前（{count} 字）", "Before the text ({count} characters)"),
    "text.after": ("正文之后（{count} 字）", "After the text ({count} characters)"),
    "head.check": ("核对", "ok"),
    "head.checked": ("已核对", "checked"),
    "head.count": ("任务数", "tasks"),
    # states of rows, and how many have them
    "unassigned": ("未分配", "unassigned"),
    "check": ("待核对", "to check"),
    "inherited": ("沿用上级", "inherited"),
    "state.untouched": ("未核对", "not checked"),
    "state.confirmed": ("核对无误", "confirmed"),
    "state.changed": ("已更正", "corrected"),
    "counts": ("进度", "Progress"),
    "count.tasks": ("任务 {count}", "Tasks {count}"),
    "count.unassigned": ("未分配 {count}", "Unassigned {count}"),
    "count.check": ("待核对 {count}", "To check {count}"),
    "count.confirmed": ("已核对 {count}", "Confirmed {count}"),
    "count.changed": ("已更正 {count}", "Corrected {count}"),
    # the bar
    "legend": ("图例：点击筛选", "Legend: click to filter"),
    "filters": ("筛选", "Filters"),
    "filter.office": ("全部单位", "All offices"),
    "filter.when": ("全部时限", "All deadlines"),
    "filter.kind": ("全部类别", "All kinds"),
    "filter.clear": ("清除筛选", "Clear"),
    "when.none": ("没有时限", "none"),
    "search": ("搜索", "Search"),
    "theme": ("主题", "Theme"),
    "theme.auto": ("跟随系统", "System"),
    "theme.light": ("浅色", "Light"),
    "theme.dark": ("深色", "Dark"),
    "undo": ("撤销", "Undo"),
    "redo": ("重做", "Redo"),
    "export": ("导出更正", "Export corrections"),
    "keys": ("快捷键", "Keys"),
    "list": ("全部文件", "All notices"),
    "list.title": ("{count} 份文件", "{count} notices"),
    # keys
    "key.next": ("下一项任务", "next task"),
    "key.previous": ("上一项任务", "previous task"),
    "key.nextToCheck": ("下一项待核对", "next to check"),
    "key.confirm": ("核对无误，看下一项", "confirm and go on"),
    "key.edit": ("更正所选内容或任务", "edit what is chosen"),
    "key.remove": ("删除所选内容", "remove what is chosen"),
    "key.add": ("把选中的文字加到任务", "add the selected text"),
    "key.kind": ("按类别添加选中的文字", "add the selected text as this kind"),
    "key.search": ("搜索", "search"),
    "key.undo": ("撤销", "undo"),
    "key.redo": ("重做", "redo"),
    "key.export": ("导出更正", "export corrections"),
    "key.help": ("显示快捷键", "show the keys"),
    # dialogs
    "save": ("保存", "Save"),
    "cancel": ("取消", "Cancel"),
    "close": ("关闭", "Close"),
    "remove": ("删除", "Remove"),
    "dialog.new": ("添加到 {row}", "Add to {row}"),
    "dialog.fact": ("更正：{row}", "Correct: {row}"),
    "dialog.row": ("任务 {row}", "Task {row}"),
    "dialog.note": ("备注", "Note"),
    "dialog.title": ("任务名称", "Title"),
    "dialog.start": ("开始日期", "From"),
    "row.confirm": ("核对无误：{row}", "Confirm: {row}"),
    "row.edit": ("更正 {row}", "Edit {row}"),
    "row.add": ("添加一项", "Add"),
    "row.join": ("并入上一项", "Join to the one before"),
    "row.remove": ("删除任务", "Remove the task"),
    "picker": ("添加选中的文字", "Add the selected text"),
    "picker.split": ("从此处拆分", "Split here"),
    "picker.task": ("新增任务", "New task"),
    # corrections as lines
    "told.set": ("{task} {field}：{was} → {now}", "{task} {field}: {was} → {now}"),
    "told.added": ("{task} {field}：增加 {now}", "{task} {field}: added {now}"),
    "told.removed": ("{task} {field}：删去 {was}", "{task} {field}: removed {was}"),
    "told.role": ("{task} {unit}：{was} → {now}", "{task} {unit}: {was} → {now}"),
    "told.split": ("{task} 拆成两项", "{task} split in two"),
    "told.join": ("{task} 并入 {into}", "{task} joined to {into}"),
    "told.add_task": ("新增任务：{title}", "New task: {title}"),
    "told.remove_task": ("删除任务 {task}", "Task {task} removed"),
    "told.noted": ("{line}（{note}）", "{line} ({note})"),
    "refused.task": ("不再适用：没有这项任务", "no longer fits: there is no such task"),
    "refused.fact": ("不再适用：没有这项内容", "no longer fits: there is no such text"),
    "refused.place": ("不再适用：位置不对", "no longer fits: the place is outside"),
    "refused.join": ("不再适用：不是紧接着的上一项", "no longer fits: not the row directly before"),
    "refused.taken": ("不再适用：这里已有任务", "no longer fits: there is a row already"),
    "refused.unknown": ("不认识的更正", "unknown operation"),
    # what is said of what was done
    "said.shown": ("显示 {count} 项任务", "{count} tasks shown"),
    "said.all": ("全部核对完毕", "All is checked"),
    "said.undone": ("已撤销", "Undone"),
    "said.redone": ("已重做", "Done again"),
    "said.dropped": ("已撤去", "Dropped"),
    "said.dropped.more": ("已撤去，连同只因它才适用的 {count} 项", "Dropped, with {count} that fit only because of it"),
    "said.noted": ("备注已保存", "Note saved"),
    "said.confirmed": ("{row} 核对无误", "{row} confirmed"),
    "said.unconfirmed": ("{row} 取消核对", "{row} not confirmed any more"),
    "said.choose_fact": ("请先点选要删除的内容", "Choose what to remove first"),
    "said.choose_row": ("请先选择任务", "Choose a task first"),
    "said.select": ("请先选中原文中的文字", "Select some of the text first"),
    "said.no_split": ("请选中任务中间的文字再拆分", "Select text in the middle of a task to split it"),
    "said.exported": ("已导出 {name}", "Exported {name}"),
    "said.not_kept": (
        "（此浏览器不保存，请及时导出）",
        "(this browser keeps nothing: export before you close the page)",
    ),
}
# Roles in one character, for a cell.
_SHORT = {
    "lead_units": ("牵", "L"),
    "responsible_units": ("责", "R"),
    "supporting_units": ("配", "S"),
    "supervising_units": ("督", "W"),
}


# What tables have a heading for, each with its name there and the table.
_HEADED = {
    "head.id": ("id", ""),
    "head.title": ("title", ""),
    "head.file": ("file", ""),
    "head.severity": ("severity", ""),
    "head.message": ("message", ""),
    "head.task": ("task", ""),
    "head.office": ("name", ""),
    "chooser": ("file", ""),
    "pane.text": ("text", ""),
    "diagnostics.place": ("text", ""),
    "dialog.text": ("text", "matrix"),
    "dialog.kind": ("kind", ""),
    "dialog.end": ("due_by", ""),
    "dialog.value": ("value", ""),
    "dialog.unit": ("unit", ""),
    **{f"field.{name}": (name, "matrix") for name in _FIELDS},
}
_WHEN, _KINDS = ("dated", "recurring", "open", "undated"), ("task", "safeguard", "overview")


def heading(name: str, headers: Headers, of: str = "") -> str:
    """The heading of a table, for people to read: responsible units of ``responsible_units``."""
    return labels.heading(name, headers, of).replace("_", " ")


def words(headers: Headers) -> dict[str, str]:
    """Everything that the page says, by the names that its modules use."""
    place = headers == "en"
    found = {name: both[place] for name, both in _WORDS.items()}
    found |= {f"short.{name}": both[place] for name, both in _SHORT.items()}
    found |= {name: heading(named, headers, of) for name, (named, of) in _HEADED.items()}
    found |= {f"when.{name}": wording.word(name, headers) for name in _WHEN}
    found |= {f"kind.{name}": wording.word(name, headers) for name in _KINDS}
    found["drawer.diagnostics"] = labels.word(labels.TABLES, "diagnostics", headers)
    found["field.title"] = found["dialog.title"]
    return found
