"""What columns are called, as far as it tells where a table of plain text begins and which line is a cell of which.

A file is read before any rule is, so that a document is the same whatever rules it is read with; and these words say
that lines are a table, not what its columns hold. That is said by ``rules/columns.yaml`` and ``rules/labels.yaml``.
"""

from __future__ import annotations

from fupin_extract.read.text_tables.shape import BLANKS
from fupin_extract.text.patterns import compiled

# The heading of a column of numbers, set wide or not, and the same as a pattern.
NUMBERS: tuple[str, ...] = ("序号", "序 号", "序　号", "编号", "编 号", "编　号")
NUMBER = compiled(f"[序编][{BLANKS}]?号")
# What a column before the numbers is called, and no heading by themselves: the first half of 完成时限, 责任单位.
GROUPS = compiled("[一-龥]{0,4}(?:类别|分类|领域|板块|方面|大类|阶段|类型|方向|环节|模块)")
HALVES = compiled("完成|责任|牵头|配合|整改|重点|主要|具体|分管|包保|督办|办理|协办|实施")
# Who answers and by when, and who that is: one of them stands in the heading of a table of tasks.
OFFICES, TIMES, PERSONS = ("单位", "部门"), ("时限", "期限"), ("责任人", "负责人")
# The kinds of cells (``kind_of``) below a heading with these ends.
BELOW = (((*OFFICES, "科室"), ("offices",)), (TIMES, ("time",)))
# What the columns of tasks are called.
HEADING = (
    "[一-龥]{0,6}(?:任务|内容|事项|措施|举措|要求|目标|标准|指标|项目|工作|单位|部门|主体|科室|领导|责任人|负责人|联系人|时限|时间|期限|节点"
    "|类别|领域|阶段|环节|对象|方式|依据|备注|名称)"
)
# What a cell is like.
KINDS = (
    ("number", compiled(r"\d{1,3}")),
    ("sentence", compiled(r"(?s:.*[。；;]|(?:[（(]?\d{1,2}[）).、．]|[①-⑳]).*)")),
    ("time", compiled(r"[^，。]{0,6}(?:\d[\d.年月日底前末\-—至到]*+|长期|持续|全年|年底|常态|每[年月季周]).{0,10}")),
    ("offices", compiled(r".*(?:[局办委部府站所队会镇乡区县市社司院校厅行门位街道室科处署联馆组班]|中心|单位)")),
    ("name", compiled("[一-龥]{2,3}")),
)
