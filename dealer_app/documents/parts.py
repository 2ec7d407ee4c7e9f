"""Parts that several papers share: framed amounts, ids with their barcode, QR code and signature box."""

from dataclasses import dataclass
from functools import lru_cache

from dealer_app.documents import wording
from dealer_app.documents.typesetting.blocks.block import Block
from dealer_app.documents.typesetting.blocks.boxes import Columns, Frame, SignatureBox, Stack
from dealer_app.documents.typesetting.blocks.codes import Barcode, QrCode
from dealer_app.documents.typesetting.blocks.paragraph import Paragraph, Spacer, numbered_list, paragraph
from dealer_app.documents.typesetting.composing import compose
from dealer_app.documents.typesetting.ink import INK, MUTED, TEAL, Run, Style, bold
from dealer_app.documents.typesetting.sheet import Sheet
from dealer_app.domain.money import rial_in_words
from dealer_app.domain.papers.papers import BillDetails
from resources.texts import papers as words

LABEL = Style(size=8.6, leading=1.6, color=MUTED)
WIDTH = 507.3  # of the text of an A4 page, in points
SMALLEST = 4.0
"""The smallest letters, in points, that a text without end gets before it takes more room."""
BIG = Style(size=15.5, leading=1.55, is_bold=True)


def in_words(amount: int) -> str:
    """Return an amount in words with its unit."""
    return f"{rial_in_words(amount)} {words.RIAL}"


def amount_frame(label: str, amount: int, side: Block | None = None, color: str = TEAL) -> Frame:
    """Return a framed amount in digits and words, with the block ``side`` at its left."""
    figures = Stack(
        (
            paragraph(label, LABEL, gap=0),
            paragraph(wording.rial(amount), BIG, gap=0),
            paragraph(in_words(amount), Style(size=10.5, leading=1.6)),
        )
    )
    body: Block = Columns((figures, side), (2.6, 1), is_centered=True) if side else figures
    return Frame(body, stroke=color, thickness=1.5, radius=8, gap=10)


def fitting(runs: tuple[Run, ...], style: Style, width: float, lines: int = 2) -> Style:
    """Return ``style``, with smaller letters if the runs would be higher than ``lines`` lines of ``width`` points.

    A name without spaces is as long as a column is wide; a slip must not need a second page for it.
    """
    room = lines * style.size
    while style.size > SMALLEST and len(compose(runs, style, round(width, 2))) * style.size > room:
        style = style.but(size=max(style.size * 0.9, SMALLEST))
    return style


@dataclass(frozen=True)
class Fitted(Block):
    """A text that is at most two lines high at any width: its letters get smaller where it is longer."""

    runs: tuple[Run, ...]
    style: Style

    def _at(self, width: float) -> Paragraph:
        return paragraph(self.runs, fitting(self.runs, self.style, width))

    def measure(self, width: float) -> float:
        """Return the height of the lines."""
        return self._at(width).height(width)

    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> None:
        """Draw the lines."""
        self._at(width).draw(sheet, left, top, width)


def labelled(label: str, value: str, *, align: str = "end", size: float = 13, color: str = INK) -> Stack:
    """Return a small label over a bold value."""
    value_style = Style(size=size, leading=1.5, is_bold=True, align=align, color=color)
    return Stack((paragraph(label, LABEL.but(align=align), gap=1), paragraph(value, value_style)))


def bill_with_bars(bill: BillDetails) -> Block:
    """Return both ids of a bill beside its barcode; for a bill in several parts also the part and its amount."""
    style = Style(size=10.5, leading=1.75)
    lines: list[Block] = [
        Paragraph(
            (Run(f"{words.BILL_ID}: "), Run(wording.grouped(bill.bill_id), is_bold=True, size=11.5)), style, gap=1
        ),
        Paragraph(
            (Run(f"{words.PAYMENT_ID}: "), Run(wording.grouped(bill.payment_id), is_bold=True, size=11.5)), style, gap=1
        ),
    ]
    if bill.parts > 1:
        which = f"{part_of(bill)} · {wording.rial(bill.amount)}"
        lines.insert(0, paragraph((bold(which),), Style(size=9.5), gap=0))
    if bill.part == bill.parts:
        lines.append(paragraph(words.WHERE_TO_PAY, LABEL))
    bars = Barcode(bill.barcode, bill.symbology, dots=dots_of(bill), points=42)
    return Columns((Stack(tuple(lines)), bars), (WIDTH - 12 - bars.width, bars.width), is_centered=True, gap=8)


def dots_of(bill: BillDetails) -> int:
    """Return the width of a module of the bill's barcode in dots of 1/200 inch."""
    return 3 if bill.symbology == "itf" else 4


def part_of(bill: BillDetails) -> str:
    """Return «قبض ۱ از ۲»."""
    return words.PART.format(part=wording.count(bill.part), parts=wording.count(bill.parts))


@lru_cache(maxsize=64)
def list_in_two_columns(items: tuple[str, ...], style: Style) -> tuple[Block, ...]:
    """Return a numbered list, two items in a row."""
    numbered: list[Block] = numbered_list(items, style)
    numbered += [Spacer(1)] * (len(numbered) % 2)
    return tuple(Columns(tuple(numbered[at : at + 2]), (1, 1), gap=1) for at in range(0, len(numbered), 2))


def remainder_note(remainder: int, style: Style = LABEL) -> Paragraph:
    """Return the sentence about the remainder (Rial) that is too small for a bill."""
    return paragraph(words.REMAINDER.format(amount=wording.amount(remainder)), style)


def proof_and_signature(authenticity: str, label: str = words.STAMP_AND_SIGNATURE) -> Block:
    """Return the foot of a letter: the QR code of authenticity at the right, the signature box at the left."""
    box = SignatureBox(label)
    if not authenticity:
        return Columns((Spacer(1), box), (2.6, 1))
    hint = Stack(
        (paragraph((bold(words.AUTHENTIC),), LABEL.but(color="#2b3138"), gap=0), paragraph(words.AUTHENTIC_HINT, LABEL))
    )
    low = Stack((Spacer(38, gap=0), hint))
    return Columns((QrCode(authenticity, points=80), low, box), (80, 265, 138))
