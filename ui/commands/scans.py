"""Decode scanner input: undo the Persian keyboard layout and Caps Lock, remove the scanner's prefix and suffix.

A scanner sends key presses, so under a Persian layout its letters and digits arrive in Persian. Two layouts are in use:
the standard (ISIRI 9147, also X11's «ir») and Windows' older one; they differ in the shifted keys.
"""

import re

from dealer_app.domain.papers.authenticity import PREFIX
from ui.commands.keys import LATIN, PERSIAN

LONGEST_CODE = 80
"""Longest code; longer text without spaces can only be a seal, even if its first letters are damaged."""

_PERSIAN_DIGITS = "\u06f0\u06f1\u06f2\u06f3\u06f4\u06f5\u06f6\u06f7\u06f8\u06f9"
_ARABIC_DIGITS = "\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669"
_DIGITS = dict(zip(_PERSIAN_DIGITS + _ARABIC_DIGITS, "0123456789" * 2, strict=True))
_PLAIN = dict(zip(PERSIAN, LATIN.lower(), strict=True)) | {"\u062c": "[", "\u0686": "]"}
_STANDARD_SHIFTED = (
    "\u0652\u064c\u064d\u064b\u064f\u0650\u064e\u0651]["  # Q to P
    "\u0624\u0626\u064a\u0625\u0623\u0622\u0629\u00bb\u00ab"  # A to L
    "\u0643\u0653\u0698\u0670\u200c\u0654\u0621"  # Z to M
)
_OLDER_SHIFTED = (
    "\u064b\u064c\u064d\ufdfc\u060c\u061b,][\\"  # Q to P
    "\u064e\u064f\u0650\u0651\u06c0\u0622\u0640\u00ab\u00bb"  # A to L
    "\u0629\u064a\u0698\u0624\u0625\u0623\u0621"  # Z to M
)
_STANDARD = {**_DIGITS, **_PLAIN, **dict(zip(_STANDARD_SHIFTED, LATIN, strict=True)), "\u0640": "_"}
_OLDER = {**_DIGITS, **_PLAIN, "\u0626": "m", **dict(zip(_OLDER_SHIFTED, LATIN, strict=True))}
_AROUND = re.compile(r"^(?:[\s\x00-\x1f]|\][A-Za-z]\d)+|[\s\x00-\x1f]+$")
_UNSEEN = re.compile("[\u00ad\u061c\u200b\u200d-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")  # ZWNJ is a key of a layout
_EDGES = re.compile(r"^[^A-Za-z0-9+]+|[^A-Za-z0-9]+$")
_CODE = re.compile(r"(?=.*\d)[A-Za-z0-9+/_.-]+", re.ASCII)


def is_seal(text: str) -> bool:
    """Return whether ``text`` is intended as the seal of a paper, genuine or not."""
    scan = read_scan(text)
    return scan.startswith(PREFIX) or (len(scan) > LONGEST_CODE and not any(letter.isspace() for letter in scan))


def read_scan(text: str) -> str:
    """Return the seal or code in a scan as plain Latin text; any other text is only stripped.

    A text counts as a code typed under the Persian layout if its Latin reading contains a digit and only characters of
    codes, which no name does. Signs around a seal or a code, as scanners send them before and after, are left out.
    """
    plain = _strip(_UNSEEN.sub("", text))
    readings = [plain, *(_strip(_undo(plain, layout)) for layout in (_STANDARD, _OLDER))]
    cases = (*readings, *(reading.swapcase() for reading in readings))  # Caps Lock turns the letters of a scan
    seals = (_seal_in(reading) for reading in cases if PREFIX in reading)
    codes = (code for reading in readings if _CODE.fullmatch(code := _EDGES.sub("", reading)))
    return next(seals, next(codes, plain))


def _seal_in(reading: str) -> str:
    """Return the seal in a text, without line breaks and without what a scanner sends before it."""
    return "".join(reading[reading.index(PREFIX) :].split())


def _undo(text: str, layout: dict[str, str]) -> str:
    """Return the characters of the same keys under the Latin layout."""
    return "".join(layout.get(letter, letter) for letter in text)


def _strip(text: str) -> str:
    """Remove tabs, line ends, group separators and the symbology identifier («]Q1») around a scan."""
    return _AROUND.sub("", text)
