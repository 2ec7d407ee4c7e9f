"""Atomicity: if the last step of a verb fails, nothing of it is stored, not even its number."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from uuid_utils.compat import uuid7

from dealer_app.desktop import Desktop
from dealer_app.domain.bills import IssueBill, IssueInvitation, ReversePayment
from dealer_app.domain.calls.calls import NewCallBack, RecordCall
from dealer_app.domain.customers import CorrectCustomer, RegisterCustomer
from dealer_app.domain.files.contacts import ChangeContact, ContactField
from dealer_app.domain.files.joins import JoinFiles
from dealer_app.domain.help import SlipTopic, Visitor
from dealer_app.domain.ids import CallId, OrderId
from dealer_app.domain.orders.ledger import Account
from dealer_app.domain.papers.papers import PaperKind, PaperRef
from dealer_app.domain.visits import RecordVisit
from dealer_app.domain.waiting import TakeTicket
from dealer_app.services.attachments.attachments import add_attachment
from dealer_app.services.bills import bills
from dealer_app.services.calls.calls import record_call
from dealer_app.services.customers import customers
from dealer_app.services.directory.editing import save_dealership, set_closed
from dealer_app.services.files.activation import ask_code, complete_registration
from dealer_app.services.files.contacts import change_contact
from dealer_app.services.files.joins import join_files
from dealer_app.services.help.records import issue_slip
from dealer_app.services.invitations import invitations
from dealer_app.services.orders.orders import get_order
from dealer_app.services.payments import payments
from dealer_app.services.prints import prints
from dealer_app.services.staff.staff import list_staff
from dealer_app.services.visits import visits, waiting
from dealer_app.store.core.unit import Unit
from tests.services.attachments.samples import an_attachment
from tests.services.factories import a_foreigner, a_payment, an_invited_order, by_manager, walk_in

TABLES = (
    "customers", "customer_words", "orders", "ledger_entries", "invitations", "bills", "payments", "prints", "audit",
    "outbox", "settings", "registrations", "visits", "tickets",
    "calls", "call_backs", "help_records", "questions", "attachments", "attachment_files",
    "contacts", "activations", "file_joins", "edits", "dealerships", "closures",
)  # fmt: skip
REFUSE = "CREATE TRIGGER no_more BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'no more'); END"


def everything(unit: Unit) -> dict[str, list[str]]:
    tables = {name: unit.session.execute(text(f"SELECT * FROM {name}")).all() for name in (*TABLES, "leases")}
    return {name: [str(tuple(row)) for row in rows] for name, rows in tables.items()}


def register(unit: Unit, _order_id: OrderId) -> object:
    return complete_registration(unit, RegisterCustomer(walk_in()))


def correct(unit: Unit, order_id: OrderId) -> object:
    customer = customers.get_customer(unit, get_order(unit, order_id).customer_id)
    fields = walk_in(national_code="0084575948")
    return customers.correct_customer(unit, CorrectCustomer(customer.id, customer.version, fields))


def change_mobile(unit: Unit, order_id: OrderId) -> object:
    code = "0084575948"
    mine = {"code": code, "id": get_order(unit, order_id).customer_id.bytes}
    unit.session.execute(text("UPDATE customers SET national_code = :code WHERE id = :id"), mine)
    return change_contact(unit, ChangeContact(code, ContactField.MOBILE, "09121112233", "sim_owner", "", "سارا"))


def ask_for_a_code(unit: Unit, order_id: OrderId) -> object:
    owner = get_order(unit, order_id).customer_id
    unit.session.execute(text("UPDATE customers SET mobile = '09121112233' WHERE id = :id"), {"id": owner.bytes})
    return ask_code(unit, owner)


def join(unit: Unit, _order_id: OrderId) -> object:
    kept, joined = (a_foreigner(unit, at) for at in (1, 2))
    return join_files(by_manager(unit), JoinFiles(kept, joined, "گذرنامهٔ تازه"))


def issue_letter(unit: Unit, order_id: OrderId) -> object:
    return invitations.issue_invitation(unit, IssueInvitation(order_id))


def issue_slips(unit: Unit, order_id: OrderId) -> object:
    return bills.issue_bills(unit, IssueBill(order_id, Account.PRINCIPAL))


def pay(unit: Unit, order_id: OrderId) -> object:
    return payments.record_payment(unit, a_payment(order_id, 150_000_000_000, bank_reference="2"))


def undo(unit: Unit, order_id: OrderId) -> object:
    last = payments.latest_payment_id(unit, order_id)
    assert last is not None
    return payments.reverse_payment(by_manager(unit), ReversePayment(last, "اشتباه"))


def print_receipt(unit: Unit, order_id: OrderId) -> object:
    last = payments.latest_payment_id(unit, order_id)
    assert last is not None
    begun = prints.begin_print(unit, PaperRef(PaperKind.RECEIPT, last))
    prints.finish_print(unit, begun.print_id, "ab" * 32)
    return begun


def end_visit(unit: Unit, order_id: OrderId) -> object:
    ticket = waiting.take_ticket(unit, TakeTicket("payment", order_id=order_id))
    return visits.record_visit(unit, RecordVisit("payment", unit.now, order_id=order_id, ticket_id=ticket.id))


def give_help(unit: Unit, order_id: OrderId) -> object:
    return issue_slip(unit, Visitor(order_id=order_id), SlipTopic.LOTTERY)


def answer_the_phone(unit: Unit, _order_id: OrderId) -> object:
    promise = NewCallBack(unit.now + timedelta(hours=1), list_staff(unit)[0].id, "پیگیری", "حسین", "09123456789")
    return record_call(unit, RecordCall(CallId(uuid7()), unit.now, "خودرو کجاست", "گفته شد", promise))


def attach(unit: Unit, order_id: OrderId) -> object:
    return add_attachment(unit, an_attachment(get_order(unit, order_id).customer_id))


def edit_dealership(unit: Unit, _order_id: OrderId) -> object:
    return save_dealership(by_manager(unit), {"code": "3301", "name": "نمونهٔ بم"})


def close_dealership(unit: Unit, _order_id: OrderId) -> object:
    return set_closed(by_manager(unit), "2606", is_closed=True)


VERBS = (
    edit_dealership,
    close_dealership,
    register,
    correct,
    change_mobile,
    join,
    ask_for_a_code,
    issue_letter,
    issue_slips,
    pay,
    undo,
    print_receipt,
    end_visit,
    give_help,
    answer_the_phone,
    attach,
)


@pytest.mark.parametrize("verb", VERBS)
def test_failed_verb_leaves_nothing_stored(counter: Desktop, verb: Callable[[Unit, OrderId], object]) -> None:
    def prepare(unit: Unit) -> OrderId:
        order_id = an_invited_order(unit, price=151_000_000_000)
        payments.record_payment(unit, a_payment(order_id, 1_000_000_000, bank_reference="1"))
        unit.session.execute(text(REFUSE))
        return order_id

    order_id = counter.write(prepare).value
    before = counter.read(everything)

    with pytest.raises(IntegrityError, match="no more"):
        counter.write(lambda unit: verb(unit, order_id))

    assert counter.read(everything) == before
