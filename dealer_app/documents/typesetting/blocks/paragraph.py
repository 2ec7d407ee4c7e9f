"""Paragraphs of runs, and headings, spacers and numbered lists."""

from dataclasses import dataclass, replace
from functools import lru_cache

from dealer_app.documents.typesetting.blocks.block import Block
from dealer_app.documents.typesetting.composing import Line, compose
from dealer_app.documents.typesetting.ink import BODY, Run, Style, as_runs
from dealer_app.documents.typesetting.sheet import Sheet
from dealer_app.domain.persian import persian_digits

_FEWEST = 2  # lines of a paragraph that may be alone at the head or the foot of a page
_MIDDLE = 0.27  # of the size: from the middle of a line down to its baseline
_NUMBER_INDENT = 16.0
_SHIFTS = {"end": 0.0, "center": 0.5}
"""The part of the free room that is at the left of a line; all of it for the other alignments."""


@dataclass(frozen=True)
class Paragraph(Block):
    """Text in lines; ``lines`` is set on the parts of a paragraph that was split."""

    runs: tuple[Run, ...]
    style: Style = BODY
    lines: tuple[Line, ...] = ()

    def at(self, width: float) -> tuple[Line, ...]:
        """Return the lines at ``width``."""
        return self.lines or compose(self.runs, self.style, round(width, 2))

    def measure(self, width: float) -> float:
        """Return the height of all lines."""
        return len(self.at(width)) * self.line_height

    @property
    def line_height(self) -> float:
        """Return the height of one line in points."""
        return self.style.size * self.style.leading

    def least_height(self, width: float) -> float:
        """Return the height of the fewest lines that may be at the foot of a page."""
        count = len(self.at(width))
        return self.line_height * (count if count < 2 * _FEWEST else _FEWEST)

    def split(self, width: float, room: float) -> "tuple[Block, Block] | None":
        """Split between lines, without a single line at the foot or the head of a page."""
        lines = self.at(width)
        fitting = min(int(room / self.line_height), len(lines) - _FEWEST)
        if fitting < _FEWEST:
            return None
        return replace(self, lines=lines[:fitting], gap=0), replace(self, lines=lines[fitting:])

    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> None:
        """Draw the lines, aligned by the style."""
        style = self.style
        baseline = top - self.line_height / 2 - style.size * _MIDDLE
        for line in self.at(width):
            room = width - line.width
            spaces = line.space_count if style.align == "justify" and not line.is_last else 0
            if spaces:
                sheet.text(line, left, baseline, stretch=room / spaces)
            else:
                sheet.text(line, left + room * _SHIFTS.get(style.align, 1), baseline)
            baseline -= self.line_height


def paragraph(
    text: str | tuple[Run, ...], style: Style = BODY, *, gap: float = 6, is_kept_with_next: bool = False
) -> Paragraph:
    """Return a paragraph of a text or of runs; equal ones are one object, which is measured once."""
    return _paragraph(as_runs(text), style, gap, is_kept_with_next)


@lru_cache(maxsize=2048)
def _paragraph(runs: tuple[Run, ...], style: Style, gap: float, is_kept_with_next: bool) -> Paragraph:  # noqa: FBT001
    return Paragraph(runs, style, gap=gap, is_kept_with_next=is_kept_with_next)


def heading(text: str, *, size: float = 11) -> Paragraph:
    """Return a bold line that is never alone at the foot of a page."""
    return paragraph(text, Style(size=size, is_bold=True), is_kept_with_next=True, gap=2)


@dataclass(frozen=True)
class Spacer(Block):
    """Empty room."""

    points: float

    def measure(self, width: float) -> float:  # noqa: ARG002 - the same at any width
        """Return the room."""
        return self.points

    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> None:
        """Draw nothing."""


@dataclass(frozen=True)
class NumberedItem(Block):
    """One item of a numbered list, with its number at the right of the body."""

    number: int
    body: Paragraph

    def measure(self, width: float) -> float:
        """Return the height of the body beside its number."""
        return self.body.height(width - _NUMBER_INDENT)

    def least_height(self, width: float) -> float:
        """Return the least height of the body."""
        return self.body.least_height(width - _NUMBER_INDENT)

    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> None:
        """Draw the number, then the body."""
        paragraph(persian_digits(f"{self.number}."), self.body.style.but(align="start")).draw(sheet, left, top, width)
        self.body.draw(sheet, left, top, width - _NUMBER_INDENT)


def numbered_list(items: tuple[str, ...], style: Style = BODY) -> list[Block]:
    """Return the items one under another, numbered from one."""
    return [NumberedItem(at, paragraph(item, style), gap=0) for at, item in enumerate(items, 1)]
