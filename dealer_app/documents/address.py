"""Draw the address slip, A5 landscape: address, telephones, the week's hours, and a QR code that opens a map."""

from functools import partial

from dealer_app.documents import wording
from dealer_app.documents.letterhead import Letterhead, lay_out_on_one_page
from dealer_app.documents.parts import LABEL, SMALLEST
from dealer_app.documents.slips import MARGIN
from dealer_app.documents.typesetting.blocks.block import Block
from dealer_app.documents.typesetting.blocks.boxes import Columns, Frame, Stack
from dealer_app.documents.typesetting.blocks.codes import QrCode
from dealer_app.documents.typesetting.blocks.paragraph import Spacer, paragraph
from dealer_app.documents.typesetting.blocks.table import Table, cell, label_cell
from dealer_app.documents.typesetting.checking import check_glyphs
from dealer_app.documents.typesetting.ink import MUTED, TEAL, Run, Style, bold
from dealer_app.documents.typesetting.sheet import A5_LANDSCAPE, Sheet
from dealer_app.domain.directory.addresses import AddressDetails
from dealer_app.domain.directory.dealerships import DealershipFacts, format_services
from dealer_app.domain.directory.hours import DAYS, day_text, format_hours
from dealer_app.domain.papers.papers import PrintStamp
from resources.texts import papers as words
from resources.texts.directory import PHONE_KINDS, WEEK

_STYLES = tuple(Style(size=size, leading=1.6) for size in (11.0, 9.5, 8.0, 6.5, 5.0, SMALLEST))
_QR = 92.0


def render_address(details: AddressDetails, stamp: PrintStamp) -> bytes:
    """Return the slip as PDF on one page; equal facts and stamps give equal bytes."""
    check_glyphs(details, stamp)
    sheet = Sheet(A5_LANDSCAPE, words.ADDRESS_TITLE)
    head, foot = _letterhead(details, stamp), _foot(details)
    lay_out_on_one_page(sheet, head, partial(_blocks, details.facts), _STYLES, foot)
    return sheet.finish()


def _letterhead(details: AddressDetails, stamp: PrintStamp) -> Letterhead:
    numbers = (words.NUMBER, wording.latin(details.number)), (words.DATE, wording.day(details.issued_on))
    return Letterhead(
        details.dealership,
        stamp,
        numbers,
        details.is_sample,
        title=(bold(words.ADDRESS_TITLE),),
        color=TEAL,
        margin=MARGIN,
        logo=32,
    )


def _blocks(facts: DealershipFacts, usual: Style) -> list[Block]:
    size = usual.size
    place = " · ".join(filter(None, (wording.text(facts.province), wording.text(facts.city))))
    code = f"{words.DEALERSHIP_CODE} {wording.latin(facts.code)}"
    named = (
        paragraph((bold(wording.text(facts.name)),), Style(size=size * 1.5, leading=1.5)),
        paragraph(" · ".join(filter(None, (code, place))), Style(size=size * 0.85, leading=1.5, color=MUTED), gap=4),
        Frame(_address(facts, size), stroke=TEAL, pad_y=6),
    )
    head: Block = Stack(named, gap=8)
    if facts.place:
        map_note = paragraph(words.MAP_HINT, LABEL.but(align="center", size=7.2))
        head = Columns((Stack(named), Stack((QrCode(facts.place, points=_QR), map_note))), (420, _QR + 6), gap=8)
    return [head, Columns((_hours(facts, size), _contact(facts, usual)), (1.25, 1), between=14)]


def _address(facts: DealershipFacts, size: float) -> Block:
    return paragraph((bold(wording.given(facts.address)),), Style(size=size * 1.15, leading=1.6))


def _hours(facts: DealershipFacts, size: float) -> Block:
    if not facts.hours.is_known:
        note = wording.text(facts.hours_note) if facts.hours_note else words.HOURS_UNKNOWN
        return paragraph((Run(f"{words.HOURS}: "), bold(note)), Style(size=size, leading=1.6))
    style = Style(size=size * 0.82, leading=1.3)
    rows = tuple(
        (label_cell(WEEK[at], style), cell(wording.text(day_text(facts.hours.days[at])), style)) for at in range(DAYS)
    )
    return Table((22, 78), rows)


def _contact(facts: DealershipFacts, style: Style) -> Block:
    lines: list[Block] = [
        paragraph((Run(f"{PHONE_KINDS[phone.kind]}: "), bold(wording.phone(phone.digits))), style, gap=1)
        for phone in facts.phones
    ]
    small = style.but(size=style.size * 0.85)
    answered = format_hours(facts.phone_hours)
    if answered:
        lines.append(paragraph((Run(f"{words.PHONE_HOURS}: "), Run(wording.text(answered))), small, gap=3))
    if facts.services:
        lines.append(paragraph((Run(f"{words.SERVICES}: "), Run(wording.text(format_services(facts.services)))), small))
    return Stack(tuple(lines)) if lines else Spacer(1)


def _foot(details: AddressDetails) -> Block:
    facts = details.facts
    said = [words.HOLIDAY_HINT]
    if facts.source:
        said.append(f"{words.SOURCE}: {wording.text(facts.source)}")
    if facts.valid_from:
        said.append(f"{words.VALID_FROM} {wording.day(facts.valid_from)}")
    return paragraph(" · ".join(said), LABEL)
