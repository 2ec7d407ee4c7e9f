"""Draw the list of deadlines, A4: the part that the page shows, late before today before soon, for the day's work."""

from collections.abc import Iterator
from itertools import groupby

from dealer_app.documents import wording
from dealer_app.documents.letterhead import Letterhead, lay_out, letter_sheet
from dealer_app.documents.parts import LABEL
from dealer_app.documents.typesetting.blocks.block import Block
from dealer_app.documents.typesetting.blocks.paragraph import heading, paragraph
from dealer_app.documents.typesetting.blocks.table import Cell, Table, cell, label_cell
from dealer_app.documents.typesetting.checking import check_glyphs
from dealer_app.documents.typesetting.ink import MUTED, RUST, Style
from dealer_app.domain.deadlines.lists import DeadlineRow, DeadlineSheet, Group
from dealer_app.domain.papers.papers import PrintStamp
from dealer_app.domain.persian import persian_digits
from resources.texts import deadlines as clocks
from resources.texts import papers as words

_CELL = Style(size=8.4, leading=1.5)
_SHARES = (16, 21, 18, 26, 13, 17)


def render_deadlines(sheet: DeadlineSheet, stamp: PrintStamp) -> bytes:
    """Return the list as PDF; equal lists and stamps give equal bytes."""
    check_glyphs(sheet, stamp)
    paper = letter_sheet(words.DEADLINES)
    numbers = ((words.DATE, wording.day(sheet.today)), (words.DEADLINES_COUNT, wording.count(len(sheet.rows))))
    lay_out(paper, Letterhead(sheet.dealership, stamp, numbers, sheet.is_sample), list(_blocks(sheet)))
    return paper.finish()


def _blocks(sheet: DeadlineSheet) -> Iterator[Block]:
    yield paragraph(words.DEADLINES, Style(size=15, leading=1.6, align="center", is_bold=True), gap=2)
    yield paragraph(_part(sheet), Style(size=9.6, align="center", color=MUTED), gap=6)
    if not sheet.rows:
        yield paragraph(words.DEADLINES_NONE, Style(size=10.5, align="center"))
    for group, rows in groupby(sheet.rows, key=lambda row: row.group):
        yield heading(_group(group, sheet.soon_days))
        yield _table(tuple(rows), group)
    if sheet.is_cut:
        yield paragraph(words.DEADLINES_CUT.format(count=wording.count(len(sheet.rows))), LABEL)
    yield paragraph(words.DEADLINES_NOTE, LABEL)


def _part(sheet: DeadlineSheet) -> str:
    """Return which part of the list the paper shows, as the page's filter says it."""
    wish = sheet.wish
    group = words.DEADLINES_ALL if wish.group is None else _group(wish.group, sheet.soon_days)
    kind = clocks.KINDS[wish.kind] if wish.kind is not None else words.DEADLINES_KINDS
    order = words.DEADLINES_BACKWARD if wish.is_latest_first else ""
    return words.JOIN_MARKS.join(filter(None, (group, kind, order)))


def _group(group: Group, soon_days: int) -> str:
    return words.DEADLINE_GROUPS[group].format(days=persian_digits(str(soon_days)))


def _table(rows: tuple[DeadlineRow, ...], group: Group) -> Table:
    head = tuple(label_cell(name, _CELL) for name in clocks.COLUMNS)
    return Table(_SHARES, (head, *(_row(row, group) for row in rows)), heads=1, gap=8)


def _row(row: DeadlineRow, group: Group) -> tuple[Cell, ...]:
    left = _CELL if group is Group.SOON else _CELL.but(color=RUST, is_bold=True)
    said = row.words
    return (
        cell(said.left, left),
        cell(said.name, _CELL),
        cell(wording.text(row.customer_name), _CELL.but(is_bold=True)),
        cell(wording.text(row.detail), _CELL),
        cell(said.day, _CELL),
        cell(said.action, _CELL),
    )
