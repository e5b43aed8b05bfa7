"""Organisations (单位) and places, the one home: how names are read, listed and described."""
