"""Declare the kinds of rows at the counter, parents first; a new kind is declared here.

What refers to a customer or an order is wiped and re-pointed with it: extend the lists of these two as well.
"""

from typing import Final

from dealer_app.store.tables.attachments import AttachmentRecord
from dealer_app.store.tables.bills import BillRecord
from dealer_app.store.tables.customers import CustomerRecord
from dealer_app.store.tables.deadline_rules import DeadlineRuleRecord
from dealer_app.store.tables.dealerships import ClosureRecord, DealershipRecord
from dealer_app.store.tables.edits.edits import EditRecord
from dealer_app.store.tables.files.activations import ActivationRecord
from dealer_app.store.tables.files.contacts import ContactRecord
from dealer_app.store.tables.files.joins import JoinRecord
from dealer_app.store.tables.head_office import AliasRecord, CentralRowRecord, ConflictRecord
from dealer_app.store.tables.help.questions import QuestionRecord
from dealer_app.store.tables.help.records import HelpRecord
from dealer_app.store.tables.holidays import HolidayRecord
from dealer_app.store.tables.invitations import InvitationRecord
from dealer_app.store.tables.ledger import LedgerEntryRecord
from dealer_app.store.tables.orders import OrderRecord, StatusHistoryRecord
from dealer_app.store.tables.papers import PRINTED_RECORDS
from dealer_app.store.tables.payments import PaymentRecord
from dealer_app.store.tables.phone.calls import CallBackRecord, CallRecord, RefusedNumberRecord
from dealer_app.store.tables.plans.plans import PlanRecord
from dealer_app.store.tables.plans.requests import RequestRecord
from dealer_app.store.tables.prints import PrintRecord
from dealer_app.store.tables.registrations import RegistrationRecord
from dealer_app.store.tables.staff import StaffRecord
from dealer_app.store.tables.visits.visits import VisitRecord
from dealer_app.sync.apply import (
    attachments,
    calls,
    central,
    customers,
    edits,
    files,
    helps,
    orders,
    papers,
    plans,
    requests,
    visits,
)
from dealer_app.sync.apply.kind import ROW_OF, Kind

_PAPERS = ("invitations", "bills", "payments")
_CALLS = ("calls", "call_backs")
_DROP_PRINTS = "DELETE FROM prints WHERE paper_id = ?"
_CUSTOMER_MOVES = (
    "UPDATE orders SET customer_id = ? WHERE customer_id = ?",
    "UPDATE registrations SET customer_id = ? WHERE customer_id = ?",
    "UPDATE visits SET customer_id = ? WHERE customer_id = ?",
    "UPDATE tickets SET customer_id = ? WHERE customer_id = ?",
    "UPDATE activations SET customer_id = ? WHERE customer_id = ?",
    "UPDATE contacts SET customer_id = ? WHERE customer_id = ?",
    "UPDATE file_joins SET customer_id = ? WHERE customer_id = ?",
    "UPDATE file_joins SET kept_id = ? WHERE kept_id = ?",
    "UPDATE help_records SET customer_id = ? WHERE customer_id = ?",
    "UPDATE attachments SET customer_id = ? WHERE customer_id = ?",
    "UPDATE outbox SET subject_id = ? WHERE subject_id = ?",
    "UPDATE OR REPLACE conflicts SET customer_id = ? WHERE customer_id = ?",
)
_CUSTOMER = Kind(
    "customer",
    customers.apply_customers,
    (CustomerRecord, ConflictRecord),
    is_own=True,
    wipe=(
        "DELETE FROM prints WHERE paper_id IN (SELECT id FROM registrations WHERE customer_id = ?)",
        "DELETE FROM prints WHERE paper_id IN (SELECT id FROM visits WHERE customer_id = ?)",
        "DELETE FROM prints WHERE paper_id IN (SELECT id FROM help_records WHERE customer_id = ?)",
        _DROP_PRINTS,
        "DELETE FROM registrations WHERE customer_id = ?",
        "DELETE FROM visits WHERE customer_id = ?",
        "DELETE FROM tickets WHERE customer_id = ?",
        "DELETE FROM help_records WHERE customer_id = ?",
        *attachments.wipe_of("SELECT id FROM attachments WHERE customer_id = ?"),
        "DELETE FROM attachments WHERE customer_id = ?",
        "DELETE FROM activations WHERE customer_id = ?",
        "DELETE FROM contacts WHERE customer_id = ?",
        "DELETE FROM file_joins WHERE customer_id = ?",
        "DELETE FROM conflicts WHERE customer_id = ?",
        "DELETE FROM customers WHERE id = ?",
    ),
    children=(("order", "SELECT id FROM orders WHERE customer_id = ?"),),
    moves=_CUSTOMER_MOVES,
    number="registration_number",
    is_number_guarded=False,
)
_ORDER = Kind(
    "order",
    orders.apply_orders,
    (OrderRecord, StatusHistoryRecord, LedgerEntryRecord),
    is_own=True,
    wipe=(
        *(f"DELETE FROM prints WHERE paper_id IN (SELECT id FROM {table} WHERE order_id = ?)" for table in _PAPERS),  # noqa: S608 - constant names
        "DELETE FROM ledger_entries WHERE order_id = ?",
        "DELETE FROM status_history WHERE order_id = ?",
        "UPDATE payments SET settled_bill_id = NULL WHERE order_id = ?",
        *(f"DELETE FROM {table} WHERE order_id = ?" for table in ("payments", "bills", "invitations", *_CALLS)),  # noqa: S608 - constant names
        "DELETE FROM requests WHERE order_id = ?",
        "UPDATE visits SET order_id = NULL WHERE order_id = ?",
        "UPDATE tickets SET order_id = NULL WHERE order_id = ?",
        "DELETE FROM unmatched_orders WHERE order_id = ?",
        "DELETE FROM orders WHERE id = ?",
    ),
    moves=tuple(
        f"UPDATE {table} SET order_id = ? WHERE order_id = ?"  # noqa: S608 - constant names
        for table in ("status_history", "ledger_entries", "visits", "tickets", "requests", *_PAPERS, *_CALLS)
    ),
)
_BILL = Kind(
    "bill",
    papers.apply_bills,
    (BillRecord,),
    is_own=True,
    wipe=(
        _DROP_PRINTS,
        "UPDATE payments SET settled_bill_id = NULL WHERE settled_bill_id = ?",
        "DELETE FROM bills WHERE id = ?",
    ),
    number="number",
    lease="bill",
)
_PAYMENT = Kind(
    "payment",
    papers.apply_payments,
    (PaymentRecord, LedgerEntryRecord),
    is_own=True,
    wipe=(
        _DROP_PRINTS,
        "DELETE FROM ledger_entries WHERE payment_id = ?",
        "DELETE FROM prints WHERE paper_id IN (SELECT id FROM payments WHERE reversal_of = ?)",
        "DELETE FROM ledger_entries WHERE payment_id IN (SELECT id FROM payments WHERE reversal_of = ?)",
        "DELETE FROM payments WHERE reversal_of = ?",
        "DELETE FROM payments WHERE id = ?",
    ),
    number="number",
    lease="receipt",
)


def _paper(
    name: str,
    apply: papers.Apply,
    record: type[InvitationRecord | RegistrationRecord | VisitRecord | RequestRecord],
) -> Kind:
    """Declare a paper to which only prints belong."""
    wipe = (_DROP_PRINTS, f"DELETE FROM {record.__tablename__} WHERE id = ?")  # noqa: S608 - constant names
    return Kind(name, apply, (record,), is_own=True, wipe=wipe, number="number", lease=name)


def _raw(name: str) -> Kind:
    """Declare a kind that no page shows yet."""
    return Kind(
        name,
        central.apply_raw,
        (CentralRowRecord,),
        wipe=(f"DELETE FROM central_rows WHERE kind = '{name}' AND id = ?",),  # noqa: S608 - constant names
    )


_DECLARED: Final = (
    Kind(
        "dealership",
        central.apply_dealerships,
        (DealershipRecord,),
        wipe=("DELETE FROM dealerships WHERE id = ?",),
    ),
    Kind("holiday", central.apply_holidays, (HolidayRecord,), stays="A day is known by its date, not by the row's id."),
    *(_raw(name) for name in ("status", "rule", "seal_key")),
    Kind(
        "plan",
        plans.apply_plans,
        (PlanRecord,),
        wipe=("DELETE FROM plans WHERE id = ?",),
        moves=tuple(f"UPDATE {table} SET plan_id = ? WHERE plan_id = ?" for table in ("requests", "brochures")),  # noqa: S608 - constant names
    ),
    Kind(
        "staff", central.apply_staff, (StaffRecord,), is_own=True, wipe=("UPDATE staff SET is_active = 0 WHERE id = ?",)
    ),
    Kind(
        "edit",
        edits.apply_edits,
        (EditRecord, ClosureRecord, DeadlineRuleRecord, QuestionRecord),
        stays="What a manager edited is a part of other tables; it is replaced, not wiped.",
        is_own=True,
    ),
    _CUSTOMER,
    Kind(
        "alias",
        customers.apply_aliases,
        (AliasRecord,),
        is_own=True,
        moves=_CUSTOMER_MOVES,
        stays="An old id may still be named by outbox, audit and rows that come later.",
    ),
    _ORDER,
    _paper("request", requests.apply_requests, RequestRecord),
    _paper("invitation", papers.apply_invitations, InvitationRecord),
    _BILL,
    _PAYMENT,
    _paper("registration", papers.apply_registrations, RegistrationRecord),
    Kind(
        "call",
        calls.apply_calls,
        (CallRecord, RefusedNumberRecord),
        is_own=True,
        wipe=("DELETE FROM refused_numbers WHERE call_id = ?", "DELETE FROM calls WHERE id = ?"),
    ),
    Kind(
        "call_back",
        calls.apply_call_backs,
        (CallBackRecord,),
        is_own=True,
        wipe=("DELETE FROM call_backs WHERE id = ?",),
    ),
    _paper("visit", visits.apply_visits, VisitRecord),
    Kind(
        "help",
        helps.apply_helps,
        (HelpRecord,),
        is_own=True,
        wipe=(_DROP_PRINTS, "DELETE FROM help_records WHERE id = ?"),
    ),
    Kind(
        "attachment",
        attachments.apply_attachments,
        (AttachmentRecord,),
        is_own=True,
        wipe=(*attachments.wipe_of("SELECT ?"), "DELETE FROM attachments WHERE id = ?"),
    ),
    Kind(
        "activation",
        files.apply_activations,
        (ActivationRecord,),
        is_own=True,
        wipe=("DELETE FROM activations WHERE id = ?",),
    ),
    Kind("join", files.apply_joins, (JoinRecord,), is_own=True, wipe=("DELETE FROM file_joins WHERE id = ?",)),
    Kind(
        "contact",
        files.apply_contacts,
        (ContactRecord,),
        is_own=True,
        wipe=("DELETE FROM contacts WHERE id = ?",),
    ),
    Kind(
        "print",
        papers.apply_prints,
        (PrintRecord,),
        is_own=True,
        parents=PRINTED_RECORDS,
        wipe=("DELETE FROM prints WHERE id = ?",),
    ),
    Kind("outcome", central.apply_outcomes, stays="It is noted at the counter's own outbox, which is evidence."),
)
KINDS: dict[str, Kind] = {kind.name: kind for kind in _DECLARED}
COMMAND_KINDS: Final = {**KINDS, **{word: KINDS[name] for word, name in ROW_OF.items()}}
"""First word of an outbox command -> the kind of its row."""
