"""Draw the visit slip, A5 landscape: what was asked and answered, which papers are missing, what was handed over."""

from datetime import datetime
from functools import partial

from dealer_app.documents import wording
from dealer_app.documents.letterhead import Letterhead, lay_out_on_one_page
from dealer_app.documents.parts import LABEL, SMALLEST
from dealer_app.documents.slips import MARGIN
from dealer_app.documents.typesetting.blocks.block import Block
from dealer_app.documents.typesetting.blocks.boxes import Columns, Frame, SignatureBox, Stack
from dealer_app.documents.typesetting.blocks.codes import QrCode
from dealer_app.documents.typesetting.blocks.paragraph import Spacer, paragraph
from dealer_app.documents.typesetting.blocks.table import key_value_grid
from dealer_app.documents.typesetting.checking import check_glyphs
from dealer_app.documents.typesetting.ink import RUST, TEAL, Run, Style, bold
from dealer_app.documents.typesetting.sheet import A5_LANDSCAPE, Sheet
from dealer_app.domain.calendar.tehran import local_time
from dealer_app.domain.papers.papers import PrintStamp, VisitDetails
from dealer_app.domain.persian import isolate, persian_digits
from dealer_app.domain.visits import MOST_LINES, Mark
from resources.texts import papers as words

_TEXT = Style(size=9.6, leading=1.6)
_STYLES = (_TEXT, *(_TEXT.but(size=size, leading=1.45) for size in (8.4, 7.4, 6.4, 5.4, SMALLEST)))
_BETWEEN = "؛ "


def render_visit_slip(visit: VisitDetails, stamp: PrintStamp) -> bytes:
    """Return the slip as PDF; long texts get smaller letters before they take a second page."""
    check_glyphs(visit, stamp)
    sheet = Sheet(A5_LANDSCAPE, words.VISIT_SLIP)
    head, foot = _letterhead(visit, stamp), _foot(visit)
    lay_out_on_one_page(sheet, head, partial(_blocks, visit), _STYLES, foot)
    return sheet.finish()


def _letterhead(visit: VisitDetails, stamp: PrintStamp) -> Letterhead:
    numbers = (words.NUMBER, wording.latin(visit.number)), (words.DATE, wording.day(visit.issued_on))
    return Letterhead(
        visit.dealership,
        stamp,
        numbers,
        visit.is_sample,
        title=(bold(f"{words.VISIT_SLIP} · {wording.text(visit.purpose_name)}"),),
        margin=MARGIN,
        logo=32,
    )


def _blocks(visit: VisitDetails, style: Style) -> list[Block]:
    blocks: list[Block] = [_facts(visit, style)]
    if visit.asked:
        blocks.append(paragraph((Run(f"{words.VISIT_ASKED}: "), bold(wording.text(_asked(visit.asked)))), style, gap=4))
    if visit.spoken:
        blocks.append(_answer(visit, style))
    blocks += _papers(visit, style)
    blocks += _proxy(visit, style)
    return blocks


def _asked(text: str) -> str:
    """Return what was asked; the lines of a text with too many are joined, so that they do not fill pages."""
    lines = [line for line in text.split("\n") if line]
    return text if text.count("\n") < MOST_LINES else _BETWEEN.join(lines)


def _facts(visit: VisitDetails, style: Style) -> Block:
    car = " ".join(
        filter(
            None,
            (
                wording.text(visit.car),
                wording.text(visit.color),
                wording.persian(visit.model_year) if visit.model_year else "",
            ),
        )
    )
    pairs = [(words.VISITOR, wording.given(visit.visitor_name)), (words.VISIT_TIME, _times(visit))]
    if visit.national_code:
        if visit.customer_name != visit.visitor_name:
            pairs.append((words.CUSTOMER, wording.text(visit.customer_name)))
        pairs.append((wording.identity_label(visit.national_code), wording.persian(visit.national_code)))
    if visit.request_number:
        order = visit.contract_number or visit.request_number
        pairs += [
            (words.CAR, car or words.NOT_GIVEN),
            (words.CONTRACT if visit.contract_number else words.REQUEST, wording.latin(order)),
            (words.VISIT_STATUS, wording.given(visit.status)),
        ]
    return key_value_grid(tuple(pairs), style=style.but(leading=1.5), shares=(15, 41, 17, 27), gap=6)


def _times(visit: VisitDetails) -> str:
    return words.VISIT_FROM_TO.format(start=_time(visit.started_at), end=_time(visit.ended_at))


def _time(moment: datetime) -> str:
    return isolate(persian_digits(f"{local_time(moment):%H:%M}"))


def _answer(visit: VisitDetails, style: Style) -> Block:
    """Return the framed sentence that was read aloud, with the next step."""
    parts = [
        paragraph(words.VISIT_SPOKEN, LABEL.but(size=style.size * 0.85), gap=0),
        paragraph((bold(wording.text(visit.spoken)),), style.but(size=style.size * 1.06), gap=2),
    ]
    if visit.next_step:
        parts.append(paragraph((Run(f"{words.VISIT_NEXT}: "), Run(wording.text(visit.next_step))), style, gap=0))
    return Frame(Stack(tuple(parts)), stroke=TEAL, thickness=1.4, pad_y=5, gap=6)


def _papers(visit: VisitDetails, style: Style) -> list[Block]:
    """Return what was brought, beside what is still missing."""
    lists = {mark: [wording.text(one.name) for one in visit.papers if one.mark is mark] for mark in Mark}
    brought = [
        paragraph((bold(f"{label}: "), Run(_BETWEEN.join(lists[mark]))), style, gap=1)
        for mark, label in ((Mark.SEEN, words.VISIT_SEEN), (Mark.COPIED, words.VISIT_COPIED))
        if lists[mark]
    ]
    handed = _BETWEEN.join(map(wording.text, visit.handed_over)) or words.VISIT_NOTHING_HANDED
    brought.append(paragraph((bold(f"{words.VISIT_HANDED}: "), Run(handed)), style, gap=1))
    if not visit.papers:
        return [Stack(tuple(brought), gap=4)]
    missing = _missing(lists[Mark.MISSING], style)
    note = [paragraph(words.VISIT_LIST_SAMPLE, LABEL, gap=0)] if visit.is_list_sample else []
    return [Columns((Stack((*brought, *note)), missing), (1.35, 1), gap=5)]


def _missing(names: list[str], style: Style) -> Block:
    if not names:
        return Frame(paragraph((bold(words.VISIT_NOTHING_MISSING),), style.but(color=TEAL)), pad_y=4)
    title = paragraph((bold(words.VISIT_MISSING),), style.but(color=RUST), gap=1)
    lines = (paragraph(f"{wording.count(at)}. {name}", style, gap=0) for at, name in enumerate(names, 1))
    return Frame(Stack((title, *lines)), stroke=RUST, pad_y=4)


def _proxy(visit: VisitDetails, style: Style) -> list[Block]:
    """Return the representative, and why another dealership's order was served."""
    blocks: list[Block] = []
    one = visit.representative
    if one is not None:
        facts = {"name": wording.text(one.name), "code": wording.persian(one.national_code)}
        deed = {"number": wording.latin(one.deed_number), "notary": wording.text(one.notary)}
        sentence = words.VISIT_PROXY.format(**facts, **deed, day=wording.day(one.valid_until))
        blocks.append(paragraph(sentence, style, gap=2))
    if visit.other_dealership:
        place, reason = wording.text(visit.other_dealership), wording.text(visit.other_reason)
        blocks.append(paragraph(words.VISIT_ELSEWHERE.format(place=place, reason=reason), style, gap=2))
    return blocks


def _foot(visit: VisitDetails) -> Block:
    boxes = SignatureBox(words.VISIT_SIGNATURE, points=46), SignatureBox(words.CLERK_SIGNATURE, points=46)
    if not visit.authenticity:
        return Columns((Spacer(1), *boxes), (1.2, 1, 1))
    hint = Stack((paragraph((bold(words.AUTHENTIC),), LABEL, gap=0), paragraph(words.AUTHENTIC_HINT, LABEL)))
    return Columns((QrCode(visit.authenticity, points=58), hint, *boxes), (58, 150, 142, 142), is_centered=True)
