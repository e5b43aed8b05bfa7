"""The Chinese of what a person reads on the command line, by its English, which stands in the code."""

from fupin_extract.cli.chinese_database import DATABASE
from fupin_extract.cli.chinese_help import HELP
from fupin_extract.cli.chinese_ledger import LEDGER
from fupin_extract.cli.chinese_patch import PATCH
from fupin_extract.cli.chinese_reading import READING

CHINESE = {
    **HELP,
    **READING,
    **LEDGER,
    **DATABASE,
    **PATCH,
    # what went wrong
    "{path}: there are no annotations (.json) in this folder": "{path}：目录里没有标注（.json）",
    "{path}: a review page shows the text, which this record has not: parse the file again": (
        "{path}：核对网页要显示原文，而记录里没有，请重新读取文件"
    ),
    "{path}: is no annotation: {problem}": "{path}：不是标注：{problem}",
    "{path}: has the same doc as {other}: give one of them another name": (
        "{path}：doc 与 {other} 相同，请给其中一个改名"
    ),
    "{path}: is no evaluation as --format json writes it: {problem}": (
        "{path}：不是 --format json 写出的评测：{problem}"
    ),
    "{path}: floors are lines such as units: 0.98": "{path}：底线应逐行写成 units: 0.98",
    "{path}: there is no field {field}: give one of {known}": "{path}：没有 {field} 这一项；可用：{known}",
    "{path}: the floor of {field} is a number from 0 to 1": "{path}：{field} 的底线应是 0 到 1 之间的数",
    "{path}: there is no such folder": "{path}：没有这个目录",
    "{path}: {phrase} is not in {notice}: give places in characters of its text": (
        "{path}：{notice} 里没有 {phrase}，位置应按原文字数"
    ),
    "no notice is found for {count} annotations: {docs}": "有 {count} 份标注找不到通知：{docs}",
    "below the floor: {fields}": "低于底线：{fields}",
    "there is no table or view {name}; there are {known}": "没有表或视图 {name}；有：{known}",
    "there is nothing to ask: give one SELECT": "没有要查询的内容，请给出一条 SELECT",
    "give one SELECT, not several statements": "只能给出一条 SELECT，不能有多条语句",
    "a question only reads: give a SELECT": "只能查询不能修改，请给出 SELECT",
    "a question reads nothing but {path}": "只能查询 {path}，不能读取别的文件",
    "the SQL is wrong: {reason}": "SQL 有误：{reason}",
    "the SQL on standard input is not UTF-8": "标准输入的 SQL 不是 UTF-8",
    "the SQL is not UTF-8": "SQL 不是 UTF-8",
    "{path}: DuckDB takes no name with bytes that are not UTF-8: choose another": (
        "{path}：名字含有不是 UTF-8 的字节，DuckDB 无法打开，请换个名字"
    ),
    "{path}: is no SQLite, DuckDB or Parquet file": "{path}：不是 SQLite、DuckDB 或 Parquet 文件",
    "{path}: there are no .parquet files in this folder": "{path}：目录里没有 .parquet 文件",
    "{path}: would be the same table as {other}: give one of them another name": (
        "{path}：与 {other} 会成为同一个表，请给其中一个改名"
    ),
    "{path}: another program is writing to it: try again later": "{path}：另一个程序正在写入，请稍后再试",
    "{path}: a program broke off while it wrote to it: open it once with that": (
        "{path}：写入它的程序中途退出，请先用那个程序打开一次"
    ),
    "{path}: is in WAL mode: copy it to a folder where you may write, and ask there": (
        "{path}：处于 WAL 模式，请复制到有写权限的目录再查询"
    ),
    "{path}: it is the database that is asked; choose another file to write": (
        "{path}：这是要查询的数据库，请另选输出文件"
    ),
    "only the first {count} rows are shown; --limit shows more, --format csv all": (
        "只显示前 {count} 行；--limit 可多显示，--format csv 可得全部"
    ),
    "--template is for a workbook: give -o FILE.xlsx": "--template 用于工作簿，请给出 -o FILE.xlsx",
    "{path}: it is the template; choose another file to write": "{path}：这是模板，请另选输出文件",
    "{path}: is no workbook (.xlsx) that can be filled: save it as one": (
        "{path}：不是可以填写的工作簿（.xlsx），请先另存为 .xlsx"
    ),
    "{path}: no sheet has a row of headings that name the task, who answers for it, and by when": (
        "{path}：没有一张表的栏目写明任务、责任单位和完成时限"
    ),
    "{path}: nothing is read for these columns, which stay empty: {names}": (
        "{path}：以下栏目没有可填的内容，留空：{names}"
    ),
    "{path}: texts in these columns are longer than a row is high: make them wider: {names}": (
        "{path}：以下栏目有文字超过单元格的最大行高，请加宽：{names}"
    ),
    "{path}: what stands in row {first} is taken for an example and replaced": (
        "{path}：第 {first} 行原有的内容当作示例，已被替换"
    ),
    "{path}: what stands in rows {first} to {last} is taken for an example and replaced": (
        "{path}：第 {first} 至 {last} 行原有的内容当作示例，已被替换"
    ),
    "{path}: has {what}, which are not in what is written: put them in again": (
        "{path}：其中的{what}不会保留，请重新加入"
    ),
    "pictures": "图片",
    "shapes and text boxes": "形状和文本框",
    "macros": "宏",
    "buttons and boxes to tick": "按钮和复选框",
    "lists of choices that stand on another sheet": "引用其他表的下拉列表",
    "icon sets and bars": "图标集和数据条",
    "Word needs python-docx: pip install python-docx": "写 Word 需要 python-docx：pip install python-docx",
    "calendars need icalendar: pip install icalendar": "写日历需要 icalendar：pip install icalendar",
    "{path}: {count} deadlines have no day and are not in the calendar: {texts}": (
        "{path}：有 {count} 个时限没有确定日期，未列入日历：{texts}"
    ),
    "DuckDB is not installed: pip install duckdb": "没有安装 DuckDB：pip install duckdb",
    "{path}: SQLite refuses: {reason}": "{path}：SQLite 无法写入：{reason}",
    "{path}: DuckDB refuses: {reason}": "{path}：DuckDB 无法写入：{reason}",
    "--only {topic}: give one of {known}": "--only {topic}：请用 {known} 之一",
    "{file} is a file: to read it, give fupin-extract parse {file}": (
        "{file} 是文件；要读取它，请用 fupin-extract parse {file}"
    ),
    "{text} is no date: write it as {forms}": "{text} 不是日期，请写成这样：{forms}",
    "{text}: there is no such day": "{text}：没有这一天",
    "give two notices, or --base and the others": "请给出两份通知，或用 --base 指定基准",
    "give a number from 0 to 1": "请给出 0 到 1 之间的数",
    "--explain is for two notices, not for a matrix": "--explain 用于两份通知，不用于对照表",
    "give notices, or one database": "请给出通知，或一个数据库",
    "{option} is for notices, not for a database": "{option} 用于通知，不用于数据库",
    "{path}: is no database of notices, as batch writes one: there is no table {names}": (
        "{path}：不是 batch 写出的通知数据库，没有表 {names}"
    ),
    "{problem} (see {command} --help)": "{problem}（用法见 {command} --help）",
    "a mistake in this program, please report it: {problem} (FUPIN_TRACEBACK=1 shows where)": (
        "程序出错，请报告：{problem}（设 FUPIN_TRACEBACK=1 可看出处）"
    ),
    "{path}: what is written is text, and no {suffix}: give a name that ends otherwise": (
        "{path}：这里写出的是文本，不是 {suffix} 文件，请换一个扩展名"
    ),
    "{path}: it is one of the files to read; choose another file to write": ("{path}：这是要读的文件，请另选输出文件"),
    "{path}: no format is known by this suffix; give one of {known} with --format": (
        "{path}：看不出格式，请用 --format 指定（{known}）"
    ),
    "--explain is not written as {form}: give one of {known}": "--explain 不能写成 {form}，请用 {known} 之一",
    "{path}: it is a folder; give a file to write": "{path}：这是目录，请给出要写的文件",
    "{path}: cannot be written: {reason}": "{path}：无法写入：{reason}",
    "{path}: there is no such folder to write it in": "{path}：没有这个目录，无法写入",
    "standard output": "标准输出",
    "{sheet}: more rows than a sheet holds: write fewer notices, or CSV": "{sheet}：超过一张表的行数，请分批写或写 CSV",
    "{form} is not for a terminal: give a file to write with -o": "{form} 不能显示在终端，请用 -o 给出要写的文件",
    "there is no standard output: give a file to write with -o": "没有标准输出，请用 -o 给出要写的文件",
    "there is no standard input: give a file to read": "没有标准输入，请给出要读的文件",
    "-: standard input can be read only once": "-：标准输入只能读一次",
    "the name of a file is empty": "文件名为空",
    "given {times} times, and counts only once": "给了 {times} 次，只能给一次",
    "{path}: no such file": "{path}：没有这个文件",
    "{path}: is a folder: give the files in it": "{path}：这是目录，请给出其中的文件",
    "{path}: cannot be read: {reason}": "{path}：无法读取：{reason}",
    "{path}: is no name of a file": "{path}：不是文件名",
    "the input": "输入",
    "a Word file as XML": " XML 形式的 Word 文件",
    "a Word 2003 file as XML": " XML 形式的 Word 2003 文件",
    "an OpenDocument text (.odt)": " OpenDocument 文本（.odt）",
    "an OpenDocument text as XML (.fodt)": " XML 形式的 OpenDocument 文本（.fodt）",
    "an OpenDocument file": " OpenDocument 文件",
    "the question took longer than {seconds} seconds: allow it more with --timeout": (
        "查询超过 {seconds} 秒，可用 --timeout 放宽"
    ),
    "the question needs more than {most} MB of memory: allow it more with --memory": (
        "查询需要的内存超过 {most} MB，可用 --memory 放宽"
    ),
    "only the first {count} rows are written; --limit gives more": "只写出前 {count} 行；--limit 可以更多",
    "Longest time for the question; 0 is no limit.": "查询最长用时；0 表示不限。",
    "Most memory for the question (Linux); 0 is no limit.": "查询最多用多少内存（Linux）；0 表示不限。",
    "{path}: has nothing to read, and no end": "{path}：没有内容可读，也没有结尾",
    "{path}: nothing there can be read in time: is the drive away?": "{path}：那里的文件都读不出来，磁盘是否已断开？",
    "{path}: no batch has made these: {names}; choose another folder, or replace them with --overwrite": (
        "{path}：以下文件不是批处理生成的：{names}；请换一个目录，或用 --overwrite 覆盖"
    ),
    "{path}: links to folders are not written through: {names}; choose another folder": (
        "{path}：不会通过指向目录的链接写入：{names}；请换一个目录"
    ),
    "{path}: what was written of it is gone or was changed: run the batch again": (
        "{path}：已写出的结果不见了或被改动，请再运行一次"
    ),
    "{path}: is gone, or not as the batch has left it: run the batch again": (
        "{path}：不见了，或与批处理写出的不同，请再运行一次"
    ),
    "{path}: no batch has written there": "{path}：那里没有批处理的结果",
    "{count} results looked at, {wrong} gone or changed": "检查了 {count} 个结果，{wrong} 个不见了或被改动",
    "give the folders or files to read": "请给出要读的目录或文件",
    "a folder on the way is a link": "途中的目录是链接",
    "Replace files in OUT that no batch has made.": "覆盖 OUT 中不是批处理生成的文件。",
    "Only look whether all of OUT is as the batch has left it, byte for byte.": (
        "只检查 OUT 是否与批处理写出的逐字节相同。"
    ),
    "{path}: is larger than {most} MB": "{path}：超过 {most} MB",
    "{path}: is larger than {most} MB: allow more with --max-size": "{path}：超过 {most} MB，可用 --max-size 放宽",
    "{path}: is a ZIP archive inside another: unpack it first": "{path}：是压缩包里的压缩包，请先解压",
    "{path}: is a ZIP archive of {count} files: name one as {path}!/FILE, or give it to batch": (
        "{path}：是含 {count} 个文件的 ZIP 压缩包；可写 {path}!/文件名 读其中一个，或用 batch 读全部"
    ),
    "{path}: is not in the archive, which has {known}": "{path}：压缩包里没有这个文件，有：{known}",
    "{path}: is locked with a password in its ZIP archive": "{path}：在 ZIP 压缩包中有密码",
    "{path}: is damaged in its ZIP archive": "{path}：在 ZIP 压缩包中已损坏",
    "{path}: is no ZIP archive, or a damaged one": "{path}：不是 ZIP 压缩包，或已损坏",
    "{path}: has changed while the batch ran: run it again": "{path}：处理期间被改动，请再运行一次",
    "{path}: a mistake in this program: {what}": "{path}：程序出错：{what}",
    "{path}: took longer than {seconds} seconds: allow it more with --timeout": (
        "{path}：超过 {seconds} 秒，可用 --timeout 放宽"
    ),
    "{path}: needs more than {most} MB of memory: allow it more with --memory": (
        "{path}：所需内存超过 {most} MB，可用 --memory 放宽"
    ),
    "{path}: its worker died": "{path}：处理它的进程意外退出",
    "{path}: its worker died (exit code {code})": "{path}：处理它的进程意外退出（退出码 {code}）",
    "workers die before they begin (exit code {code}): try a larger --memory": (
        "进程尚未开始就退出（退出码 {code}），请试试更大的 --memory"
    ),
    "{path}: all notices go into a folder, or into a file of {known}": (
        "{path}：全部通知应写入目录，或写入这类文件：{known}"
    ),
    "{path}: give a folder or a file to write all notices to": "{path}：请给出要写入的目录或文件",
    "{path}: is a file; give a folder to write in": "{path}：是文件，请给出要写入的目录",
    "{path}: the notices are in there; choose another folder to write": "{path}：通知就在其中，请另选输出目录",
    "{path}: is there already, and from no batch: choose another name, or replace it with --overwrite": (
        "{path}：已经存在，且不是批处理的结果；请另取名字，或用 --overwrite 覆盖"
    ),
    "{path}: there are no notices there": "{path}：没有通知",
    "{path}: another run is writing there now: wait for it to end": "{path}：另一次运行正在写入，请等它结束",
    "{path}: is no journal, or a damaged one: delete it and run again": "{path}：不是日志或已损坏，请删除后重新运行",
    "{path}: what was made of it is gone or damaged: run the batch again": "{path}：中间结果丢失或损坏，请再运行一次",
    "there is no encoding {encoding}: such as utf-8, gb18030, big5 or utf-16": (
        "没有编码 {encoding}；可用 utf-8、gb18030、big5、utf-16 等"
    ),
    "--engine dask needs --scheduler tcp://host:8786": "--engine dask 需要 --scheduler tcp://主机:8786",
    "--scheduler goes with --engine dask": "--scheduler 只用于 --engine dask",
    "--workers is for this machine: a Dask cluster has its own": "--workers 只用于本机；Dask 集群有自己的进程",
    "a Dask cluster needs distributed: pip install distributed": (
        "使用 Dask 集群需要 distributed：pip install distributed"
    ),
    "{scheduler}: the scheduler cannot be reached: {reason}": "{scheduler}：连接不上调度器：{reason}",
    "{scheduler}: the scheduler is gone; the same command goes on from here, on a cluster or without one": (
        "{scheduler}：与调度器的连接中断；再次运行同一命令即可接着做，用不用集群都行"
    ),
    "{where}: the cluster fails: {reason}": "{where}：集群出错：{reason}",
    "{scheduler}: the cluster has no workers": "{scheduler}：集群里没有工作进程",
    "{where}: has {package} {theirs}, this machine {ours}: they must be the same": (
        "{where}：{package} 的版本是 {theirs}，本机是 {ours}，必须一致"
    ),
    "{host}: has other rules than this machine: install the same fupin-extract on both": (
        "{host}：规则与本机不同，请安装同一版本的 fupin-extract"
    ),
    "{path}: the workers do not see it: its folder must be shared with all of them": (
        "{path}：工作进程看不到它，所在目录必须共享给所有机器"
    ),
    "{path}: is packed in its ZIP archive in a way that is not known": "{path}：在 ZIP 压缩包中的压缩方式无法识别",
    'each worker imports the file that runs the batch: run it under if __name__ == "__main__":': (
        '每个进程都会导入运行批处理的文件，请放在 if __name__ == "__main__": 之下'
    ),
    "{path}: is no regular file": "{path}：不是普通文件",
    "{path}: is hidden": "{path}：是隐藏文件",
    "{path}: is written by a batch": "{path}：是批处理的结果",
    "{path}: is a link to a folder, and not followed": "{path}：是指向目录的链接，不跟随",
    "{path}: is a link that leads out of the folder": "{path}：是指向目录之外的链接",
    "{path}: there is no such bucket": "{path}：没有这个存储桶",
    "{path}: s3fs is needed to read it: pip install s3fs": "{path}：读取它需要 s3fs：pip install s3fs",
    "Arrow batches need pyarrow: pip install pyarrow": "Arrow 批次需要 pyarrow：pip install pyarrow",
    "a batch of files has the columns path (string) and bytes (binary), and not: {found}": (
        "一批文件应有 path（字符串）和 bytes（二进制）两列，而不是：{found}"
    ),
    "no credentials found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE": (
        "没有凭据，请设置 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY，或 AWS_PROFILE"
    ),
    # a batch on its way
    "{files} files found": "找到 {files} 个文件",
    "{files} notices, {missing} to do": "共 {files} 份通知，待处理 {missing} 份",
    "more have failed: the report tells all": "还有其他失败，见报告",
    "{files} of {all}, {failed} failed, {rate} characters a second, {left} left": (
        "{files}/{all}，失败 {failed}，每秒 {rate} 字，还需 {left}"
    ),
    "looking for files": "查找文件",
    "reading": "处理",
    "putting together": "汇总",
    "interrupted; the same command goes on from here": "已中断；再次运行同一命令即可接着做",
    "{files} files: {done} done ({look} to look at, {twice} doubled), {failed} failed, {skipped} skipped: {report}": (
        "共 {files} 个文件：完成 {done}（待核 {look}，重复 {twice}），失败 {failed}，跳过 {skipped}：{report}"
    ),
    # after the work
    "{severity}: {place}{sentence} [{code}]": "{severity}：{place}{sentence}[{code}]",
    "line {number}: ": "第 {number} 行：",
    "{path}: {line}": "{path}：{line}",
    "{count} more to look at: the record has them all, a workbook (-o) too": (
        "另有 {count} 处需要核对，全部见写出的记录，或工作簿（-o 文件.xlsx）的“待核对”"
    ),
    "{folder}: no problem found": "{folder}：没有发现问题",
    "{path}: the name of a file of cases is one of {known}": "{path}：用例文件应叫 {known} 之一",
    "{path}: no cases here; write some in {known}": "{path}：没有用例，请写在 {known} 里",
    "{path}: not a folder: give a folder with rules files such as deadlines.yaml": (
        "{path}：不是文件夹，请给出放规则文件（如 deadlines.yaml）的文件夹"
    ),
    "{path}: not UTF-8: save the file as UTF-8": "{path}：不是 UTF-8，请另存为 UTF-8",
    "no unit {unit} here; there are {known}": "没有单位“{unit}”；有：{known}",
    "{passed} passed, {failed} failed": "{passed} 个通过，{failed} 个失败",
}
