"""Who is told to do what in running text: duties (任务分工)."""
