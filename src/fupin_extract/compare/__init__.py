"""Notice × Notice → PlanDiff: which tasks are the same work, and what became of them."""

from fupin_extract.compare.align import LOWEST
from fupin_extract.compare.matrix import compare_many
from fupin_extract.compare.narrow import TOPICS, Topic, narrow
from fupin_extract.compare.plan import compare

__all__ = ["LOWEST", "TOPICS", "Topic", "compare", "compare_many", "narrow"]
