"""Notice × Notice → PlanDiff: which tasks are the same work, and what became of them."""

from fupin_extract.compare.matrix import compare_many
from fupin_extract.compare.plan import compare

__all__ = ["compare", "compare_many"]
