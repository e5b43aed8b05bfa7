"""The page of a database: what its notices hold, counted, each bar leading to the rows behind it.

``charts`` draws, ``page`` puts the file together; the JavaScript beside it shows the rows.
"""
