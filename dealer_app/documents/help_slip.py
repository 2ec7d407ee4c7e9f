"""Draw the help slip, A5 landscape: the steps, the order if there is one, and official addresses as QR codes."""

from functools import partial

from dealer_app.documents import wording
from dealer_app.documents.letterhead import Letterhead, lay_out_on_one_page
from dealer_app.documents.parts import LABEL, SMALLEST
from dealer_app.documents.slips import MARGIN
from dealer_app.documents.typesetting.blocks.block import Block
from dealer_app.documents.typesetting.blocks.boxes import Columns, Frame, Stack
from dealer_app.documents.typesetting.blocks.codes import QrCode
from dealer_app.documents.typesetting.blocks.paragraph import Paragraph, Spacer, numbered_list, paragraph
from dealer_app.documents.typesetting.blocks.table import key_value_grid
from dealer_app.documents.typesetting.checking import check_glyphs
from dealer_app.documents.typesetting.ink import MUTED, TEAL, Run, Style, bold
from dealer_app.documents.typesetting.sheet import A5_LANDSCAPE, Sheet
from dealer_app.domain.help import HelpDetails, SlipTopic
from dealer_app.domain.papers.papers import PrintStamp
from dealer_app.domain.persian import isolate
from resources.texts import papers as words

_WIDTH = A5_LANDSCAPE[0] - 2 * MARGIN
_STEP = Style(size=10.5, leading=1.6)
_SITE = Style(size=9.4, leading=1.5, is_bold=True, align="center")
_STEPS = (_STEP, *(_STEP.but(size=size) for size in (9.4, 8.0, 7.0, 6.0, 5.0, SMALLEST)))
_CODE = 92  # points: a side of a QR code, so that old cameras read it too
_BETWEEN = 14.0


def render_help_slip(details: HelpDetails, stamp: PrintStamp) -> bytes:
    """Return the slip as PDF, drawn from the facts that were frozen when it was issued."""
    check_glyphs(details, stamp)
    sheet = Sheet(A5_LANDSCAPE, details.title)
    head, foot = _letterhead(details, stamp), _foot(details)
    lay_out_on_one_page(sheet, head, partial(_blocks, details), _STEPS, foot)
    return sheet.finish()


def _letterhead(details: HelpDetails, stamp: PrintStamp) -> Letterhead:
    numbers = ((words.DATE, wording.day(details.recorded_on)),)
    title = (Run(details.title),)
    return Letterhead(
        details.dealership, stamp, numbers, details.is_sample, title=title, color=TEAL, margin=MARGIN, logo=32
    )


def _blocks(details: HelpDetails, style: Style) -> list[Block]:
    if details.code == SlipTopic.ADDRESSES:
        return [*_order(details, style), _codes(details, _WIDTH), *_steps(details, style)]
    steps = Stack((*_order(details, style), *_steps(details, style)))
    codes = _addresses(details)
    aside = Stack(tuple(_code(label, site) for label, site in codes[:1]))
    room = _WIDTH - _BETWEEN - (_CODE + 60)
    return [Columns((steps, aside), (room, _CODE + 60), between=_BETWEEN), *_other_addresses(codes[1:])]


def _order(details: HelpDetails, style: Style) -> list[Block]:
    """Return the customer and the order for whom the slip is, nothing for a stranger."""
    if not details.customer_name:
        return []
    year = wording.persian(details.model_year) if details.model_year else ""
    car = " ".join(filter(None, (wording.text(details.car), year)))
    pairs = [(words.CUSTOMER, wording.text(details.customer_name))]
    if details.request_number:
        pairs += [(words.REQUEST, wording.latin(details.request_number)), (words.CAR, car or words.NOT_GIVEN)]
        pairs += [(words.CONTRACT, wording.latin(details.contract_number))]
    grid = style.but(size=min(style.size, 9.4))
    return [key_value_grid(tuple(pairs), columns=1 if len(pairs) == 1 else 2, style=grid, gap=6)]


def _steps(details: HelpDetails, style: Style) -> list[Block]:
    return numbered_list(tuple(wording.text(step) for step in details.text.split("\n")), style)


def _addresses(details: HelpDetails) -> tuple[tuple[str, str], ...]:
    """Return the addresses of the slip as (label, address), the most important one first."""
    company = details.company
    known = (
        (words.UNIFIED_SITE, company.unified_site if details.code == SlipTopic.LOTTERY else ""),
        (words.OFFICIAL_SITE, company.site),
        (words.PAYMENT_SITE, company.payment_site),
    )
    return tuple((label, site) for label, site in known if site)


def _codes(details: HelpDetails, width: float) -> Block:
    """Return the addresses side by side, each in a frame with its QR code."""
    boxes = tuple(Frame(_code(label, site), pad_y=7) for label, site in _addresses(details))
    return Columns(boxes, (1,) * len(boxes), between=_BETWEEN, is_filled=True, gap=9) if boxes else Spacer(width)


def _code(label: str, site: str) -> Stack:
    """Return an address under its QR code."""
    name = paragraph(label, LABEL.but(align="center"), gap=3)
    return Stack((name, _Centered(site), paragraph(isolate(site), _SITE)))


def _other_addresses(known: tuple[tuple[str, str], ...]) -> list[Block]:
    style = Style(size=9.4, leading=1.6)
    return [Paragraph((Run(f"{label}: "), bold(isolate(site))), style, gap=1) for label, site in known]


def _foot(details: HelpDetails) -> Block:
    company = details.company
    phones = " · ".join(wording.phone(number) for number in (company.phone, company.short_phone) if number)
    said = words.CALL.format(company=wording.text(company.name), phone=phones) if phones else ""
    warning = paragraph((bold(words.NO_SECRET),), Style(size=9.4, leading=1.6, color=TEAL), gap=1)
    return Stack((warning, paragraph(said, Style(size=9, leading=1.5, color=MUTED))))


class _Centered(QrCode):
    """A QR code in the middle of its column."""

    def __init__(self, payload: str) -> None:
        super().__init__(payload, points=_CODE)

    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> None:
        """Draw the code in the middle."""
        super().draw(sheet, left, top - 2, (width + self.points) / 2)

    def measure(self, width: float) -> float:
        """Return the side with the white around it."""
        return super().measure(width) + 8
