"""By when: deadlines (完成时限)."""
