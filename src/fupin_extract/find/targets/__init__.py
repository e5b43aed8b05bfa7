"""How much: targets (量化目标)."""
