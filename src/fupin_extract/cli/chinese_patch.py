"""The Chinese of what is said of corrections."""

PATCH = {
    "--explain says how a notice is read, before any correction: leave --patch out": (
        "--explain 说明的是更正之前如何读出，请去掉 --patch"
    ),
    # the help
    "Check and merge the corrections that readers made.": "检查、合并人工更正。",
    "Say whether corrections still fit a notice; exit code 1 where one does not.": (
        "看更正是否仍与通知相符；有不符的退出码为 1。"
    ),
    "Put the corrections of two readers together; exit code 1 where they contradict and nothing is preferred.": (
        "合并两人的更正；有矛盾而未指定以谁为准时退出码为 1。"
    ),
    "Propose rules that would have read what was corrected, each with a case; exit code 1 where there are none.": (
        "由更正提出规则，各附用例；提不出时退出码为 1。"
    ),
    "Make the corrections of this patch, or of all in this folder.": "采用此更正文件，或此目录里的全部更正。",
    "The notice; - is standard input.": "通知；- 表示标准输入。",
    "Patches of this notice.": "此通知的更正文件。",
    "The patch of one reader.": "一人的更正文件。",
    "That of another reader of the same notice.": "另一人对同一通知的更正文件。",
    "Whose corrections are kept where the two contradict; else neither.": "有矛盾时以谁为准；不给则都不采用。",
    "Patches (.patch.yaml), and their notices, unless they lie beside them.": (
        "更正文件（.patch.yaml）及其通知；通知在同一目录时可不给。"
    ),
    "Write a folder for --rules; it must not exist yet.": "写成 --rules 用的目录；不能是已有目录。",
    "A folder of annotations or patches (.patch.yaml), or one of them.": (
        "标注或更正（.patch.yaml）的目录，或其中一份。"
    ),
    "The folder of their notices, or the one; else they lie beside them.": (
        "通知所在目录，或那份通知；不给则与标注同在一处。"
    ),
    # what is said
    "{path}: operation {number} ({what}) no longer fits: {reason}": (
        "{path}：第 {number} 项更正（{what}）不再相符：{reason}"
    ),
    "{path}: is a patch of none of the notices given": "{path}：不是所给通知的更正",
    "{path}: there are no patches (.patch.yaml) in this folder": "{path}：目录里没有更正文件（.patch.yaml）",
    "{path}: {fit} of {count} operations fit{other}": "{path}：{count} 项更正中 {fit} 项相符{other}",
    ", made on another version of it": "，更正时用的是另一版本",
    "{path}: is of another notice than {other}": "{path}：与 {other} 不是同一通知的更正",
    "{task}: {first} contradicts {second}": "{task}：{first} 与 {second} 矛盾",
    "{path}: its notice is not found": "{path}：找不到它的通知",
    "{path}: no row of it was looked at": "{path}：没有核对过任何一行",
    "{path}: its notice is not among the files, nor beside it, as it was corrected": (
        "{path}：所给文件和同一目录里都没有更正时的那份通知"
    ),
    "{path}: line {line}: {problem}": "{path}：第 {line} 行：{problem}",
    "{path}: is no patch: {problem}": "{path}：不是更正文件：{problem}",
    "{path}: is no patch: it has no line {line}": "{path}：不是更正文件：没有 {line} 这一行",
    "{path}: is no patch: patches end in .patch.yaml": "{path}：不是更正文件：更正文件以 .patch.yaml 结尾",
    "{path}: exists already: give a folder that does not": "{path}：已经存在，请换一个目录名",
    "not proposed: {what}: {why}": "不提出：{what}：{why}",
    "no sentence of the notice shows it": "通知里没有能作用例的句子",
    "it makes nothing better": "没有改进",
    "something that is right in {path} would be wrong": "会使 {path} 里本来对的变错",
    "a case that is met would fail": "会使原有用例不通过",
    "{count} rules proposed from {patches} patches": "由 {patches} 份更正提出 {count} 条规则",
    # why a correction does not fit
    "its place is not found in this version of the notice": "在这一版通知里找不到它的位置",
    "its place is outside of the text, which has {count} characters": "位置超出原文（共 {count} 字）",
    "there is no row {task} any more": "已没有 {task} 这一行",
    "{was} is not in {field} of {task}": "{task} 的 {field} 里没有 {was}",
    "there is no number in {now}: give its value": "{now} 里没有数字，请给出 value",
    "{at} is not inside of {task}": "位置 {at} 不在 {task} 之内",
    "{into} does not stand directly before {task}": "{into} 不是 {task} 的前一行",
    "there is a row in this place already: {task}": "此处已有一行：{task}",
    "there is no text in this place": "此处没有文字",
}
