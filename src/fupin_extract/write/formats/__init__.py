"""One module a format: sheets, or records, → bytes. What a sheet is about, none of them knows."""
