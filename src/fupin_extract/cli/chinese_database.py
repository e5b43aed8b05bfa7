"""The Chinese of what the tables and columns of a database mean."""

DATABASE = {
    # the listing itself
    "table": "表",
    "column": "列",
    "type": "类型",
    "heading": "中文名",
    "meaning": "含义",
    # notices
    "a row a file that was read": "每个读过的文件一行",
    "number of the notice": "通知的编号",
    "where it was read from": "从哪里读来",
    "the first notice with the same bytes; its facts stand there": "内容完全相同的第一份通知；各项内容记在那一份下",
    "such as text/plain": "如 text/plain",
    "such as utf-8 or gb18030": "如 utf-8、gb18030",
    "of the bytes read": "所读文件的 SHA-256 校验值",
    "of the decoded text": "读出文字的字数",
    "of the plan": "方案的标题",
    "of the covering notice": "印发通知的标题",
    "such as 州政发〔2020〕21号": "如 州政发〔2020〕21号",
    "from the disclosure table of the page": "取自网页的公开信息表",
    "who issued it": "由谁印发",
    "whom it is addressed to": "发给谁",
    "as signed": "落款日期",
    "as labelled on the page": "网页上标明的日期",
    "first day of the years in the title": "标题中年份的第一天",
    "last day of the years in the title": "标题中年份的最后一天",
    "自…起施行": "“自…起施行”的日期",
    "有效期至…": "“有效期至…”的日期",
    "the place the plan is for; null for a national notice": "方案适用的地区；全国性文件为空",
    "national, provincial, prefectural, county or township": (
        "national 国家、provincial 省级、prefectural 市级、county 县级、township 乡级"
    ),
    # clauses
    "a row a numbered clause; clause 0 is the preamble": "每个编号条款一行；0 是引言",
    "id of the clause, such as 2.1.1": "条款编号，如 2.1.1",
    "its place in the notice, counted from 1": "在通知中的次序，从 1 起",
    "id of the clause above it": "上一级条款的编号",
    "1 is the outermost, 0 the preamble": "1 为最外层，0 为引言",
    "as written: 一、 （一） 1.": "照原文：一、（一）1.",
    "its heading, else empty": "条款标题；没有则空",
    "its own text": "条款本身的文字",
    "overview, task or safeguard": "overview 总体要求、task 任务、safeguard 保障",
    "first character of its own group of units": "本条责任分工第一个字的位置",
    "the character after the group's last": "责任分工最后一个字之后的位置",
    "first character in the decoded text, counted from 0": "在读出文字中第一个字的位置，从 0 起",
    "the character after the last": "最后一个字之后的位置",
    # tasks
    "the task matrix, a row a task, overview rows too": "任务分解表，每项任务一行，含总体要求各行",
    "id of the task, which is that of its clause": "任务编号，即其条款的编号",
    "its place in the matrix, counted from 1": "在任务分解表中的次序，从 1 起",
    "titles from the outermost clause in": "由外到内的各级标题",
    "its text with its measures": "任务的文字，连同各项举措",
    "names joined by 、; task_units has them one by one": "单位名称以、相连；task_units 中逐个列出",
    "names joined by 、": "单位名称以、相连",
    "own (its group), section (from a group over it) or none": (
        "own 本条自有、section 沿用上级条款、none 没有责任分工"
    ),
    "first character of the group of units": "责任分工第一个字的位置",
    "ids of the clauses inside it": "其下各条款的编号",
    "other columns of a printed table, heading：text by ；": "原文表格的其他栏目，写作 栏目：文字，以；相连",
    "of a row of a table the task of the text that it repeats": "表格中的行与正文任务重复时，那项任务的编号",
    # units of tasks
    "a row an organisation that answers for a task": "每项任务的每个单位一行",
    "id of the task": "任务编号",
    "its place among the units of the task: leads, responsible, supporting, supervising": (
        "在任务各单位中的次序：牵头、责任、配合、督导"
    ),
    "lead, responsible, supporting or supervising": ("lead 牵头、responsible 责任、supporting 配合、supervising 督导"),
    "with a shared suffix given back": "补全后的名称（发展改革、财政部门 → 发展改革部门）",
    "as written": "照原文",
    'lines of business, such as ["finance"]': '业务条线，如 ["finance"]',
    "department, government, party, bank, collective and so on": (
        "department 部门、government 政府、party 党委、bank 银行、collective 统称等"
    ),
    "whether 等 stands behind it": "后面是否有“等”",
    "whether it is named outside the row's own clause": "是否写在本条之外",
    # deadlines
    "a row a deadline": "每个完成时限一行",
    "id of the deadline, such as 2.1.1/d1": "时限编号，如 2.1.1/d1",
    "id of the innermost clause that it stands in": "所在最内层条款的编号",
    "id of the task that it counts for; null where the clause belongs to none": (
        "所属任务的编号；条款不属于任何任务则空"
    ),
    "by, during, within, recurring, from or open": (
        "by 截至、during 期间、within 若干天内、recurring 定期、from 起始、open 长期"
    ),
    "the form that found it": "识别它的写法",
    "as printed": "照原文",
    "first day, inclusive": "第一天（含）",
    "last day, inclusive": "最后一天（含）",
    "of a within whose first day is known": "“若干天内”而起算日已知时的到期日",
    "ISO 8601, such as P30D": "ISO 8601 写法，如 P30D 为 30 天",
    "of a within that counts working days": "“若干个工作日内”的日数",
    "RFC 5545, such as FREQ=MONTHLY": "RFC 5545 写法，如 FREQ=MONTHLY 为每月",
    # targets
    "a row a number with its unit": "每个带计量单位的数一行",
    "id of the target, such as 2.1.1/t1": "指标编号，如 2.1.1/t1",
    "target, standard, limit, condition, frequency or coverage": (
        "target 目标值、standard 标准、limit 限额、condition 条件、frequency 频次、coverage 覆盖面"
    ),
    "= >= <= > < or range": "= >= <= > < 或 range（区间）",
    "万 and 亿 multiplied out; percent as 50": "万、亿已折算；50% 记作 50",
    "of a range": "区间的上限",
    "whether 左右 or 约 stands with it": "是否有“左右”“约”",
    "what each is counted for": "按什么计（每户、每人）",
    "what is counted": "计的是什么",
    # citations
    "a row a document that the text refers to": "每处引用的文件一行",
    "id of the citation, such as 2.1.1/c1": "引用编号，如 2.1.1/c1",
    "inside its 《》": "《》内的标题",
    "where it is told": "写明时才有",
    "the full title where only 该《意见》 stands": "只写“该《意见》”时，所指文件的全称",
    # duties
    "a row an assignment in running text": "正文中每处分工一行",
    "id of the duty, such as 2.1.1/a1": "分工编号，如 2.1.1/a1",
    "lead, responsible or supporting": "lead 牵头、responsible 责任、supporting 配合",
    "what is to be done": "要做的事",
    "ids of the deadlines that count for it": "适用的时限的编号",
    "a row an organisation that a duty names": "每处分工的每个单位一行",
    "id of the duty": "分工编号",
    "its place among the actors, counted from 1": "在各单位中的次序，从 1 起",
    # diagnostics
    "a row a thing that a reader should check": "每处需要核对的地方一行",
    "one of the list in docs/diagnostics.md": "代码，见 docs/diagnostics.md",
    "info, warning or error": "info 提示、warning 提醒、error 错误",
    "for a person": "给人看的说明",
    # views
    "every file with what was read from it, duplicates too": "每个文件及其读出的内容，含重复的文件",
    "what each office has to do, by the groups and by running text": "各单位要做的事，含责任分工和正文分工",
    "group (责任单位：…) or text (由…牵头)": "group 责任分工（责任单位：…）或 text 正文（由…牵头）",
    "title of the task, else the beginning of its text; of running text what it says": (
        "任务标题，没有则取正文开头；正文分工则为所写事项"
    ),
    "of the office": "单位的层级",
    "which offices lead most, by name": "哪些单位牵头最多，按名称",
    "notices that name it": "提到它的通知数",
    "tasks that it leads": "它牵头的任务数",
    "tasks that it is responsible for": "它负责的任务数",
    "tasks that it supports": "它配合的任务数",
    "which lines of business lead most, whatever their offices are called": "哪些条线牵头最多，不论单位怎么称呼",
    "line of business, such as finance": "业务条线，如 finance",
    "what is due, by date": "到期的事项，按日期",
    "the day by which it is to be done": "应完成的日期",
    "of the deadline: by, during or within": "时限的类别：by 截至、during 期间、within 若干天内",
    "title of the task, else the beginning of its text": "任务标题，没有则取正文开头",
    "which counties set no number": "哪些县没有量化目标",
    "their notices": "其通知数",
    "which places of any level set no number": "哪些地区没有量化目标，不论层级",
    "the numbers to be reached, to be compared between places": "要达到的数值，便于各地比较",
    "tasks for which no group names an office": "没有责任分工的任务",
    "how often running text assigns something in it": "其中正文分工的处数",
    "which documents the notices refer to most": "哪些文件被引用最多",
    "its title, in full where it is known": "文件标题，知道全称的用全称",
    "notices that refer to it": "引用它的通知数",
    "how often they do": "引用的次数",
}
