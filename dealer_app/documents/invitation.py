"""Draw the invitation letter, A4: completion of payment, or delivery."""

from collections.abc import Iterable

from dealer_app.documents import wording
from dealer_app.documents.letterhead import Letterhead, lay_out, letter_sheet
from dealer_app.documents.parts import (
    amount_frame,
    bill_with_bars,
    in_words,
    labelled,
    list_in_two_columns,
    proof_and_signature,
    remainder_note,
)
from dealer_app.documents.typesetting.blocks.block import Block
from dealer_app.documents.typesetting.blocks.paragraph import Paragraph, heading, paragraph
from dealer_app.documents.typesetting.blocks.table import Table, cell, key_value_grid, label_cell
from dealer_app.documents.typesetting.checking import check_glyphs
from dealer_app.documents.typesetting.ink import INK, MUTED, RED, Run, Style, bold
from dealer_app.documents.typesetting.sheet import Sheet
from dealer_app.domain.calendar.jalali import format_jalali_long
from dealer_app.domain.papers.papers import InvitationDetails, PaperItem, PrintStamp
from resources.texts import papers as words

_TEXT = Style(size=10.5, leading=1.85, align="justify")
_GRID = Style(size=9.8, leading=1.7)


def render_invitation(details: InvitationDetails, stamp: PrintStamp) -> bytes:
    """Return the letter as PDF; equal facts and stamps give equal bytes."""
    return render_invitations([(details, stamp)])


def render_invitations(letters: Iterable[tuple[InvitationDetails, PrintStamp]]) -> bytes:
    """Return letters one after another in one PDF; if there are several, each has a bookmark."""
    batch = list(letters)
    sheet = letter_sheet(_title(batch[0][0]) if batch else "")
    for details, stamp in batch:
        check_glyphs(details, stamp)
        if len(batch) > 1:
            sheet.canvas.bookmarkPage(details.number)
            sheet.canvas.addOutlineEntry(f"{details.number} {details.customer_name}", details.number)
        _draw(sheet, details, stamp)
    return sheet.finish()


def _draw(sheet: Sheet, details: InvitationDetails, stamp: PrintStamp) -> None:
    head = Letterhead(details.dealership, stamp, _number_lines(details), details.is_sample)
    lay_out(sheet, head, _blocks(details), proof_and_signature(details.authenticity))


def _title(details: InvitationDetails) -> str:
    return words.LETTER_TITLES[details.kind]


def _number_lines(details: InvitationDetails) -> tuple[tuple[str, str], ...]:
    count = len(details.bills)
    attached = {0: words.NO_ATTACHMENT, 1: words.BILL_ATTACHED}.get(
        count, words.BILLS_ATTACHED.format(count=wording.count(count))
    )
    return (
        (words.NUMBER, wording.latin(details.number)),
        (words.DATE, wording.day(details.issued_on)),
        (words.ATTACHMENT, attached),
    )


def _blocks(details: InvitationDetails) -> list[Block]:
    return [
        paragraph(words.IN_GOD, Style(size=8.6, leading=1.4, align="center", color=MUTED), gap=2),
        paragraph(_title(details), Style(size=14.5, leading=1.6, align="center", is_bold=True), gap=10),
        paragraph(_addressee(details), gap=3),
        *_warning(details),
        paragraph(_letter(details), _TEXT, gap=9),
        _car(details),
        *_calculation(details.lines),
        _due(details),
        *(bill_with_bars(bill) for bill in details.bills),
        *(remainder_note(bill.remainder) for bill in details.bills[:1] if bill.remainder),
        heading(words.DOCUMENTS),
        *list_in_two_columns(tuple(map(wording.text, details.documents_to_bring)), Style(size=9.8, leading=1.75)),
    ]


def _addressee(details: InvitationDetails) -> tuple[Run, ...]:
    code = words.CODE_IN_BRACKETS.format(
        label=wording.identity_label(details.national_code), code=wording.persian(details.national_code)
    )
    return bold(f"{details.honorific} {wording.text(details.customer_name)}".strip()), Run(f" {code}")


def _warning(details: InvitationDetails) -> list[Block]:
    if not details.is_expired or details.pay_by_on is None:
        return []
    text = words.DEADLINE_PASSED.format(day=format_jalali_long(details.pay_by_on))
    return [paragraph(text, Style(is_bold=True, color=RED), gap=3)]


def _letter(details: InvitationDetails) -> tuple[Run, ...]:
    opening = Run(words.GREETING + _following(details) + words.INFORM)
    if details.kind == "delivery":
        return (opening, bold(wording.text(details.car)), Run(words.READY_TO_DELIVER), *_please_come(details))
    return (opening, bold(wording.text(details.car)), Run(words.READY_TO_ALLOT), *_please_pay(details))


def _following(details: InvitationDetails) -> str:
    request = wording.latin(details.request_number)
    if not details.contract_number:
        return words.FOLLOWING_REQUEST.format(request=request)
    contract = words.FOLLOWING_CONTRACT.format(contract=wording.latin(details.contract_number))
    return f"{contract} {words.OF_REQUEST.format(request=request)}" if details.request_number else contract


def _please_pay(details: InvitationDetails) -> tuple[Run, ...]:
    how = words.WITH_BILL if details.bills else words.WITHOUT_BILL
    if details.pay_by_on is None:
        return (Run(words.PLEASE_PAY + how.lstrip()),)
    return Run(words.PLEASE_PAY_UNTIL), bold(format_jalali_long(details.pay_by_on)), Run(how + words.AFTER_DEADLINE)


def _please_come(details: InvitationDetails) -> tuple[Run, ...]:
    home = details.dealership
    where = words.PLACE.format(address=wording.text(home.address)) if home.address else ""
    when = words.HOURS.format(hours=wording.text(home.hours)) if home.hours else ""
    rest = words.COME + where + when + (words.SETTLE_FIRST if details.amount > 0 else "")
    until = details.pay_by_on
    if until is None:
        return (Run(words.PLEASE_COME + rest),)
    return Run(words.PLEASE_COME_UNTIL), bold(format_jalali_long(until)), Run(f" {rest}")


def _car(details: InvitationDetails) -> Block:
    permit = words.PERMIT.format(permit=wording.persian(details.sale_permit)) if details.sale_permit else ""
    sale = " · ".join(filter(None, (wording.text(details.sale_type), permit)))
    pairs = (
        (words.CAR, " · ".join(filter(None, (wording.text(details.car), wording.text(details.color))))),
        (words.MODEL, wording.persian(details.model_year)),
        (words.SALE_TYPE, sale or words.NOT_GIVEN),
        (words.DELIVERY_DUE, wording.day(details.delivery_due_on)),
        (words.INVITATION_NUMBER, wording.latin(details.invitation_number)),
        (words.REQUEST_NUMBER, wording.latin(details.request_number)),
    )
    return key_value_grid(pairs, style=_GRID, shares=(19, 42, 19, 20), gap=9)


def _calculation(items: tuple[PaperItem, ...]) -> list[Block]:
    if not items:
        return []
    head = label_cell(words.DESCRIPTION, _GRID), label_cell(words.AMOUNT_IN_RIAL, _GRID)
    rows = tuple((cell(wording.text(item.label), _GRID), cell(wording.amount(item.amount), _GRID)) for item in items)
    return [Table((3.6, 1), (head, *rows), heads=1, gap=10)]


def _due(details: InvitationDetails) -> Paragraph | Block:
    if details.amount <= 0:
        return paragraph((bold(_nothing_due(-details.amount)),), Style(size=11), gap=8)
    if details.pay_by_on is None:
        return amount_frame(words.AMOUNT_DUE, details.amount)
    color = RED if details.is_expired else INK
    until = labelled(words.PAY_UNTIL, wording.day_in_words(details.pay_by_on), color=color)
    return amount_frame(words.AMOUNT_DUE, details.amount, until)


def _nothing_due(overpaid: int) -> str:
    """Return the sentence for a fully paid car; ``overpaid`` Rial belong to the customer."""
    if not overpaid:
        return words.NOTHING_DUE
    return words.OVERPAID.format(amount=wording.rial(overpaid), words=in_words(overpaid))
