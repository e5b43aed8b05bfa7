"""The Chinese of what the ledger's commands say."""

LEDGER = {
    "Keep a ledger of tasks through its year.": "台账全年使用：分发、汇总、修订、通报。",
    "Split a ledger: a workbook for each office, with its tasks; exit code 1 where a task has no office.": (
        "把台账分发成各单位的填报表；有任务没有单位时退出码为 1。"
    ),
    "Collect what offices have filled in; exit code 1 where something is to be looked at.": (
        "汇总各单位交回的填报表；有需要核对的情况时退出码为 1。"
    ),
    "Make the ledger of a revised notice; what has been filled in goes over to the tasks that are the same.": (
        "按修订后的文件更新台账，已填的进展转到相同的任务。"
    ),
    "Report how far a ledger has got: what is done, by office, what is past due or due soon, open problems.": (
        "写出进展通报：办结率、各单位排名、逾期、即将到期、存在问题。"
    ),
    "The ledger: a workbook that parse -o plan.xlsx wrote.": "台账：parse -o plan.xlsx 写出的工作簿。",
    "A workbook for each office, or for each level of offices.": "按单位（unit）或按层级（level）各写一个工作簿。",
    "Write into this folder; no file in it is overwritten.": "写入此目录；已有的文件不覆盖。",
    "Write a covering list as Word beside each workbook.": "另写一份 Word 任务清单。",
    "Workbooks that came back, or folders of them.": "交回的工作簿，或它们所在的目录。",
    "The ledger that they go into; as it was it is kept beside it.": "汇入这个台账；汇总前的台账另存在旁边。",
    "Form of the report.": "报告的格式。",
    "Write the report here, in the form of its suffix.": "报告写入此文件，格式看后缀。",
    "The new ledger (.xlsx).": "新台账（.xlsx）。",
    "The revised notice.": "修订后的文件。",
    "The day that is reported: 2026-06-30, 2026年6月30日; else today.": (
        "通报截至的日期，如 2026-06-30、2026年6月30日；不给则为今天。"
    ),
    "What is due soon; else as the ledger itself says.": "多少天内算即将到期；不给则按台账“说明”里的天数。",
    # what was done
    "{back} of {offices} offices have sent theirs back: {cells} cells taken over, {count} to look at": (
        "{offices} 个单位中 {back} 个已交回：汇入 {cells} 处，{count} 处需要核对"
    ),
    "{same} tasks as before, {changed} changed, {new} new, {dropped} dropped, {kept} added by hand": (
        "沿用 {same} 项，有变化 {changed} 项，新增 {new} 项，取消 {dropped} 项，自行增加 {kept} 项"
    ),
    # what went wrong
    "{path}: no sheet has the headings of a ledger: give a workbook that parse -o or ledger split wrote": (
        "{path}：没有台账的表头，请给出 parse -o 或 ledger split 写出的工作簿"
    ),
    "{path}: none of the files given is a ledger that came back: {reason}": "{path}：没有可汇总的填报表：{reason}",
    "{path}: cannot be written to: save it as an Excel workbook (.xlsx)": (
        "{path}：无法写入，请另存为 Excel 工作簿（.xlsx）"
    ),
    "{path}: row {row} is not in the file any more": "{path}：第 {row} 行已不在文件里",
    "{path}: is there already: give another folder with -o": "{path}：已经有这个文件，请用 -o 换一个目录",
    "{path}: {cell} holds a formula, and is left as it is": "{path}：{cell} 是公式，未改动",
    "{path}: is made of {count} notices: a revised notice goes into the ledger of one": (
        "{path}：由 {count} 份文件合成；只有一份文件的台账才能按修订稿更新"
    ),
    "{path}: is {what}, not a workbook: give an Excel, WPS or OpenDocument file": (
        "{path}：是{what}，不是工作簿，请给出 Excel、WPS 或 OpenDocument 表格"
    ),
    "a text": "文本",
}
