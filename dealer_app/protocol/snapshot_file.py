"""Write and read the file of a snapshot, on both sides with the same code (docs/protocol.md, snapshot)."""

import gzip
import io
import zlib
from collections.abc import Iterable, Iterator

from msgspec import json

from dealer_app.protocol.wire import Row

_GZIP = 31  # zlib's window bits for a file with gzip's head and tail


def pack_pieces(rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield the gzip file of ``rows``, with one JSON line for each row, in pieces as they become ready."""
    # Z_FILTERED: in digits and ids, a match of three or four characters costs more than the characters themselves
    packer = zlib.compressobj(9, zlib.DEFLATED, _GZIP, zlib.DEF_MEM_LEVEL, zlib.Z_FILTERED)
    for row in rows:
        yield packer.compress(json.encode(row) + b"\n")
    yield packer.flush()


def unpack_rows(file: io.BufferedIOBase, size: int) -> Iterator[tuple[Row, ...]]:
    """Yield the rows of a file in pages of at most ``size``."""
    page: list[Row] = []
    with gzip.GzipFile(fileobj=file, mode="rb") as lines:
        for line in lines:
            page.append(json.decode(line, type=Row))
            if len(page) == size:
                yield tuple(page)
                page = []
    if page:
        yield tuple(page)
