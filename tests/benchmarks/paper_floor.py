"""The floor of a letter: draw the same glyphs at the same places without layout.

A run of our renderer is recorded: every line with its shaped words and its place, every rule, box, code and form.
The floor draws the record on a new sheet: no text is composed, shaped, measured or placed. What remains is to encode
the glyphs, write the pages, compress them and embed the faces. The bytes are those of our renderer.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import dealer_app.documents.invitation as letters
from dealer_app.documents.letterhead import letter_sheet
from dealer_app.domain.papers.papers import InvitationDetails, PrintStamp

Batch = list[tuple[InvitationDetails, PrintStamp]]
Call = tuple[bool, str, tuple[Any, ...], dict[str, Any]]


class _Recorder:
    """Passes calls on to a sheet or its canvas and keeps them; questions and the end of the paper are not kept."""

    def __init__(self, target: Any, calls: list[Call], *, is_canvas: bool = False) -> None:
        self._target, self._calls, self._is_canvas = target, calls, is_canvas

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._target, name)
        if name == "canvas":
            return _Recorder(value, self._calls, is_canvas=True)
        if not callable(value) or name in {"once", "finish"}:
            return value

        def passed_on(*given: Any, **named: Any) -> Any:
            self._calls.append((self._is_canvas, name, given, named))
            return value(*given, **named)

        return passed_on


@contextmanager
def _recorded(calls: list[Call]) -> Iterator[None]:
    vars(letters)["letter_sheet"] = lambda title: _Recorder(letter_sheet(title), calls)
    try:
        yield
    finally:
        vars(letters)["letter_sheet"] = letter_sheet


def ours_and_floor(batch: Batch) -> tuple[float, float]:
    """Return the CPU seconds of our renderer, with caches warmed by one letter only, and of the floor."""
    letters.render_invitations(batch[:1])
    ours, pdf = _timed(lambda: letters.render_invitations(batch))
    calls: list[Call] = []
    with _recorded(calls):
        letters.render_invitations(batch)
    floor, same = _timed(lambda: _drawn(batch, calls))
    assert same == pdf
    return ours, floor


def _drawn(batch: Batch, calls: list[Call]) -> bytes:
    sheet = letter_sheet(letters._title(batch[0][0]))
    for is_canvas, name, given, named in calls:
        getattr(sheet.canvas if is_canvas else sheet, name)(*given, **named)
    return sheet.finish()


def _timed(work: Any) -> tuple[float, bytes]:
    begun = time.process_time()
    done = work()
    return time.process_time() - begun, done
