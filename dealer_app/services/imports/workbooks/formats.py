"""Find the styles whose numbers are days, and turn a number of such a cell into its day and time."""

import re
from datetime import datetime, timedelta

from dealer_app.services.imports.workbooks.cell_faults import CellFault
from dealer_app.services.imports.workbooks.xml_parts import list_elements

_DAY_FORMATS = frozenset({*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)})
_TIME_FORMATS = frozenset({18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47})
_QUIET = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
_FIRST_DAY, _FIRST_DAY_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - a cell has no zone
_LAST_SERIAL = 2_958_466
_LEAP_BUG = 60  # Excel counts a 29 February 1900
DAY, TIME = "day", "time"


def list_styles(content: bytes) -> list[str]:
    """Return for each style of a cell «day», «time» or ""; ``content`` is the styles part, b"" if there is none."""
    codes: dict[int, str] = {}
    kinds: list[str] = []
    is_cells = False
    for name, given in list_elements(content) if content else ():
        if name == "numFmt":
            codes[_whole(given.get("numFmtId", ""))] = given.get("formatCode", "")
        elif name in {"cellXfs", "cellStyleXfs", "cellStyles", "dxfs"}:
            is_cells = name == "cellXfs"
        elif name == "xf" and is_cells:
            kinds.append(_kind(_whole(given.get("numFmtId", "")), codes))
    return kinds


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0  # noqa: PLR2004 - no number is longer


def _kind(number: int, codes: dict[int, str]) -> str:
    if number in codes:
        plain = _QUIET.sub("", codes[number].split(";")[0]).lower()
        if "general" in plain:
            return ""
        if "y" in plain or "d" in plain:
            return DAY
        return TIME if re.search(r"[hs]|\[m", plain) else DAY if "m" in plain else ""
    return DAY if number in _DAY_FORMATS else TIME if number in _TIME_FORMATS else ""


def as_moment(serial: float, kind: str, *, is_1904: bool) -> object:
    """Return the day and time that Excel shows; the number itself for 0, a CellFault for what is no day."""
    if serial == 0:
        return serial
    if kind == TIME or not 1 <= serial < _LAST_SERIAL:
        return CellFault("import_cell_kind", f"{serial:g}")
    first = _FIRST_DAY_1904 if is_1904 else _FIRST_DAY
    days = serial + 1 if serial < _LEAP_BUG and not is_1904 else serial
    return first + timedelta(seconds=round(days * 86_400))
