"""Persian signs that code puts between or around words; the words themselves are in the other modules."""

COMMA, JOIN, JOIN_SOURCES = "،", "، ", "؛ "
DECIMAL_MARK, PERCENT = "٫", "٪"
QUOTED = "«{text}»"
UNKNOWN = "؟"
"""In place of the initial of a person who is not known."""
