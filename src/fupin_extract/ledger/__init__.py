"""A ledger (台账) in its year: read back from the workbook that people fill in, split, collected, revised, reported.

``table`` reads a workbook into lines; the others make values of them, and ``write.ledger`` workbooks of the values.
"""
