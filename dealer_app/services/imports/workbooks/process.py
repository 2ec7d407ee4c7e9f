"""Start the reading process for a workbook and take its answers; its death never reaches the program."""

from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from typing import Any

from dealer_app.domain.errors import Refusal
from dealer_app.services.child_process import start_child
from dealer_app.services.imports.workbooks.child import DONE, LIST, READ
from dealer_app.services.imports.workbooks.frames import read_frames, unpack_rows
from dealer_app.services.imports.workbooks.limits import OPENING_SECONDS
from dealer_app.services.imports.workbooks.plain_rows import Row
from dealer_app.services.imports.workbooks.reading import SheetHead

_CHILD = "dealer_app.services.imports.workbooks.child"


def list_sheets(path: Path) -> list[SheetHead]:
    """Return the sheets of a workbook; raises Refusal or EnvironmentFault ``import_…`` if it cannot be read."""
    found: dict[int, SheetHead] = {}
    for answer in _ask(LIST, str(path), seconds=OPENING_SECONDS):
        head = SheetHead(answer["name"], answer["is_hidden"], answer["last_row"], [])
        rows = found.setdefault(answer["index"], head).rows
        rows += unpack_rows(answer["rows"])
    return list(found.values())


def read_sheet(path: Path, index: int) -> Iterator[Row]:
    """Yield the filled rows of one sheet; raises Refusal if it is damaged further down."""
    for frame in _ask(READ, str(path), str(index)):
        yield from unpack_rows(frame)


def _ask(*question: str, seconds: float | None = None) -> Iterator[Any]:
    """Yield the answers; raises Refusal if the process refused, died, or took more than ``seconds``."""
    process = start_child(_CHILD, *question, fault="import_reader_failed")
    timer = Timer(seconds, process.kill) if seconds else None
    if timer:
        timer.start()
    try:
        end: dict[str, Any] = {}
        for frame in read_frames(process.stdout):  # type: ignore[arg-type]  # a pipe
            if isinstance(frame, dict) and (DONE in frame or "refusal" in frame):
                end = frame
                break
            yield frame
    finally:
        if timer:
            timer.cancel()
            timer.join()
        process.kill()
        process.stdout.close()  # type: ignore[union-attr]  # a pipe
        process.wait()
    if DONE not in end:  # no last word: killed by its limits, or by the reader of old workbooks
        raise Refusal(end.get("refusal", "import_file_too_large"), **end.get("params", {}))
