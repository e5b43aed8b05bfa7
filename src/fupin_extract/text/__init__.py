"""What every hop shares: texts with their source offsets, widths, numerals, calendar, quantities, names, words."""
