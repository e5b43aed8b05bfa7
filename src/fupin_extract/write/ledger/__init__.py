"""Notices → the ledger (台账): a workbook that offices fill in, sort, filter, print and report from through the year.

``keyed`` gives every row its number and its key; a module a sheet makes its page of that; ``printer`` draws pages.
"""
