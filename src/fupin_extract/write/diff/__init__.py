"""PlanDiff | PlanMatrix → sheets, and what of a difference is no sheet; texts are Chinese, 甲 is A and 乙 is B."""
