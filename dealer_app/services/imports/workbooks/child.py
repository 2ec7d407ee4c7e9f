"""The reading process: it opens one workbook, within limits, and writes what it finds to its standard output."""

import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from dealer_app.domain.errors import CodedError
from dealer_app.services.imports.workbooks.frames import pack_rows, write_frame
from dealer_app.services.imports.workbooks.limits import MEMORY_BYTES, OPENING_CPU_SECONDS
from dealer_app.services.imports.workbooks.reading import list_heads, read_rows

LIST, READ = "list", "read"
DONE = "done"
_DAMAGE = (ValueError, KeyError, IndexError, OverflowError, RecursionError, OSError)


def main(arguments: list[str]) -> None:
    """Answer one question: «list PATH» or «read PATH INDEX»; the last frame says how it ended."""
    _limit(is_listing=arguments[0] == LIST)
    with suppress(BrokenPipeError):  # the program has read enough
        try:
            for frame in _answer(arguments):
                write_frame(sys.stdout.buffer, frame)
            end: dict[str, object] = {DONE: True}
        except CodedError as error:
            end = {"refusal": error.code, "params": {name: str(value) for name, value in error.params.items()}}
        except MemoryError:
            end = {"refusal": "import_file_too_large", "params": {}}
        except BrokenPipeError:
            raise
        except _DAMAGE:
            end = {"refusal": "import_file_damaged", "params": {}}
        write_frame(sys.stdout.buffer, end)
        sys.stdout.buffer.flush()


def _answer(arguments: list[str]) -> Iterator[object]:
    question, path, *more = arguments
    if question == LIST:
        for index, head in enumerate(list_heads(Path(path))):
            known = {"index": index, "name": head.name, "is_hidden": head.is_hidden, "last_row": head.last_row}
            yield {**known, "rows": []}
            for rows in pack_rows(head.rows):
                yield {**known, "rows": rows}
    else:
        yield from pack_rows(read_rows(Path(path), int(more[0])))


def _limit(*, is_listing: bool) -> None:
    """Limit memory and time where the system can; elsewhere the limits of the reader itself are the guard."""
    try:
        import resource
    except ImportError:  # Windows
        return
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if is_listing:
            resource.setrlimit(resource.RLIMIT_CPU, (OPENING_CPU_SECONDS, OPENING_CPU_SECONDS + 1))
