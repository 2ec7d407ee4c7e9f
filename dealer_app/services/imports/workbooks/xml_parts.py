"""Parse XML in pieces, without namespaces, and refuse what no workbook contains: entities, deep nesting, giant tags."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate

from dealer_app.domain.errors import Refusal
from dealer_app.services.imports.workbooks.limits import MAX_DEPTH, MAX_TOKEN_BYTES

Attributes = Mapping[str, str]
Start = Callable[[str, Attributes], None]
End = Callable[[str], None]
Text = Callable[[str], None]


def local_name(name: str) -> str:
    """Return a name without its prefix: «x:row» is «row»."""
    return name.rpartition(":")[2]


def make_parser() -> Any:  # noqa: ANN401 - expat names no type
    """Return a parser that refuses a document type, and with it every entity."""

    def refuses(*_declaration: object) -> None:
        raise Refusal("import_file_damaged")

    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuses
    return parser


def feed(parser: Any, pieces: Iterable[bytes]) -> Iterator[None]:  # noqa: ANN401 - expat names no type
    """Feed ``pieces`` to the parser and yield after each.

    Raises Refusal ``import_file_damaged`` or ``import_file_too_large``.
    """
    fed = 0
    try:
        for piece in pieces:
            parser.Parse(piece)
            fed += len(piece)
            if fed - parser.CurrentByteIndex > MAX_TOKEN_BYTES:
                raise Refusal("import_file_too_large")
            yield
        parser.Parse(b"", True)  # noqa: FBT003 - expat takes no keyword
    except (ExpatError, UnicodeError, LookupError) as error:
        raise Refusal("import_file_damaged") from error


def parse(pieces: Iterable[bytes], start: Start, end: End, text: Text | None = None) -> None:
    """Parse ``pieces`` and call the handlers with local names; raises Refusal as ``feed`` does."""
    parser, depth = make_parser(), 0

    def starts(name: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise Refusal("import_file_damaged")
        start(local_name(name), attributes)

    def ends(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(local_name(name))

    parser.StartElementHandler = starts
    parser.EndElementHandler = ends
    parser.CharacterDataHandler = text
    for _ in feed(parser, pieces):
        pass


def list_elements(content: bytes) -> list[tuple[str, dict[str, str]]]:
    """Return local name and attributes (with local names) of every element of a small part."""
    found: list[tuple[str, dict[str, str]]] = []

    def start(name: str, attributes: Attributes) -> None:
        found.append((name, {local_name(key): value for key, value in attributes.items()}))

    parse((content,), start, lambda _name: None)
    return found
