"""PDF with a text layer → text, a printed line a line, and the grids of its tables."""
