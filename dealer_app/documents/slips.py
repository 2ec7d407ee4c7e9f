"""Draw bill slips, A5 landscape, one page for each part; title, words and band distinguish principal from penalty."""

from dataclasses import dataclass

from dealer_app.documents import wording
from dealer_app.documents.letterhead import Letterhead, lay_out
from dealer_app.documents.parts import dots_of, fitting, in_words, labelled, remainder_note
from dealer_app.documents.typesetting.blocks.block import Block
from dealer_app.documents.typesetting.blocks.boxes import Columns, Frame, Stack
from dealer_app.documents.typesetting.blocks.codes import Barcode, QrCode
from dealer_app.documents.typesetting.blocks.paragraph import Paragraph, paragraph
from dealer_app.documents.typesetting.checking import check_glyphs
from dealer_app.documents.typesetting.composing import natural_width
from dealer_app.documents.typesetting.ink import INK, LINE, MUTED, RED, RUST, SHADE, TEAL, WHITE, Run, Style, bold
from dealer_app.documents.typesetting.sheet import A5_LANDSCAPE, Sheet
from dealer_app.domain.orders.ledger import Account
from dealer_app.domain.papers.papers import BillDetails, PrintStamp
from resources.texts import papers as words

COLORS = {Account.PRINCIPAL: TEAL, Account.PENALTY: RUST}
MARGIN = 30
_WIDTH = A5_LANDSCAPE[0] - 2 * MARGIN
_BETWEEN = 14.0  # points between two columns, at most
_FACT = Style(size=10, leading=1.6)
_HINT = Style(size=8, leading=1.5, color=MUTED)
_STUB = Style(size=9, leading=1.7)
_STUB_LABEL = " " * 3 + words.STUB + " " * 3


def render_slips(series: tuple[BillDetails, ...], stamp: PrintStamp) -> bytes:
    """Return a series of slips as PDF, one page for each part; equal facts and stamps give equal bytes."""
    check_glyphs(series, stamp)
    sheet = Sheet(A5_LANDSCAPE, words.SLIP_TITLES[series[0].account.value])
    for number, bill in enumerate(series, 1):
        lay_out(
            sheet, _letterhead(bill, stamp), _blocks(bill), _Stub(bill), pages_before=number - 1, pages_all=len(series)
        )
    return sheet.finish()


def _letterhead(bill: BillDetails, stamp: PrintStamp) -> Letterhead:
    numbers = (words.NUMBER, wording.latin(bill.number)), (words.DATE, wording.day(bill.issued_on))
    return Letterhead(
        bill.dealership,
        stamp,
        numbers,
        bill.is_sample,
        title=(Run(words.SLIP_TITLES[bill.account.value]),),
        color=COLORS[bill.account],
        margin=MARGIN,
        logo=32,
        sample_words=words.SAMPLE_SLIP,
    )


def _blocks(bill: BillDetails) -> list[Block]:
    return [_Band(bill.account, gap=7), *_facts(bill), _ids(bill), _words_and_day(bill), _bars(bill)]


@dataclass(frozen=True)
class _Band(Block):
    """The band that shows the account of the slip: light for the principal, solid for the penalty."""

    account: Account

    def measure(self, width: float) -> float:  # noqa: ARG002 - the same at any width
        return 21

    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> None:
        is_penalty = self.account is Account.PENALTY
        color = COLORS[self.account]
        sheet.box(left, top - 21, width, 21, radius=5, fill=color if is_penalty else SHADE)
        style = Style(size=10.5, leading=2, is_bold=True, color=WHITE if is_penalty else color)
        paragraph(words.SLIP_BANDS[self.account.value], style).draw(sheet, left + 12, top, width - 24)


def _facts(bill: BillDetails) -> list[Block]:
    car = " ".join(
        filter(
            None,
            (
                wording.text(bill.car),
                wording.text(bill.color),
                wording.persian(bill.model_year) if bill.model_year else "",
            ),
        )
    )
    order = (words.CONTRACT, bill.contract_number) if bill.contract_number else (words.REQUEST, bill.request_number)
    rows = (
        (
            _fact(words.PAYER, wording.text(bill.customer_name), 2 / 3),
            _fact(wording.identity_label(bill.national_code), wording.persian(bill.national_code), 1 / 3),
        ),
        (_fact(words.CAR, car, 2 / 3), _fact(order[0], wording.latin(order[1]), 1 / 3)),
    )
    return [Columns(row, (2, 1), gap=2 if row is rows[0] else 7) for row in rows]


def _fact(name: str, value: str, share: float) -> Paragraph:
    """Return a fact on at most two lines, in smaller letters if the slip would need a second page otherwise."""
    runs = Run(f"{name}: "), bold(value)
    return paragraph(runs, fitting(runs, _FACT, (_WIDTH - _BETWEEN) * share))


def _ids(bill: BillDetails) -> Block:
    color = COLORS[bill.account]
    label = words.AMOUNT
    if bill.parts > 1:
        label = words.AMOUNT_PART.format(part=wording.count(bill.part), parts=wording.count(bill.parts))
    return Columns(
        (
            Frame(labelled(words.BILL_ID, wording.grouped(bill.bill_id), align="start", size=13.5), pad_y=6),
            Frame(labelled(words.PAYMENT_ID, wording.grouped(bill.payment_id), align="start", size=13.5), pad_y=6),
            Frame(
                labelled(label, wording.rial(bill.amount), align="start", size=14.5),
                stroke=color,
                thickness=1.6,
                pad_y=6,
            ),
        ),
        (1, 1, 1.22),
        between=9,
        is_filled=True,
        gap=7,
    )


def _words_and_day(bill: BillDetails) -> Block:
    amount = paragraph((Run(f"{words.IN_WORDS}: "), bold(in_words(bill.amount))), _FACT)
    return Columns((amount, _due(bill)), (2.6, 1), gap=5)


def _due(bill: BillDetails) -> Paragraph:
    """Return the due day, in red if it had passed when the slip was issued."""
    style = _FACT.but(align="end")
    if bill.due_on is not None and bill.due_on < bill.issued_on:
        text = f"{words.DUE_PASSED}: {wording.day(bill.due_on)}"
        return paragraph((Run(text, is_bold=True, color=RED),), style)
    return paragraph((Run(f"{words.DUE}: "), bold(wording.day(bill.due_on))), style)


def _bars(bill: BillDetails) -> Block:
    bars = Barcode(bill.barcode, bill.symbology, dots=dots_of(bill), points=44)
    digits = paragraph(wording.latin(bill.barcode), Style(size=9, leading=1.5, align="center", color="#3f4650"))
    hint = _hint(bill)
    room = A5_LANDSCAPE[0] - 2 * MARGIN - bars.width - 2 * 12
    if not bill.authenticity:
        return Columns((Stack((bars, digits)), hint), (bars.width, room + 12), is_centered=True)
    square = QrCode(bill.authenticity, points=64)
    return Columns((Stack((bars, digits)), hint, square), (bars.width, room - 64, 64), is_centered=True)


def _hint(bill: BillDetails) -> Stack:
    """Return the text between barcode and QR code: where to pay, the sum of all parts, the remainder."""
    parts = [paragraph(words.SLIP_HINT, _HINT, gap=2)]
    if bill.parts > 1:
        parts.insert(
            0, paragraph((Run(f"{words.TOTAL}: "), bold(wording.rial(bill.total))), _HINT.but(color=INK), gap=2)
        )
    if bill.remainder:
        parts.append(remainder_note(bill.remainder, _HINT))
    return Stack(tuple(parts))


def _stub_fact(*runs: Run) -> Paragraph:
    """Return a fact of the stub's first column, in smaller letters if it is long."""
    return paragraph(runs, fitting(runs, _STUB, (_WIDTH - 2 * _BETWEEN) * 1.25 / 3.25))


@dataclass(frozen=True)
class _Stub(Block):
    """The stub that the dealership tears off and keeps: the same facts, and a place to sign for the slip."""

    bill: BillDetails

    def _rows(self) -> tuple[Columns, ...]:
        bill = self.bill
        order = bill.contract_number or bill.request_number
        part = words.PART.format(part=wording.count(bill.part), parts=wording.count(bill.parts))
        title = f"{words.SLIP_CHIPS[bill.account.value]} · {part}"
        first = (
            _stub_fact(bold(wording.text(bill.customer_name))),
            paragraph(f"{words.BILL_SHORT} {wording.grouped(bill.bill_id)}", _STUB),
            paragraph((bold(wording.rial(bill.amount)),), _STUB.but(align="end")),
        )
        second = (
            _stub_fact(Run(title, is_bold=True, color=COLORS[bill.account]), Run(f" · {wording.latin(order)}")),
            paragraph(f"{words.PAYMENT_SHORT} {wording.grouped(bill.payment_id)}", _STUB),
            paragraph(f"{words.RECEIVER_SIGNATURE} {'.' * 26}", _STUB.but(align="end", color=MUTED)),
        )
        return Columns(first, (1.25, 1, 1)), Columns(second, (1.25, 1, 1))

    def measure(self, width: float) -> float:
        return 16 + sum(row.height(width) for row in self._rows()) + 2

    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> None:
        style = Style(size=8.2, leading=1.5, align="center", color=INK)
        gap = natural_width((Run(_STUB_LABEL),), style) / 2 + 6
        middle = left + width / 2
        for start, end in ((left, middle - gap), (middle + gap, left + width)):
            sheet.dashes(start, end, top - 6, LINE)
        paragraph(words.STUB, style).draw(sheet, left, top, width)
        at = top - 16
        for row in self._rows():
            row.draw(sheet, left, at, width)
            at -= row.height(width) + 2
