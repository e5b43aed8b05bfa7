"""What a person reads on the command line, in Chinese or English by the locale.

English stands in the code; the Chinese is looked up here, and a text without Chinese stays as it is. Data (records,
diagnostics, tables) never depends on the locale.
"""

from __future__ import annotations

import contextlib
import os
import sys

CHINESE = {
    # help
    "Read Chinese policy notices into clauses, units and a task matrix.": "把政策通知读成条款、责任单位和任务分解表。",
    "Read notices and write their task matrices.": "读取通知，写出任务分解表。",
    "Print the clauses of a notice as a tree.": "以树形打印通知的条款。",
    "Print the JSON Schema of the records.": "打印记录的 JSON Schema。",
    "Try rules of your own.": "检查和试用自己的规则。",
    "Say what is wrong with a folder of rules.": "指出规则目录里的错误。",
    "Run the cases in DIR/cases with the rules of DIR.": "用 DIR 的规则运行 DIR/cases 里的用例。",
    "Print the version.": "显示版本号。",
    "Notices to read; - is standard input.": "要读的通知；- 表示标准输入。",
    "A folder of rules.": "规则目录。",
    "Encoding of the files; else it is found.": "文件编码；不给则自动识别。",
    "Lay the rules of this folder over ours.": "用此目录的规则覆盖自带规则。",
    "Write here, wholly or not at all.": "写入此文件；出错则不留半个。",
    "Exit with 1 where a notice has warnings.": "有警告时退出码为 1。",
    "Form of the output; else by the suffix of -o, else yaml.": "输出格式；不给则看 -o 后缀，或 yaml。",
    "Date of signing, where the notice has none.": "成文日期；通知未写时用它。",
    "YAML of the tasks, or in full with the clauses.": "YAML 只写任务，或连同条款。",
    "Language of headings in CSV and table.": "CSV 和表格的表头语言。",
    "Keep overview rows in CSV and table.": "CSV 和表格保留总体要求各行。",
    "Write the text of the notice into source.text.": "把通知原文写入 source.text。",
    "Say instead which form found what, and what was not taken: table or json.": (
        "列出各项出自哪条规则、哪些未取及理由。"
    ),
    "List what each office has to do, by role; exit code 1 where none fits --unit.": (
        "按单位列出各自的任务；--unit 找不到时退出码为 1。"
    ),
    "Keep one office: a name, a short name, a line of business (财政).": "只看一个单位：全称、简称或条线（财政）。",
    "Form of the output; else by the suffix of -o, else table, in a pipe yaml.": (
        "输出格式；或看 -o 后缀，终端 table 管道 yaml。"
    ),
    "Compare two plans, or many with one: exit code 0 where they are equal, 1 where they differ.": (
        "比较两个方案，或以一个为准比较多个：相同退出码为 0，不同为 1。"
    ),
    "Form of the output; else by the suffix of -o, else table.": "输出格式；不给则看 -o 后缀，或 table。",
    "Compare every notice with this one: a matrix.": "以此通知为准逐个比较，得到对照表。",
    "Only these changes; may be given several times.": "只看这些变化；可多次给出。",
    "How alike two tasks must be to be a pair, from 0 to 1.": "两项任务至少多相似才算对应，0 到 1。",
    "Say what spoke for each pair.": "说明每对任务的依据。",
    # what went wrong
    "--only {topic}: give one of {known}": "--only {topic}：请用 {known} 之一",
    "give two notices, or --base and the others": "请给出两份通知，或用 --base 指定基准",
    "--explain is for two notices, not for a matrix": "--explain 用于两份通知，不用于对照表",
    "{problem} (see {command} --help)": "{problem}（用法见 {command} --help）",
    "a mistake in this program, please report it: {problem} (FUPIN_TRACEBACK=1 shows where)": (
        "程序出错，请报告：{problem}（设 FUPIN_TRACEBACK=1 可看出处）"
    ),
    "{path}: it is one of the notices to read; choose another file to write": (
        "{path}：这是要读的通知，请另选输出文件"
    ),
    "{path}: no format is known by this suffix; give one of {known} with --format": (
        "{path}：看不出格式，请用 --format 指定（{known}）"
    ),
    "--explain is written as table or json, not as {form}": "--explain 只能写成 table 或 json，不能是 {form}",
    "{path}: it is a folder; give a file to write": "{path}：这是目录，请给出要写的文件",
    "{path}: cannot be written: {reason}": "{path}：无法写入：{reason}",
    "standard output": "标准输出",
    # after the work
    "{count} errors": "{count} 处错误",
    "{count} warnings": "{count} 处警告",
    "{folder}: no problem found": "{folder}：没有发现问题",
    "{path}: the name of a file of cases is one of {known}": "{path}：用例文件应叫 {known} 之一",
    "{path}: no cases here; write some in {known}": "{path}：没有用例，请写在 {known} 里",
    "no unit {unit} here; there are {known}": "没有单位“{unit}”；有：{known}",
    "{passed} passed, {failed} failed": "{passed} 个通过，{failed} 个失败",
}


def say(text: str, /, **values: object) -> str:
    """The text in the reader's language, with ``{name}`` replaced by ``values``."""
    chosen = CHINESE.get(text, text) if language() == "zh" else text
    return chosen.format(**values) if values else chosen


def complain(line: str) -> None:
    """One line on standard error, whatever the message holds; a closed standard error is no reason to fail."""
    with contextlib.suppress(OSError):
        print("fupin-extract:", " ".join(line.split()), file=sys.stderr)


def language() -> str:
    """``zh`` or ``en``: the language of messages, found as gettext finds it, else that of Windows itself."""
    locale = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    if locale.split(".")[0] in ("C", "POSIX"):
        return "en"
    wanted = os.environ.get("LANGUAGE") or locale
    if not wanted and sys.platform == "win32":
        return _windows_language()
    return "zh" if wanted.lower().startswith(("zh", "chinese")) else "en"


def _windows_language() -> str:
    """The language of the Windows user interface: the low ten bits of its code say which, 4 is Chinese."""
    if sys.platform != "win32":
        return "en"
    import ctypes

    return "zh" if ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF == 4 else "en"
