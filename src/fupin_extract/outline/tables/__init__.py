"""Printed tables → the rows of task tables (任务分解表), as clauses of the outline."""

from fupin_extract.outline.tables.cards import with_cards
from fupin_extract.outline.tables.columns import compile_columns
from fupin_extract.outline.tables.place import hang_tables, head_tables, is_data, is_form, table_lines
from fupin_extract.outline.tables.task_rows import read_tables

__all__ = [
    "compile_columns",
    "hang_tables",
    "head_tables",
    "is_data",
    "is_form",
    "read_tables",
    "table_lines",
    "with_cards",
]
