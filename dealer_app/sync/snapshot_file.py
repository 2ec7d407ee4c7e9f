"""The file of a snapshot: rows in pages, the same code on both sides (docs/protocol.md, snapshot)."""

import gzip
import io
from collections.abc import Iterable, Iterator

from msgspec import json

from dealer_app.sync.wire import Row


def pack_rows(rows: Iterable[Row]) -> bytes:
    """Return the file of ``rows``: one JSON line each, packed."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=9, mtime=0) as file:
        for row in rows:
            file.write(json.encode(row) + b"\n")
    return packed.getvalue()


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
