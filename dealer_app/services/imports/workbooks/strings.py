"""Read the shared strings of a workbook, within limits of number and length."""

import re
from collections.abc import Iterator

from dealer_app.domain.errors import Refusal
from dealer_app.services.imports.workbooks.limits import MAX_CELL_CHARS, MAX_STRING_CHARS, MAX_STRINGS
from dealer_app.services.imports.workbooks.xml_parts import Attributes, parse

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescape(text: str) -> str:
    """Return a text with Excel's own escapes («_x000A_») as their signs."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


class TextCollector:
    """Collects the text of one string, without its phonetic help, up to one sign more than a cell may have."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._chars = 0
        self._phonetic = 0

    def start(self, name: str) -> None:
        """Take the beginning of an element."""
        self._phonetic += name == "rPh"

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self._phonetic -= name == "rPh"

    def add(self, text: str) -> None:
        """Take a piece of text."""
        if not self._phonetic and self._chars <= MAX_CELL_CHARS:
            self._texts.append(text)
            self._chars += len(text)

    def take(self) -> str:
        """Return the text and begin anew."""
        text = "".join(self._texts)[: MAX_CELL_CHARS + 1]
        self._texts.clear()
        self._chars = 0
        return unescape(text)


def read_strings(pieces: Iterator[bytes]) -> list[str]:
    """Return the shared strings; raises Refusal ``import_file_damaged`` or ``import_file_too_large``."""
    found: list[str] = []
    collector, chars, is_text = TextCollector(), 0, False

    def start(name: str, _attributes: Attributes) -> None:
        nonlocal is_text
        collector.start(name)
        is_text = name == "t"

    def end(name: str) -> None:
        nonlocal is_text, chars
        is_text = False
        collector.end(name)
        if name == "si":
            found.append(collector.take())
            chars += len(found[-1])
            if chars > MAX_STRING_CHARS or len(found) > MAX_STRINGS:
                raise Refusal("import_file_too_large")

    def text(content: str) -> None:
        if is_text:
            collector.add(content)

    parse(pieces, start, end, text)
    return found
