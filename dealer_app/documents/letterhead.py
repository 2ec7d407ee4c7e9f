"""Lay out pages with head and foot: dealership, number, date, who printed, page n of m, copy and sample marks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import cos, radians, sin

from dealer_app.documents import wording
from dealer_app.documents.parts import Fitted
from dealer_app.documents.typesetting.blocks.block import Block
from dealer_app.documents.typesetting.blocks.boxes import Stack
from dealer_app.documents.typesetting.blocks.paragraph import Paragraph, paragraph
from dealer_app.documents.typesetting.composing import natural_width
from dealer_app.documents.typesetting.flow import Placed, paginate
from dealer_app.documents.typesetting.ink import INK, LINE, MUTED, TEAL, WATERMARK, Run, Style, bold
from dealer_app.documents.typesetting.outlines import outline
from dealer_app.documents.typesetting.sheet import A4, Sheet, ink
from dealer_app.domain.errors import Refusal
from dealer_app.domain.papers.papers import PrintStamp
from dealer_app.domain.persian import isolate, persian_digits
from dealer_app.domain.settings import DealershipSettings
from resources.texts import papers as words

_NAME = Style(size=13.5, leading=1.5, is_bold=True)
_ADDRESS = Style(size=8.4, leading=1.6, color=MUTED)
_NUMBER = Style(size=9, leading=1.5)
_FOOT = Style(size=8.2, leading=1.5, color=MUTED)
_LOGO_GAP = 10.0
_MOST_FOR_NUMBERS = 0.4  # of the width; a longer number breaks
_TILT = 32  # degrees by which the sample mark is turned


@dataclass(frozen=True)
class Letterhead:
    """The constant parts of one paper; ``color`` distinguishes kinds of paper, ``margin`` is in points."""

    dealership: DealershipSettings
    stamp: PrintStamp
    number_lines: tuple[tuple[str, str], ...]
    is_sample: bool
    title: tuple[Run, ...] = ()  # on slips, replaces the dealership's name
    color: str = TEAL
    margin: float = 44
    logo: float = 35
    sample_words: str = words.SAMPLE_LETTER

    @property
    def copy_label(self) -> str:
        """Return «رونوشت ۱» from the second print on, else ""; the copy of an auditor says so."""
        copy = self.stamp.copy_number - 1
        label = words.COPY.format(number=wording.count(copy)) if copy > 0 else ""
        return words.JOIN_MARKS.join(filter(None, (label, words.INSPECTION if self.stamp.is_inspection else "")))

    @property
    def company_phone(self) -> str:
        """Return the company's telephone number as it was when the paper was issued, "" if the paper has none."""
        number = self.dealership.company_phone
        return words.COMPANY_PHONE.format(phone=wording.phone(number)) if number else ""

    @cached_property
    def head(self) -> Stack:
        """Return the dealership's name and address."""
        return _head(self.dealership, self.title)

    @cached_property
    def numbers(self) -> Stack:
        """Return number, date and the like, and a row for the copy mark, so that copies have the same layout."""
        rows = [Paragraph((Run(f"{name}: "), bold(value)), _NUMBER, gap=0) for name, value in self.number_lines]
        rows.append(Paragraph((Run(self.copy_label, is_bold=True, color=self.color),), _NUMBER, gap=0))
        return Stack(tuple(rows))

    def head_height(self, width: float) -> float:
        """Return the height of the head with the rule under it."""
        left, right = self._shares(width)
        return max(self.head.height(right), self.numbers.height(left), self.logo) + 5

    @cached_property
    def _numbers_width(self) -> float:
        parts = self.numbers.parts
        return max(natural_width(part.runs, part.style) for part in parts if isinstance(part, Paragraph)) + 1

    def _shares(self, width: float) -> tuple[float, float]:
        """Return the widths of the numbers at the left and of the name at the right."""
        left = min(self._numbers_width, width * _MOST_FOR_NUMBERS)
        return left, width - left - self.logo - 2.5 * _LOGO_GAP

    def draw_head(self, sheet: Sheet) -> float:
        """Draw the head and return the distance in points from the top of the page to its end."""
        width = sheet.width - 2 * self.margin
        top, height = sheet.height - self.margin * 0.84, self.head_height(width)
        left, right = self._shares(width)
        self._draw_constant(sheet, top, right, height)
        self.numbers.draw(sheet, self.margin, top, left)
        return self.margin * 0.84 + height

    def _draw_constant(self, sheet: Sheet, top: float, room: float, height: float) -> None:
        """Draw logo, name and rule as one PDF form, which every letter of a batch shares."""
        name = f"head{hash_of(self.dealership, self.title, self.color, self.margin, room)}"
        if sheet.once(name):
            sheet.canvas.beginForm(name)
            right = sheet.width - self.margin
            sheet.box(
                right - self.logo,
                top - height + 6 + (height - 6 - self.logo) / 2,
                self.logo,
                self.logo,
                radius=self.logo * 0.22,
                fill=self.color,
            )
            draw_shape(
                sheet,
                words.LOGO,
                right - self.logo / 2,
                top - height + 6 + (height - 6 - self.logo) / 2 + self.logo * 0.42,
                self.logo * 0.52,
            )
            drop = (height - 6 - self.head.height(room)) / 2
            self.head.draw(sheet, right - self.logo - _LOGO_GAP - room, top - drop, room)
            rule = top - height
            sheet.rule((self.margin, rule), (right, rule), self.color, thickness=1.4)
            sheet.canvas.endForm()
        sheet.canvas.doForm(name)

    def draw_foot(self, sheet: Sheet, page: int, pages: int) -> None:
        """Draw person, counter and time of the print, the copy mark, the company's number, and page n of m."""
        left, width = self.margin, sheet.width - 2 * self.margin
        at = self.foot_height
        sheet.rule((left, at), (left + width, at), LINE)
        paragraph(self.printed(), _FOOT).draw(sheet, left, at - 5, width)
        numbered = words.PAGE.format(page=wording.count(page), pages=wording.count(pages))
        ends = " · ".join(filter(None, (self.company_phone, numbered)))
        paragraph(ends, _FOOT.but(align="end")).draw(sheet, left, at - 5, width)
        middle = " · ".join(filter(None, (self.copy_label, self.sample_words if self.is_sample else "")))
        if middle:
            paragraph((bold(middle),), _FOOT.but(align="center", color=INK)).draw(sheet, left, at - 5, width)

    @property
    def foot_height(self) -> float:
        """Return the height of the foot's rule above the lower edge, in points."""
        return self.margin * 0.5 + 17

    def printed(self) -> str:
        """Return «چاپ: … · پیشخوان … · date time»."""
        stamp = self.stamp
        where = stamp.counter
        if where and not where.startswith(words.COUNTER.split(maxsplit=1)[0]):
            where = words.COUNTER.format(counter=where)
        when = f"{wording.day(stamp.printed_at.date())} {isolate(persian_digits(f'{stamp.printed_at:%H:%M}'))}"
        return " · ".join(
            filter(None, (words.PRINTED_BY.format(name=wording.text(stamp.printed_by)), persian_digits(where), when))
        )

    def draw_sample_mark(self, sheet: Sheet) -> None:
        """Draw «نمونه» across the page, under everything, as a shape that is not part of the paper's text."""
        if not self.is_sample:
            return
        if sheet.once("sample"):
            sheet.canvas.beginForm("sample")
            path, width = outline(words.SAMPLE)
            size = min(sheet.width * 0.75 / width, sheet.height * 0.52)
            turn = radians(_TILT)
            across, up = size * cos(turn), size * sin(turn)
            x, y = sheet.width / 2 - width / 2 * across, sheet.height / 2 - width / 2 * up - size * 0.1
            matrix = f"{across:.3f} {up:.3f} {-up:.3f} {across:.3f} {x:.2f} {y:.2f}"
            sheet.draw(f"q {matrix} cm {ink(WATERMARK)} rg {path} f Q")
            sheet.canvas.endForm()
        sheet.canvas.doForm("sample")


def _branch(home: DealershipSettings) -> str:
    """Return the dealership's name for the letterhead; a fixed phrase if the settings have no code and no name."""
    if not (home.code or home.name):
        return words.BRANCH_UNKNOWN
    parts = (words.BRANCH_CODE.format(code=persian_digits(home.code)) if home.code else "", wording.text(home.name))
    return " · ".join(filter(None, parts))


@lru_cache(maxsize=64)
def _head(home: DealershipSettings, title: tuple[Run, ...]) -> Stack:
    """Return the dealership's name and address, under ``title`` if there is one."""
    name = _branch(home)
    if home.is_sample and words.SAMPLE not in name:
        name += f" ({words.SAMPLE})"
    phone = words.PHONE.format(phone=wording.phone(home.phone)) if home.phone else ""
    if title:
        first = Paragraph(title, _NAME, gap=1)
        return Stack((first, Fitted((Run(" · ".join(filter(None, (name, phone)))),), _ADDRESS)))
    second = " · ".join(filter(None, (wording.text(home.address), phone, wording.text(home.hours))))
    return Stack((paragraph(name, _NAME, gap=1), paragraph(second, _ADDRESS)))


@lru_cache(maxsize=256)
def hash_of(home: DealershipSettings, title: tuple[Run, ...], color: str, margin: float, room: float) -> str:
    """Return a name for the constant part of a head, so that equal heads share one form."""
    from hashlib import sha256

    return sha256(repr((home, title, color, margin, room)).encode()).hexdigest()[:12]


def draw_shape(sheet: Sheet, word: str, center: float, baseline: float, size: float) -> None:
    """Draw a word as a white shape around ``center``."""
    path, width = outline(word)
    sheet.draw(f"q {size:.2f} 0 0 {size:.2f} {center - width * size / 2:.2f} {baseline:.2f} cm 1 g {path} f Q")


def lay_out(
    sheet: Sheet,
    head: Letterhead,
    blocks: list[Block],
    tail: Block | None = None,
    *,
    pages_before: int = 0,
    pages_all: int = 0,
) -> None:
    """Draw a paper's pages, with ``tail`` at the foot of the last one.

    In a series, ``pages_before`` of ``pages_all`` pages are already drawn.
    """
    room = width, taken, bottom = _room(sheet, head)
    tail_height = tail.height(width) if tail else 0
    pages = _pages(sheet, room, blocks, tail)
    for number, page in enumerate(pages, 1):
        head.draw_sample_mark(sheet)
        head.draw_head(sheet)
        for placed in page:
            placed.block.draw(sheet, head.margin, sheet.height - taken - placed.drop, width)
        if tail and number == len(pages):
            tail.draw(sheet, head.margin, bottom + tail_height, width)
        head.draw_foot(sheet, pages_before + number, max(pages_all, len(pages)))
        sheet.next_page()


def lay_out_on_one_page(
    sheet: Sheet, head: Letterhead, make: Callable[[Style], list[Block]], styles: Sequence[Style], tail: Block
) -> None:
    """Draw a paper in the first of ``styles`` in which it fits on one page, from the usual letters to the smallest.

    Only what does not fit even in the last one takes a second page.
    """
    blocks: list[Block] = []
    for style in styles:
        blocks = make(style)
        if _fits_one_page(sheet, head, blocks, tail):
            break
    lay_out(sheet, head, blocks, tail)


def _fits_one_page(sheet: Sheet, head: Letterhead, blocks: list[Block], tail: Block) -> bool:
    try:
        return len(_pages(sheet, _room(sheet, head), blocks, tail)) == 1
    except Refusal as refusal:  # a block that no page can hold
        if refusal.code != "paper_too_long":
            raise
        return False


def _pages(
    sheet: Sheet, room: tuple[float, float, float], blocks: list[Block], tail: Block | None
) -> list[list[Placed]]:
    width, taken, bottom = room
    return paginate(blocks, width, sheet.height - taken - bottom, tail.height(width) + 8 if tail else 0)


def _room(sheet: Sheet, head: Letterhead) -> tuple[float, float, float]:
    """Return the width of the text and the heights taken by head and foot, in points."""
    width = sheet.width - 2 * head.margin
    return width, head.margin * 0.84 + head.head_height(width) + 9, head.foot_height + 8


def letter_sheet(title: str) -> Sheet:
    """Return an empty A4 paper."""
    return Sheet(A4, title)
