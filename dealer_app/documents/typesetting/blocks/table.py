"""A right-to-left table: the first column is at the right, and the head is repeated on every page."""

from dataclasses import dataclass, replace
from itertools import accumulate

from dealer_app.documents.typesetting.blocks.block import Block
from dealer_app.documents.typesetting.blocks.paragraph import Paragraph, paragraph
from dealer_app.documents.typesetting.ink import BODY, LINE, SHADE, Run, Style
from dealer_app.documents.typesetting.sheet import Sheet

_PAD_X, _PAD_Y = 7.0, 2.6


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, look and background."""

    body: Paragraph
    fill: str = ""


@dataclass(frozen=True)
class Table(Block):
    """Rows of cells; ``shares`` are the parts of the width, from the right. The first ``heads`` rows repeat."""

    shares: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    heads: int = 0

    def _columns(self, width: float) -> list[float]:
        whole = sum(self.shares)
        return [width * share / whole for share in self.shares]

    def _row_heights(self, width: float) -> list[float]:
        columns = self._columns(width)
        return [
            max(cell.body.height(column - 2 * _PAD_X) for cell, column in zip(row, columns, strict=True)) + 2 * _PAD_Y
            for row in self.rows
        ]

    def measure(self, width: float) -> float:
        """Return the height of all rows."""
        return sum(self._row_heights(width))

    def least_height(self, width: float) -> float:
        """Return the height of the head and the first row."""
        return sum(self._row_heights(width)[: self.heads + 1])

    def split(self, width: float, room: float) -> "tuple[Block, Block] | None":
        """Split between rows; the rest starts with the head again."""
        fitting = sum(total <= room for total in accumulate(self._row_heights(width)))
        if fitting <= self.heads or fitting == len(self.rows):
            return None
        head = self.rows[: self.heads]
        return replace(self, rows=self.rows[:fitting], gap=0), replace(self, rows=head + self.rows[fitting:])

    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> None:
        """Draw backgrounds and texts, then the lines over them."""
        columns, heights = self._columns(width), self._row_heights(width)
        at = top
        for row, height in zip(self.rows, heights, strict=True):
            right = left + width
            for cell, column in zip(row, columns, strict=True):
                right -= column
                _draw_cell(sheet, cell, right, at, column, height)
            at -= height
        _draw_grid(sheet, left, top, columns, heights)


def _draw_cell(sheet: Sheet, cell: Cell, left: float, top: float, width: float, height: float) -> None:
    if cell.fill:
        sheet.fill(left, top - height, width, height, cell.fill)
    inner = width - 2 * _PAD_X
    cell.body.draw(sheet, left + _PAD_X, top - (height - cell.body.height(inner)) / 2, inner)


def _draw_grid(sheet: Sheet, left: float, top: float, columns: list[float], heights: list[float]) -> None:
    right, bottom = left + sum(columns), top - sum(heights)
    levels = [top, *(top - total for total in accumulate(heights))]
    edges = [right, *(right - total for total in accumulate(columns))]
    strokes = [f"{left:.2f} {level:.2f} m {right:.2f} {level:.2f} l" for level in levels]
    strokes += [f"{edge:.2f} {top:.2f} m {edge:.2f} {bottom:.2f} l" for edge in edges]
    sheet.rule((left, top), (right, top), LINE)
    sheet.draw(f"{' '.join(strokes)} S")


def cell(text: str | tuple[Run, ...], style: Style = BODY, *, fill: str = "") -> Cell:
    """Return a cell of a text or of runs."""
    return Cell(paragraph(text, style), fill)


def label_cell(text: str, style: Style = BODY) -> Cell:
    """Return a shaded bold cell that is the label of its neighbour."""
    return cell(text, style.but(is_bold=True), fill=SHADE)


def key_value_grid(
    pairs: tuple[tuple[str, str | tuple[Run, ...]], ...],
    *,
    columns: int = 2,
    style: Style = BODY,
    shares: tuple[float, ...] = (1, 2),
    gap: float = 6,
) -> Table:
    """Return a grid of names and values, ``columns`` pairs in a row; ``shares`` are those of a pair or of a row."""
    cells = [(label_cell(name, style), cell(value, style)) for name, value in pairs]
    cells += [(cell("", style), cell("", style))] * (-len(cells) % columns)
    rows = tuple(
        tuple(part for pair in cells[at : at + columns] for part in pair) for at in range(0, len(cells), columns)
    )
    return Table(shares if len(shares) == 2 * columns else shares * columns, rows, gap=gap)
