"""Visits: the papers that a purpose needs, what was seen, who came, and the rules of an ended visit."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from dealer_app.domain.codes.identity import parse_national_code
from dealer_app.domain.errors import FieldError
from dealer_app.domain.ids import CustomerId, OrderId, TicketId
from dealer_app.domain.orders.orders import OrderDetails
from dealer_app.domain.persian import ascii_digits, clean_lines, clean_name, clean_text, persian_digits
from dealer_app.domain.registration import LONGEST_LINE, LONGEST_PROSE

MOST_PAPERS = 30
"""Most papers of a check-list and most papers handed over: one slip has room for them."""
LONGEST_DEED = 40
"""Most letters of a deed's number."""

MOST_LINES = 12
"""The most lines of what was asked: its slip is one page."""


class Mark(StrEnum):
    """What became of one paper of the check-list."""

    SEEN = "seen"
    COPIED = "copied"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class PaperRule:
    """One paper of a check-list; ``is_for_proxy``: asked only if a representative comes."""

    name: str
    is_for_proxy: bool = False


@dataclass(frozen=True, slots=True)
class CheckList:
    """The papers of one purpose, valid from ``effective_from``; a sample until a manager confirms it."""

    purpose: str
    papers: tuple[PaperRule, ...]
    source: str
    effective_from: date | None = None
    is_sample: bool = True

    def for_visitor(self, *, has_proxy: bool) -> tuple[PaperRule, ...]:
        """Return the papers that the customer, or with ``has_proxy`` a representative, brings."""
        return tuple(paper for paper in self.papers if has_proxy or not paper.is_for_proxy)


@dataclass(frozen=True, slots=True)
class CheckedPaper:
    """One paper of a visit and what became of it."""

    name: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Representative:
    """A person who comes for the customer with a power of attorney; ``valid_until`` is its exact last day."""

    name: str
    national_code: str
    deed_number: str
    notary: str
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class RecordVisit:
    """Request to record a visit that ends now.

    ``spoken`` is the sentence that the screen showed, "" without an order. ``visitor_name`` names a person without a
    file. ``other_reason``: why another dealership's order was served here.
    """

    purpose: str
    started_at: datetime  # aware UTC
    customer_id: CustomerId | None = None
    order_id: OrderId | None = None
    visitor_name: str = ""
    asked: str = ""
    spoken: str = ""
    papers: tuple[CheckedPaper, ...] = ()
    handed_over: tuple[str, ...] = ()
    representative: Representative | None = None
    other_reason: str = ""
    ticket_id: TicketId | None = None


@dataclass(frozen=True, slots=True)
class SaveCheckList:
    """Request of a manager to confirm or change the papers of a purpose, effective today, with the ``source``."""

    purpose: str
    papers: tuple[PaperRule, ...]
    source: str


@dataclass(frozen=True, slots=True)
class RightDealership:
    """The dealership at which an order was made; what is not known here is ""."""

    code: str
    name: str
    address: str = ""
    phone: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class VisitStart:
    """What a visit begins with; ``elsewhere`` has the right dealership of each order that was made at another one."""

    customer_id: CustomerId | None
    customer_name: str
    orders: tuple[OrderDetails, ...]
    elsewhere: dict[OrderId, RightDealership]
    check_lists: tuple[CheckList, ...]
    today: date
    now: datetime  # aware UTC


def may_hand_over(representative: Representative | None, today: date) -> bool:
    """Return whether papers or a car may be handed to this visitor today: a deed holds to the end of its last day."""
    if representative is None:
        return True
    return representative.valid_until is not None and today <= representative.valid_until


def normalise_visit(command: RecordVisit) -> RecordVisit:
    """Return the request as it is stored: texts clean, codes in ASCII digits; an invalid code is only cleaned."""
    return replace(
        command,
        visitor_name=clean_name(command.visitor_name),
        asked=clean_lines(command.asked),
        handed_over=tuple(text for one in command.handed_over if (text := clean_text(one))),
        representative=None if command.representative is None else _normalised(command.representative),
        other_reason=clean_text(command.other_reason),
    )


def check_visit(command: RecordVisit, today: date) -> tuple[FieldError, ...]:
    """Return the errors of a normalised request, each at the name of its field on the form."""
    return (*_long_texts(command), *_wrong_deed(command.representative), *_wrong_handing(command, today))


def check_papers(papers: Iterable[PaperRule]) -> FieldError | None:
    """Return the error of a check-list: too many papers, a name that is too long or stands twice."""
    names = [paper.name for paper in papers]
    if len(names) > MOST_PAPERS:
        return FieldError("papers_many", "papers", most=persian_digits(str(MOST_PAPERS)))
    if any(len(name) > LONGEST_LINE for name in names):
        return FieldError("text_too_long", "papers", most=persian_digits(str(LONGEST_LINE)))
    twice = next((name for at, name in enumerate(names) if name in names[:at]), None)
    return None if twice is None else FieldError("paper_twice", "papers", name=twice)


def _normalised(one: Representative) -> Representative:
    return replace(
        one,
        name=clean_name(one.name),
        national_code=_code(one.national_code),
        deed_number=ascii_digits(clean_text(one.deed_number)),
        notary=clean_text(one.notary),
    )


def _code(text: str) -> str:
    cleaned = ascii_digits(clean_text(text))
    try:
        return parse_national_code(cleaned)
    except FieldError:
        return cleaned


def _long_texts(command: RecordVisit) -> Iterator[FieldError]:
    lines = {"visitor_name": command.visitor_name, "other_reason": command.other_reason}
    if command.representative is not None:
        lines |= {"proxy_name": command.representative.name, "notary": command.representative.notary}
    for name, text in lines.items():
        if len(text) > LONGEST_LINE:
            yield FieldError("text_too_long", name, most=persian_digits(str(LONGEST_LINE)))
    if len(command.asked) > LONGEST_PROSE:
        yield FieldError("text_too_long", "asked", most=persian_digits(str(LONGEST_PROSE)))
    if command.asked.count("\n") >= MOST_LINES:
        yield FieldError("lines_too_many", "asked", most=persian_digits(str(MOST_LINES)))


def _wrong_deed(one: Representative | None) -> Iterator[FieldError]:
    """Yield what a power of attorney lacks: nobody can be asked for it when the visitor has left."""
    if one is None:
        return
    if not one.name:
        yield FieldError("proxy_name_empty", "proxy_name")
    try:
        parse_national_code(one.national_code)
    except FieldError as error:
        yield error.at("proxy_code")
    if not one.deed_number:
        yield FieldError("deed_number_empty", "deed_number")
    elif len(one.deed_number) > LONGEST_DEED:
        yield FieldError("text_too_long", "deed_number", most=persian_digits(str(LONGEST_DEED)))
    if not one.notary:
        yield FieldError("notary_empty", "notary")
    if one.valid_until is None:
        yield FieldError("deed_day_empty", "deed_until")


def _wrong_handing(command: RecordVisit, today: date) -> Iterator[FieldError]:
    if len(command.handed_over) > MOST_PAPERS:
        yield FieldError("papers_many", "handed_over", most=persian_digits(str(MOST_PAPERS)))
    elif any(len(one) > LONGEST_LINE for one in command.handed_over):
        yield FieldError("text_too_long", "handed_over", most=persian_digits(str(LONGEST_LINE)))
    if command.handed_over and not may_hand_over(command.representative, today):
        yield FieldError("deed_expired", "handed_over")
