"""A page as characters and rules at their places → its lines and tables in the order of reading.

What kind of file drew them does not matter here: PDF and OFD hand over sheets, and get paragraphs and grids.
"""
