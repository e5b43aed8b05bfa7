"""Outline × rules → what the forms find: responsibility groups, and mentions of facts."""

from fupin_extract.find.search import Findings, find

__all__ = ["Findings", "find"]
