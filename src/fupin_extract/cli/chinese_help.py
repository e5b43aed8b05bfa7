"""The Chinese of the help."""

HELP = {
    "Read Chinese policy notices into clauses, units and a task matrix.": "把政策通知读成条款、责任单位和任务分解表。",
    "Read notices and write their task matrices.": "读取通知，写出任务分解表。",
    "Write a page to check and correct the matrix beside the text, or an overview of a database.": (
        "写出核对网页，对照原文核对、更正任务分解表；或写出数据库的概览。"
    ),
    "Notices to read, - is standard input; or one database of notices.": (
        "要读的通知，- 表示标准输入；或一个通知数据库。"
    ),
    "Print the clauses of a notice as a tree.": "以树形打印通知的条款。",
    "Print the text of a file as it is read, which every place in its records counts in.": (
        "打印读出的文件文本，各记录的位置都按它计算。"
    ),
    "Print the JSON Schema of the records.": "打印记录的 JSON Schema。",
    "Try rules of your own.": "检查和试用自己的规则。",
    "Say what is wrong with a folder of rules.": "指出规则目录里的错误。",
    "Run the cases in DIR/cases with the rules of DIR.": "用 DIR 的规则运行 DIR/cases 里的用例。",
    "Print the version.": "显示版本号。",
    "Notices to read; - is standard input.": "要读的通知；- 表示标准输入。",
    "The file to read; - is standard input.": "要读的文件；- 表示标准输入。",
    "A folder of rules.": "规则目录。",
    "Encoding of the files; else it is found.": "文件编码；不给则自动识别。",
    "Largest file to read, in megabytes; 256 unless given.": "文件最大多少 MB；默认 256。",
    "Lay the rules of this folder over ours.": "用此目录的规则覆盖自带规则。",
    "Write here, wholly or not at all.": "写入此文件；出错则不留半个。",
    "Exit with 1 where a notice has warnings.": "有警告时退出码为 1。",
    "CSV for spreadsheets, with a byte order mark, or for programs; else for spreadsheets in a file.": (
        "CSV 带 BOM 便于电子表格打开；不给则看 -o。"
    ),
    "Date of signing, where the notice has none: 2021-09-01, 2021年9月1日.": (
        "成文日期（如 2021年9月1日）；通知未写时用它。"
    ),
    "YAML of the tasks, or in full with the clauses.": "YAML 只写任务，或连同条款。",
    "Language of headings.": "表头语言。",
    "Keep overview rows in tables.": "表格保留总体要求各行。",
    "Write the text of the notice into source.text.": "把通知原文写入 source.text。",
    "Fill a workbook of your own: a row a task under its headings.": "填入自己的工作簿：栏目之下每项任务一行。",
    "Say instead which form found what, and what was not taken: {explained}.": (
        "列出每项的规则和不取的理由：{explained}。"
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
    "Ask a database of notices; without SQL, list its tables, views and columns.": (
        "查询通知数据库；不给 SQL 则列出表、视图和列。"
    ),
    "SQLite, DuckDB or Parquet, a folder of Parquet too.": "SQLite、DuckDB 或 Parquet，也可以是 Parquet 目录。",
    "One SELECT, or the name of a table or view; - reads it from standard input.": (
        "一条 SELECT，或表名、视图名；- 从标准输入读取。"
    ),
    "Form of the output; else by the suffix of -o, else table, in a pipe csv.": (
        "输出格式；或看 -o 后缀，终端 table 管道 csv。"
    ),
    "Only the first N rows.": "只要前 N 行。",
    "Parse many notices, in parallel; what is done already is not done again.": (
        "批量读取通知，并行处理；已完成的不再重做。"
    ),
    "Folders, files, ZIP archives, s3:// and the like; - is a list of them on standard input.": (
        "目录、文件、ZIP 压缩包、s3:// 等；- 表示从标准输入读取清单。"
    ),
    "A folder, or one file: {suffixes}.": "输出目录，或一个文件：{suffixes}。",
    "Form of each file, where OUT is a folder.": "OUT 是目录时，每个文件的格式。",
    "Only files of such names; may be given several times.": "只取这样命名的文件；可多次给出。",
    "Enter the folders in the folders.": "是否进入下级目录。",
    "Processes; else one a processor.": "进程数；不给则每个处理器一个。",
    "Longest time for a file; 0 is no limit.": "每个文件的最长秒数；0 为不限。",
    "Most memory of a process (Linux); 0 is no limit; else its share of 3/4.": (
        "每个进程的内存上限（Linux）；0 为不限；不给则均分全部内存的四分之三。"
    ),
    "Processes on this machine, or a Dask cluster.": "本机进程，或 Dask 集群。",
    "Of the Dask cluster: tcp://host:8786.": "Dask 集群的地址：tcp://host:8786。",
    "Do everything again.": "全部重做。",
    "Hold notices against their annotations; exit code 1 where a field is below its floor.": (
        "拿人工标注检验读得对不对；低于底线时退出码为 1。"
    ),
    "Show gains and losses since this evaluation.": "与这次评测相比，哪些变好、变坏。",
    "Lowest F1 by field; else floors.yaml in GOLD.": "各项 F1 的底线；或看 GOLD 里的 floors.yaml。",
    "Write the annotation of a notice, to correct by hand and evaluate with.": "写出通知的标注，人工改正后用于评测。",
    "The notice to annotate; - is standard input.": "要标注的通知；- 表示标准输入。",
    "With all that was read, to be corrected, or with nothing in it.": "填好读出的内容待改，或留空。",
    "Short name; else that of the file.": "简称；不给则用文件名。",
    "Which record.": "哪种记录。",
}
