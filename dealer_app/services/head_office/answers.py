"""List the outcome of each command: all ids, rows for the visible block."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from dealer_app.domain.edits.edits import Topic
from dealer_app.domain.head_office import ANSWER_OF, AnswerRow, AnswerState
from dealer_app.domain.help import HelpTopic
from dealer_app.domain.ids import CustomerId
from dealer_app.domain.papers.papers import PaperKind, PaperRef
from dealer_app.domain.persian import ascii_digits, clean_text
from dealer_app.domain.rights import Right
from dealer_app.services.rights import require_to_read
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.attachments import AttachmentRecord
from dealer_app.store.tables.bills import BillRecord
from dealer_app.store.tables.customers import CustomerRecord
from dealer_app.store.tables.dealerships import DealershipRecord
from dealer_app.store.tables.edits.edits import EditRecord
from dealer_app.store.tables.files.activations import ActivationRecord
from dealer_app.store.tables.files.contacts import ContactRecord
from dealer_app.store.tables.files.joins import JoinRecord
from dealer_app.store.tables.head_office import AliasRecord, FinalNumberRecord, OutcomeRecord
from dealer_app.store.tables.help.records import HelpRecord
from dealer_app.store.tables.invitations import InvitationRecord
from dealer_app.store.tables.orders import OrderRecord
from dealer_app.store.tables.outbox import OutboxRecord
from dealer_app.store.tables.payments import PaymentRecord
from dealer_app.store.tables.phone.calls import CallBackRecord, CallRecord
from dealer_app.store.tables.plans.requests import RequestRecord
from dealer_app.store.tables.prints import PrintRecord
from dealer_app.store.tables.registrations import RegistrationRecord
from dealer_app.store.tables.staff import StaffRecord
from dealer_app.store.tables.visits.visits import VisitRecord

_ZWNJ = "\u200c"

_paper_id = func.coalesce(PrintRecord.paper_id, OutboxRecord.subject_id)
_order_id = func.coalesce(
    BillRecord.order_id,
    PaymentRecord.order_id,
    InvitationRecord.order_id,
    RequestRecord.order_id,
    CallRecord.order_id,
    CallBackRecord.order_id,
)
_file_id = func.coalesce(
    OrderRecord.customer_id,
    RegistrationRecord.customer_id,
    VisitRecord.customer_id,
    HelpRecord.customer_id,
    AttachmentRecord.customer_id,
    ContactRecord.customer_id,
    ActivationRecord.customer_id,
    JoinRecord.customer_id,
    _paper_id,
)
_customer_id = func.coalesce(AliasRecord.target, _file_id)
_number = func.coalesce(
    BillRecord.number,
    PaymentRecord.number,
    InvitationRecord.number,
    RegistrationRecord.number,
    VisitRecord.number,
    RequestRecord.number,
    CustomerRecord.registration_number,
    "",
)
_name = func.coalesce(CustomerRecord.name, CallBackRecord.caller_name, DealershipRecord.name, "")
_edited_code = func.substr(EditRecord.key, 1, func.instr(EditRecord.key + "@", "@") - 1)
_OF_DEALERSHIPS = (str(Topic.DEALERSHIP), str(Topic.CLOSURE))
_actor = func.coalesce(StaffRecord.name, "")

_order = OutboxRecord.n + 0  # an expression, so that SQLite reads an index without bodies and not the table
_OWN_SORTS = frozenset({"n", "at", "kind", "state"})

SORTS: dict[str, Any] = {
    "n": _order,
    "kind": OutboxRecord.kind,
    "title": _number,
    "name": func.coalesce(CustomerRecord.name_sort, ""),
    "actor": _actor,
    "at": _order,
    "state": OutboxRecord.state,
}


def list_answer_ids(
    unit: Unit,
    state: AnswerState | None = None,
    text: str = "",
    sort: str = "n",
    *,
    descending: bool = True,
    kinds: Collection[str] = (),
) -> tuple[int, ...]:
    """Return the numbers of all commands in ``state`` (None: any) that match ``text``, sorted by one of SORTS.

    ``text`` is searched in the numbers, the customer's name and the actor. Commands of ``kinds`` match too, because
    only the screen knows the names of the kinds.
    """
    require_to_read(unit, Right.FIND)
    is_plain = sort in _OWN_SORTS and not text.strip()
    wanted: Any = select(OutboxRecord.n)
    if not is_plain:
        wanted = _with_actor(_joined(wanted)) if sort == "actor" else _joined(wanted)
    if state is not None:
        wanted = wanted.where(OutboxRecord.state.in_(_states(state)))
    if text.strip():
        wanted = wanted.where(_fits(unit, text, kinds))
    column = SORTS[sort]
    order = column.desc() if descending else column.asc()
    return tuple(unit.session.scalars(wanted.order_by(order, _order.desc())))


def get_answer_rows(unit: Unit, ids: Sequence[int]) -> tuple[AnswerRow, ...]:
    """Return the rows of ``ids`` in their order."""
    require_to_read(unit, Right.FIND)
    line = OutboxRecord
    columns = select(
        line.n,
        line.kind,
        line.at,
        line.state,
        line.subject_id,
        _number.label("number"),
        _name.label("name"),
        _actor.label("actor"),
        CustomerRecord.id.label("customer_id"),
        OutcomeRecord.code,
        OutcomeRecord.number.label("final"),
        *_papers(),
    )
    rows = {row.n: _row(row) for row in unit.session.execute(_with_actor(_joined(columns)).where(line.n.in_(ids)))}
    return tuple(rows[n] for n in ids if n in rows)


def count_answers(unit: Unit) -> dict[AnswerState, int]:
    """Return the number of commands in each state; every state is a key."""
    counts = dict.fromkeys(AnswerState, 0)
    by_state = select(OutboxRecord.state, func.count()).group_by(OutboxRecord.state)
    for state, count in unit.session.execute(by_state):
        counts[ANSWER_OF[state]] += count
    return counts


def _states(state: AnswerState) -> tuple[str, ...]:
    """Return the outbox states that a clerk sees as ``state``."""
    return tuple(stored for stored, shown in ANSWER_OF.items() if shown is state)


def _with_actor(wanted: Any) -> Any:  # noqa: ANN401 - a query of any columns
    """Return the query joined with the actor; it reads the outbox table itself, not only an index."""
    return wanted.outerjoin(StaffRecord, StaffRecord.id == OutboxRecord.actor)


def _joined(wanted: Any) -> Any:  # noqa: ANN401 - a query of any columns
    """Return the query joined with each command's paper, order and customer."""
    return (
        wanted.select_from(OutboxRecord)
        .outerjoin(OutcomeRecord, OutcomeRecord.n == OutboxRecord.n)
        .outerjoin(PrintRecord, PrintRecord.id == OutboxRecord.subject_id)
        .outerjoin(BillRecord, BillRecord.id == _paper_id)
        .outerjoin(PaymentRecord, PaymentRecord.id == _paper_id)
        .outerjoin(InvitationRecord, InvitationRecord.id == _paper_id)
        .outerjoin(RegistrationRecord, RegistrationRecord.id == _paper_id)
        .outerjoin(CallRecord, CallRecord.id == OutboxRecord.subject_id)
        .outerjoin(CallBackRecord, CallBackRecord.id == OutboxRecord.subject_id)
        .outerjoin(RequestRecord, RequestRecord.id == _paper_id)
        .outerjoin(VisitRecord, VisitRecord.id == _paper_id)
        .outerjoin(HelpRecord, HelpRecord.id == _paper_id)
        .outerjoin(AttachmentRecord, AttachmentRecord.id == OutboxRecord.subject_id)
        .outerjoin(ActivationRecord, ActivationRecord.id == OutboxRecord.subject_id)
        .outerjoin(JoinRecord, JoinRecord.id == OutboxRecord.subject_id)
        .outerjoin(ContactRecord, ContactRecord.id == OutboxRecord.subject_id)
        .outerjoin(EditRecord, EditRecord.id == OutboxRecord.subject_id)
        .outerjoin(DealershipRecord, and_(EditRecord.topic.in_(_OF_DEALERSHIPS), DealershipRecord.code == _edited_code))
        .outerjoin(OrderRecord, OrderRecord.id == _order_id)
        .outerjoin(FinalNumberRecord, FinalNumberRecord.id == _paper_id)
        .outerjoin(AliasRecord, AliasRecord.id == _file_id)
        .outerjoin(CustomerRecord, CustomerRecord.id == _customer_id)
    )


def _fits(unit: Unit, text: str, kinds: Collection[str]) -> ColumnElement[bool]:
    """Return the condition that a field of the row contains ``text``, in any digits and spacing.

    The outbox table itself is read only if a kind or an actor matches, because its pages contain the bodies.
    """
    sought = _squeezed_text(text)
    other_numbers = (func.coalesce(column, "") for column in (OutcomeRecord.number, FinalNumberRecord.printed))
    places = (_number, *other_numbers, _name)
    found = [func.instr(_squeezed(place), sought) > 0 for place in places]
    staff = select(StaffRecord.id).where(func.instr(_squeezed(StaffRecord.name), sought) > 0)
    if colleagues := unit.session.scalars(staff).all():
        found.append(OutboxRecord.actor.in_(colleagues))
    if sought.isdecimal():
        found.append(OutboxRecord.n == int(sought))
    if kinds:
        found.append(OutboxRecord.kind.in_(tuple(kinds)))
    return or_(*found)


def _squeezed_text(text: str) -> str:
    return ascii_digits(clean_text(text)).replace(" ", "").replace(_ZWNJ, "")


def _squeezed(column: Any) -> Any:  # noqa: ANN401 - an SQL expression
    return func.replace(func.replace(column, " ", ""), _ZWNJ, "")


def _row(row: Any) -> AnswerRow:  # noqa: ANN401 - a Core row
    """Return the frozen row of a Core row."""
    paper = _paper(row)
    return AnswerRow(
        n=row.n,
        kind=row.kind,
        at=row.at,
        actor=row.actor,
        title=row.number or row.name,
        state=ANSWER_OF[row.state],
        code=row.code or "",
        number=row.final or "",
        customer_id=None if row.customer_id is None else CustomerId(row.customer_id),
        subject_id=row.subject_id,
        name=row.name,
        paper_kind=paper.kind.value if paper is not None else "",
        paper_id=paper.id if paper is not None else None,
    )


def _papers() -> tuple[Any, ...]:
    """Return the columns that identify the paper that a command made or printed."""
    return (
        BillRecord.account,
        BillRecord.series_id,
        PaymentRecord.id.label("payment_id"),
        InvitationRecord.id.label("invitation_id"),
        RegistrationRecord.id.label("registration_id"),
        VisitRecord.id.label("visit_id"),
        case((HelpRecord.topic == HelpTopic.SLIP.value, HelpRecord.id)).label("slip_id"),
    )


def _paper(row: Any) -> PaperRef | None:  # noqa: ANN401 - a Core row
    """Return the paper of a row, None if it has none or the paper left this counter."""
    if row.series_id is not None:
        return PaperRef(PaperKind(f"{row.account}-slip"), row.series_id)
    found = (
        (PaperKind.RECEIPT, row.payment_id),
        (PaperKind.INVITATION, row.invitation_id),
        (PaperKind.REGISTRATION, row.registration_id),
        (PaperKind.VISIT, row.visit_id),
        (PaperKind.HELP_SLIP, row.slip_id),
    )
    return next((PaperRef(kind, paper_id) for kind, paper_id in found if paper_id is not None), None)
