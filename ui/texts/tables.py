"""Texts of every table: what can be done with a row."""

OPEN = "باز کردن"
COPY_ROW, COPY_CELL = "رونوشت سطر", "رونوشت «{cell}»"
COPIED = "رونوشت شد"
