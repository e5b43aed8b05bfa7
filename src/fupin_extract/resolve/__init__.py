"""Outline and findings → the notice: metadata, roles, dates, quantities, organisations, inheritance, tasks."""

from fupin_extract.resolve.notice import resolve

__all__ = ["resolve"]
