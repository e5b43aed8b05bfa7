"""Tasks → a workbook that the user brings along (``--template``): its styles, formulas and other sheets stay.

``opened`` reads it, ``fields`` says what goes into which column, ``form_rows`` where; ``moved`` makes room.
"""
