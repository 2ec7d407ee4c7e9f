"""Draw the receipt, A5 landscape: the payment, its method, and what remains of principal and of penalty."""

from dataclasses import replace
from functools import partial

from dealer_app.documents import wording
from dealer_app.documents.letterhead import Letterhead, lay_out_on_one_page
from dealer_app.documents.parts import LABEL, SMALLEST, amount_frame, labelled
from dealer_app.documents.slips import COLORS, MARGIN
from dealer_app.documents.typesetting.blocks.block import Block
from dealer_app.documents.typesetting.blocks.boxes import Columns, Frame, SignatureBox, Stack
from dealer_app.documents.typesetting.blocks.codes import QrCode
from dealer_app.documents.typesetting.blocks.paragraph import Spacer, paragraph
from dealer_app.documents.typesetting.blocks.table import key_value_grid
from dealer_app.documents.typesetting.checking import check_glyphs
from dealer_app.documents.typesetting.ink import RED, RUST, Style, bold
from dealer_app.documents.typesetting.sheet import A5_LANDSCAPE, Sheet
from dealer_app.domain.papers.papers import PrintStamp, ReceiptDetails
from resources.texts import papers as words

_GRID = Style(size=9.4, leading=1.52)
_SMALL_GRID = Style(size=8, leading=1.3)  # for long names
_GRIDS = (_GRID, *(_SMALL_GRID.but(size=size) for size in (_SMALL_GRID.size, 7.0, 6.0, 5.0, SMALLEST)))


def render_receipt(details: ReceiptDetails, stamp: PrintStamp) -> bytes:
    """Return the receipt as PDF; a reversal has its own title and colour."""
    check_glyphs(details, stamp)
    sheet = Sheet(A5_LANDSCAPE, _title(details))
    head, foot = _letterhead(details, stamp), _foot(details)
    lay_out_on_one_page(sheet, head, partial(_blocks, details), _GRIDS, foot)
    return sheet.finish()


def _title(details: ReceiptDetails) -> str:
    kind = words.REVERSAL if details.is_reversal else words.RECEIPT
    return f"{kind} · {words.RECEIPT_CHIPS[details.account.value]}"


def _color(details: ReceiptDetails) -> str:
    return RUST if details.is_reversal else COLORS[details.account]


def _letterhead(details: ReceiptDetails, stamp: PrintStamp) -> Letterhead:
    numbers = (words.NUMBER, wording.latin(details.number)), (words.DATE, wording.day(details.issued_on))
    return Letterhead(
        details.dealership,
        stamp,
        numbers,
        details.is_sample,
        title=(bold(_title(details)),),
        color=_color(details),
        margin=MARGIN,
        logo=32,
    )


def _blocks(details: ReceiptDetails, grid: Style) -> list[Block]:
    label = words.TAKEN_BACK if details.is_reversal else words.PAID
    paid_on = labelled(words.PAID_ON, wording.day(details.paid_on))
    note = (
        [paragraph((bold(words.REVERSAL_NOTE),), Style(size=9.4, leading=1.5, color=RED), gap=4)]
        if details.is_reversal
        else []
    )
    return [
        *note,
        replace(amount_frame(label, abs(details.amount), paid_on, _color(details)), pad_y=5, gap=7),
        _facts(details, grid),
        Columns(
            (
                _balance(words.REMAINING_PRINCIPAL, details.principal_remaining),
                _balance(words.REMAINING_PENALTY, details.penalty_remaining),
            ),
            (1, 1),
            between=9,
            is_filled=True,
        ),
    ]


def _facts(details: ReceiptDetails, grid: Style) -> Block:
    car = " ".join(
        filter(
            None,
            (
                wording.text(details.car),
                wording.text(details.color),
                wording.persian(details.model_year) if details.model_year else "",
            ),
        )
    )
    pairs = (
        (words.PAYER, wording.text(details.customer_name)),
        (wording.identity_label(details.national_code), wording.persian(details.national_code)),
        (words.CAR, car or words.NOT_GIVEN),
        (words.CONTRACT, wording.latin(details.contract_number)),
        (words.METHOD, wording.given(words.METHODS.get(details.method, details.method))),
        (words.REQUEST, wording.latin(details.request_number)),
        (words.BANK_REFERENCE, wording.latin(details.bank_reference)),
    )
    whole = key_value_grid(pairs[:-1], style=grid, shares=(17, 43, 13, 27), gap=0)
    reference = key_value_grid(pairs[-1:], columns=1, style=grid, shares=(17, 83))
    return Stack((whole, reference), gap=7)


def _balance(label: str, remaining: int) -> Frame:
    return Frame(labelled(label, wording.balance(remaining), align="start", size=11.5), pad_y=4)


def _foot(details: ReceiptDetails) -> Block:
    boxes = SignatureBox(words.PAYER_SIGNATURE, points=48), SignatureBox(words.CASHIER_SIGNATURE, points=48)
    if not details.authenticity:
        return Columns((Spacer(1), *boxes), (1.2, 1, 1))
    hint = Stack((paragraph((bold(words.AUTHENTIC),), LABEL, gap=0), paragraph(words.AUTHENTIC_HINT, LABEL)))
    return Columns((QrCode(details.authenticity, points=58), hint, *boxes), (58, 150, 142, 142), is_centered=True)
