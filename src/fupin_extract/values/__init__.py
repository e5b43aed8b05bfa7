"""Text → value, each usable alone: numerals, times and dates, durations, recurrences, quantities."""
