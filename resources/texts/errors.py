"""The Persian sentence of every error code."""

SENTENCES: dict[str, str] = {}
