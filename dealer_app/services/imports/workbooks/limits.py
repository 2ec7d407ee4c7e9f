"""Limits of a workbook: what lies beyond them is refused before it fills the memory or the time of the PC."""

from typing import Final

MEMORY_BYTES: Final = 280 * 1024 * 1024
"""Address space of the reading process, where the operating system can limit it (Linux; not Windows, not macOS)."""
OPENING_CPU_SECONDS: Final = 9
"""Processor time for listing the sheets, where the operating system can limit it (not Windows)."""
OPENING_SECONDS: Final = 60.0
"""Time for listing the sheets on a busy PC; the reading process is ended after it."""
SILENT_SECONDS: Final = 8.0
"""Processor time in which the reading of a sheet must reach another row."""

MAX_ENTRIES: Final = 5_000
"""Files in the archive."""
MAX_DIRECTORY_BYTES: Final = 4 * 1024 * 1024
MAX_INFLATED_BYTES: Final = 1024 * 1024 * 1024
"""All files of the archive together, as they are stated and as they are read."""
MAX_PART_BYTES: Final = 16 * 1024 * 1024
"""A part that is held as a whole: the list of sheets, the relations, the styles."""
MAX_SHEETS: Final = 200
MAX_STRINGS: Final = 1_000_000
MAX_STRING_CHARS: Final = 30_000_000
"""Shared strings, in number and in characters; text beyond MAX_CELL_CHARS of one string is not counted."""
MAX_CELL_CHARS: Final = 1_000
"""A longer text is no value of an export; its row is refused if the column is read."""
MAX_COLUMN: Final = 702
"""Column ZZ; a filled cell to its right is a stray one."""
MAX_ROW: Final = 1_048_576
MAX_OLD_AREA: Final = 3_000_000
"""Cells in the rectangle around the filled cells of an old workbook (xls), which is held as a whole."""
MAX_OLD_BYTES: Final = 64 * 1024 * 1024
MAX_DEPTH: Final = 60
MAX_TOKEN_BYTES: Final = 4 * 1024 * 1024
"""One tag of XML, with its attributes."""
