"""Persian text: a normaliser for index and query, a cleaner for storage, a sort key for lists.

Letters are written as escapes, because the letters that this module distinguishes look the same in an editor.
"""

import re
import unicodedata
from collections.abc import Iterable

_PERSIAN_ZERO, _ARABIC_ZERO = 0x06F0, 0x0660
_LATIN_DIGITS = {zero + n: str(n) for zero in (_PERSIAN_ZERO, _ARABIC_ZERO) for n in range(10)}
_PERSIAN_DIGITS = {zero + n: chr(_PERSIAN_ZERO + n) for zero in (0x30, _ARABIC_ZERO) for n in range(10)}

_YE, _KEHEH, _HEH, _ALEF, _VAV = "\u06cc", "\u06a9", "\u0647", "\u0627", "\u0648"
_ZWNJ = "\u200c"
_FORMAT_SIGNS = (0x00AD, 0x061C, 0x180E, 0x200B, *range(0x200D, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070))
_RARE_FORMAT_SIGNS = (
    0xFEFF,
    *range(0xFFF0, 0xFFFC),
    *range(0x13430, 0x13440),
    *range(0x1BCA0, 0x1BCA4),
    *range(0x1D173, 0x1D17B),
    *range(0xE0000, 0xE0200),  # tags and variation selectors
)
_BLANK_LETTERS = (
    0x034F,
    0x115F,
    0x1160,
    0x17B4,
    0x17B5,
    *range(0x180B, 0x1810),
    0x3164,
    *range(0xFE00, 0xFE10),
    0xFFA0,
)
_HALVES = range(0xD800, 0xE000)  # of a character; no text file and no database takes one
_INVISIBLE: dict[int, None] = dict.fromkeys([*_FORMAT_SIGNS, *_RARE_FORMAT_SIGNS, *_BLANK_LETTERS, *_HALVES])
_SAME_LETTER: dict[int, str] = {
    **dict.fromkeys([0x0649, 0x064A, 0x06D2], _YE),
    **dict.fromkeys([0x0643, 0x06AA], _KEHEH),
    **dict.fromkeys([0x06BE, 0x06C1], _HEH),
}
_MARKS: dict[int, None] = dict.fromkeys(
    [0x0640, 0x0670, *range(0x0610, 0x061B), *range(0x064B, 0x0660), *range(0x06D6, 0x06DD), *range(0x06DF, 0x06E9)]
)
_FOLDED_HAMZA: dict[int, str | None] = {0x0624: _VAV, 0x0626: _YE, 0x0621: None, 0x06D5: _HEH}
_CONTROLS: dict[int, str] = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], " ")
_LINE_BREAKS = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_EMPTY_LINES = re.compile("\n{3,}")
_MARKUP = str.maketrans("<>", "  ")
_KEY_TABLE: dict[int, str | None] = {
    **_CONTROLS,
    **_LATIN_DIGITS,
    **_INVISIBLE,
    **_MARKS,
    **_SAME_LETTER,
    **_FOLDED_HAMZA,
    **dict.fromkeys([0x0629, 0x06C0, 0x06C2, 0x06C3], _HEH),
    **dict.fromkeys([0x0622, 0x0623, 0x0625, 0x0671], _ALEF),
    0x200C: " ",
}
_CLEAN_TABLE: dict[int, str | None] = {
    **_INVISIBLE,
    **_CONTROLS,
    0x0640: None,
    0x064A: _YE,
    0x0649: _YE,
    0x0643: _KEHEH,
}
_NUMBER_SEPARATORS = str.maketrans("", "", " -/\\_.,:*\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u066b\u066c\u060c")

_ALPHABET = (
    "\u0622\u0627\u0628\u067e\u062a\u062b\u062c\u0686\u062d\u062e\u062f\u0630\u0631\u0632\u0698\u0633\u0634"
    "\u0635\u0636\u0637\u0638\u0639\u063a\u0641\u0642\u06a9\u06af\u0644\u0645\u0646\u0648\u0647\u06cc"
)
# Private-use code points sort after Latin text in UTF-8, in UTF-16 and in Python.
_SORT_TABLE: dict[int, str | None] = {**_KEY_TABLE} | {
    ord(letter): chr(0xE000 + rank) for rank, letter in enumerate(_ALPHABET)
}
_SORT_TABLE |= {
    code: chr(0xE000 + _ALPHABET.index(folded))
    for code, folded in _KEY_TABLE.items()
    if folded and folded in _ALPHABET and code != 0x0622  # noqa: PLR2004 - alef with madda sorts before alef
}


def ascii_digits(text: str) -> str:
    """Return ``text`` with Persian and Arabic digits as ASCII digits."""
    return text if text.isascii() else text.translate(_LATIN_DIGITS)


def has_number_signs(text: str) -> bool:
    """Return whether ``text`` has numbers that are no digits («²», «½», «①»): normalised, they look like digits."""
    return not text.isascii() and any(unicodedata.category(letter) == "No" for letter in text)


def persian_digits(text: str) -> str:
    """Return ``text`` with ASCII and Arabic digits as Persian digits."""
    return text.translate(_PERSIAN_DIGITS)


def normalise(text: str) -> str:
    """Return the search key of ``text``: one letter for look-alikes, no marks, ZWNJ as space, Latin digits, lower case.

    Both the index and the query use it (facts: search keys); it is never shown.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_KEY_TABLE)
    elif not text.isprintable():
        text = text.translate(_CONTROLS)
    return " ".join(text.casefold().split())


def clean_text(text: str) -> str:
    """Return ``text`` as it is stored: Persian ye and kaf, trimmed, single spaces, ZWNJ kept only between letters."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    words = (word.strip(_ZWNJ) for word in text.translate(_CLEAN_TABLE).split())
    return " ".join(word for word in words if word)


def clean_lines(text: str) -> str:
    """Return a text of several lines as it is stored: each line clean, none empty at either end, no two empty ones."""
    lines = [clean_text(line) for line in _LINE_BREAKS.split(text)]
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip("\n")


def clean_name(text: str) -> str:
    """Return the name of a person, a company or a counter as it is stored: ``clean_text`` without the signs < and >.

    No name has these signs; a program that shows the text of another one may take them for markup.
    """
    return clean_text(text.translate(_MARKUP))


def number_key(text: str) -> str:
    """Return the key of a number of an order: Latin digits, capitals, no separators, no leading zeros.

    Excel drops leading zeros, so «0012345» and «12345» are one number. Code 39 sends «*» before and after a number.
    """
    return number_beginning(text).lstrip("0")


def number_beginning(text: str) -> str:
    """Return the key of a number with its leading zeros."""
    return normalise(text).translate(_NUMBER_SEPARATORS).upper()


def fuller_number(known: str, given: str) -> str:
    """Return the fuller spelling of one number («0005001» rather than «5001»); ``given`` if it is another number."""
    return known if len(known) >= len(given) and number_key(known) == number_key(given) else given


def sort_key(text: str) -> str:
    """Return a key whose code-point order is the order of the Persian alphabet (alef with madda first)."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().translate(_SORT_TABLE).split())


def document_number(text: str) -> str:
    """Return the number of a document or a reference as every screen and paper shows it: Latin digits, left to right.

    Such numbers (of papers, requests, contracts, invitations, banks' references, bill and payment ids, VIN) are typed
    into other systems sign by sign. Codes of persons, telephone numbers, dates, amounts and counts have Persian digits.
    """
    return isolate(ascii_digits(text)) if text else ""


def join_names(names: Iterable[str]) -> str:
    """Return names in quotation marks, as a list."""
    return "\u060c ".join(f"\u00ab{name}\u00bb" for name in names)


def isolate(text: str) -> str:
    """Return ``text`` as a left-to-right isolate, so that a code keeps its order inside a Persian sentence."""
    return f"\u2066{text}\u2069"
