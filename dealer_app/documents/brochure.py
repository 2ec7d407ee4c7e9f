"""Draw the brochure of a sale plan, A4: what it costs, what is paid when, rates, conditions, the day of its data."""

from dealer_app.documents import wording
from dealer_app.documents.letterhead import Letterhead, lay_out, letter_sheet
from dealer_app.documents.parts import LABEL, amount_frame
from dealer_app.documents.typesetting.blocks.block import Block
from dealer_app.documents.typesetting.blocks.paragraph import heading, paragraph
from dealer_app.documents.typesetting.blocks.table import Table, cell, key_value_grid, label_cell
from dealer_app.documents.typesetting.checking import check_glyphs
from dealer_app.documents.typesetting.ink import MUTED, Style
from dealer_app.domain.calendar.moments import moment_words
from dealer_app.domain.papers.papers import BrochureDetails, PrintStamp
from dealer_app.domain.persian import persian_digits
from dealer_app.domain.plans import words as plan_words
from dealer_app.domain.plans.plans import PlanFields
from dealer_app.domain.plans.schedule import due_today, list_payments
from resources.texts import papers as words
from resources.texts import plans

_GRID = Style(size=9.6, leading=1.6)
_PROSE = Style(size=9.6, leading=1.75, align="justify")
_FOUR = (16, 34, 16, 34)
Pair = tuple[str, str]


def render_brochure(details: BrochureDetails, stamp: PrintStamp) -> bytes:
    """Return the brochure as PDF; what the circular does not state is said so."""
    check_glyphs(details, stamp)
    sheet = letter_sheet(words.BROCHURE)
    numbers = (
        (words.NUMBER, wording.latin(details.number)),
        (words.DATE, wording.day(details.issued_on)),
        (words.DATA_AT, moment_words(details.data_at)),
    )
    lay_out(sheet, Letterhead(details.dealership, stamp, numbers, details.is_sample), _blocks(details))
    return sheet.finish()


def _blocks(details: BrochureDetails) -> list[Block]:
    fields, day = details.plan, details.issued_on
    title = Style(size=15, leading=1.6, align="center", is_bold=True)
    return [
        paragraph(words.IN_GOD, Style(size=8.6, leading=1.4, align="center", color=MUTED), gap=2),
        paragraph(wording.text(fields.name), title, gap=2),
        paragraph(_under_title(fields), Style(size=9.6, align="center", color=MUTED), gap=8),
        amount_frame(words.DUE_AT_REQUEST, due_today(fields)),
        heading(words.PLAN_FACTS),
        key_value_grid(_facts(details), columns=2, style=_GRID, shares=_FOUR),
        heading(words.PAID_WHEN.format(day=wording.day(day))),
        _payments(details),
        *_prose(fields),
        paragraph(words.DATA_NOTE.format(at=moment_words(details.data_at), source=wording.given(fields.source)), LABEL),
    ]


def _under_title(fields: PlanFields) -> str:
    car = " ".join(filter(None, (fields.car, fields.trim, persian_digits(fields.model_year))))
    method = plans.METHODS[fields.method.value] if fields.method else ""
    channel = plans.CHANNELS[fields.channel.value] if fields.channel else ""
    return wording.text(plans.DOT.join(filter(None, (car, method, channel))))


def _facts(details: BrochureDetails) -> tuple[Pair, ...]:
    fields = details.plan
    until = plan_words.closing_words(fields.closes_at) if fields.closes_at else plans.UNTIL_FULL
    given = (
        ("price", plan_words.price_words(fields)),
        ("total", plan_words.total_words(fields)),
        ("delivery", plan_words.delivery_words(fields, details.issued_on)),
        ("until", until.removeprefix(f"{plans.UP_TO} ")),
        ("participation", plan_words.participation_words(fields)),
        ("withdrawal", plan_words.withdrawal_words(fields)),
        ("late", plan_words.late_words(fields)),
        ("transfer", plan_words.transfer_words(fields)),
        ("circular", fields.circular or plans.NOT_STATED),
        ("groups", "، ".join(fields.groups) or plans.NOT_STATED),
    )
    return tuple((words.PLAN_LABELS[name], wording.text(text)) for name, text in given)


def _payments(details: BrochureDetails) -> Table:
    rows = [
        (cell(plan_words.payment_words(one), _GRID), cell(plan_words.amount_words(one), _GRID))
        for one in list_payments(details.plan, details.issued_on)
    ]
    head = label_cell(words.WHEN, _GRID), label_cell(words.AMOUNT_IN_RIAL, _GRID)
    return Table((55, 45), (head, *rows), heads=1, gap=8)


def _prose(fields: PlanFields) -> list[Block]:
    """Return the texts that the circular has."""
    found: list[Block] = []
    for name in ("buyer_conditions", "pledge", "color_rule", "costs", "conditions"):
        text = getattr(fields, name)
        if text:
            found += [heading(words.PLAN_LABELS[name], size=10.5), paragraph(wording.text(text), _PROSE)]
    return found
