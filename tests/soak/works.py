"""A clerk's actions, with two integers for their choices; business rules may refuse each of them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from uuid import UUID, uuid4

from sqlalchemy import Select, select
from uuid_utils.compat import uuid7

from dealer_app.domain.attachments import PIECE_BYTES, WithdrawAttachment
from dealer_app.domain.bills import IssueBill, IssueInvitation, RecordPayment, ReversePayment
from dealer_app.domain.calendar.jalali import format_jalali
from dealer_app.domain.calls.calls import CallBackState, Caller, CloseCallBack, MoveCallBack, NewCallBack, RecordCall
from dealer_app.domain.calls.gate import GateState
from dealer_app.domain.customers import CorrectCustomer, CustomerFields, RegisterCustomer
from dealer_app.domain.deadlines.rules import RULED, LengthUnit, SaveRule
from dealer_app.domain.directory.holidays import EditHoliday
from dealer_app.domain.edits.edits import Topic
from dealer_app.domain.errors import Refusal
from dealer_app.domain.files.activation import CodeState
from dealer_app.domain.files.contacts import ChangeContact, ContactField
from dealer_app.domain.files.joins import JoinFiles, PartFiles
from dealer_app.domain.help import RecordResult, SlipTopic, Visitor, load_questions
from dealer_app.domain.ids import AttachmentId, CallBackId, CallId, CustomerId, OrderId, PaymentId, PlanId, Rial
from dealer_app.domain.orders.ledger import Account
from dealer_app.domain.papers.papers import PaperKind, PaperRef
from dealer_app.domain.plans.requests import MakeRequest
from dealer_app.domain.visits import PaperRule, RecordVisit, Representative, SaveCheckList
from dealer_app.services.attachments.attachments import add_attachment, withdraw_attachment
from dealer_app.services.bills.bills import issue_bills
from dealer_app.services.calls.call_backs import close_call_back, move_call_back
from dealer_app.services.calls.calls import record_call
from dealer_app.services.calls.gate import ask, judge
from dealer_app.services.customers.customers import correct_customer, get_customer, register_customer
from dealer_app.services.deadlines.rules import save_rule
from dealer_app.services.directory.directory import find_record
from dealer_app.services.directory.editing import save_dealership, set_closed
from dealer_app.services.directory.holidays import edit_holiday
from dealer_app.services.edits.undoing import undo_edit
from dealer_app.services.files.activation import ask_code, check_code
from dealer_app.services.files.codes import find_codes
from dealer_app.services.files.contacts import change_contact
from dealer_app.services.files.joins import get_join, join_files, part_files
from dealer_app.services.help.questions import save_question
from dealer_app.services.help.records import issue_slip, record_answer, record_result
from dealer_app.services.invitations.invitations import issue_invitation
from dealer_app.services.orders.orders import get_order
from dealer_app.services.payments.payments import record_payment, reverse_payment
from dealer_app.services.plans.plans import get_plan
from dealer_app.services.plans.requests import make_request
from dealer_app.services.prints.prints import begin_print, finish_print
from dealer_app.services.visits.check_lists import save_check_list
from dealer_app.services.visits.visits import record_visit
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.attachments import AttachmentRecord
from dealer_app.store.tables.bills import BillRecord
from dealer_app.store.tables.customers import CustomerRecord
from dealer_app.store.tables.edits.edits import EditRecord
from dealer_app.store.tables.help.records import HelpRecord
from dealer_app.store.tables.invitations import InvitationRecord
from dealer_app.store.tables.orders import OrderRecord
from dealer_app.store.tables.payments import PaymentRecord
from dealer_app.store.tables.phone.calls import CallBackRecord
from dealer_app.store.tables.plans.plans import PlanRecord
from dealer_app.store.tables.visits.visits import VisitRecord
from tests.services.attachments.samples import an_attachment
from tests.services.calls.phone import WRONG
from tests.services.calls.truth import truth_of
from tests.services.factories import a_foreigner, by_manager, confirming, nth_walk_in
from tests.soak.central import HOLIDAYS

PURPOSES = ("status", "payment", "delivery")
PROXIES = ("0499370899", "0012345679")
CODES = ("2606", "2711", "4400", "4401")
"""Dealerships that are edited; head office publishes only the first two."""
CITIES = ("یزد", "کرمان", "شیراز", "تبریز")
WALK_INS = 400
"""Enough that customers are still new late in a run, few enough that two counters register the same customer."""

FOREIGNERS = 12

Work = Callable[[Unit, int, int], None]
_TWICE = frozenset({"plan_ordered_before"})
_CONFIRMED = frozenset({"postal_code_unusual", "mobile_unknown_operator"})


def register(unit: Unit, a: int, b: int) -> None:
    """Register a walk-in customer; one who is already known keeps his file."""
    person = replace(nth_walk_in(a % WALK_INS), city=CITIES[b % len(CITIES)])
    register_customer(unit, RegisterCustomer(person, _CONFIRMED))


def correct(unit: Unit, a: int, b: int) -> None:
    """Correct one field of a customer's file."""
    known = get_customer(unit, CustomerId(_one_of(unit, select(CustomerRecord.id), a)))
    correct_customer(unit, CorrectCustomer(known.id, known.version, _changed(known.fields, b), _CONFIRMED))


def pay(unit: Unit, a: int, b: int) -> None:
    """Record a deposit, sometimes with a reference that another counter may have used."""
    reference = f"REF{b}" if a % 9 == 0 else uuid4().hex[:10]
    amount = Rial(1_000_000 * (b % 50 + 1))
    wish = RecordPayment(_order(unit, a), Account.PRINCIPAL, amount, "deposit", reference, unit.today)
    record_payment(unit, confirming(wish))


def reverse(unit: Unit, a: int, b: int) -> None:
    """Reverse a payment that is not yet reversed."""
    standing = select(PaymentRecord.id).where(PaymentRecord.state == "recorded")
    reverse_payment(by_manager(unit), ReversePayment(PaymentId(_one_of(unit, standing, a + b)), "اشتباه"))


def bill(unit: Unit, a: int, b: int) -> None:
    """Issue the bills for the remaining principal."""
    issue_bills(unit, IssueBill(_order(unit, a + b), Account.PRINCIPAL))


def invite(unit: Unit, a: int, b: int) -> None:
    """Issue an invitation with its bills, sometimes with a last day of its own."""
    day = unit.today + timedelta(days=b % 9) if b % 2 else None
    issue_invitation(unit, IssueInvitation(_order(unit, a + b), "", day))


def order(unit: Unit, a: int, b: int) -> None:
    """Order a car from a plan; head office may refuse it, because its capacity is small."""
    plan = get_plan(unit, PlanId(_one_of(unit, select(PlanRecord.id), b)))
    owner = CustomerId(_one_of(unit, select(CustomerRecord.id), a))
    make_request(unit, MakeRequest(plan.id, owner, plan.fields.price, accepted_warnings=_TWICE))


def prove_number(unit: Unit, a: int, b: int) -> None:
    """Change a mobile with a paper that somebody saw."""
    row_id = CustomerId(_one_of(unit, select(CustomerRecord.id), a))
    fields, mobile = get_customer(unit, row_id).fields, f"0912{b % 10**7:07}"
    if fields.mobile != mobile:
        code = fields.national_code
        change_contact(unit, ChangeContact(code, ContactField.MOBILE, mobile, "sim_owner", "", "سارا"))


def give_help(unit: Unit, a: int, b: int) -> None:
    """Read an answer aloud, note a result that was shown, or hand over a slip."""
    visitor = Visitor(CustomerId(_one_of(unit, select(CustomerRecord.id), a)))
    if b % 3 == 0:
        record_answer(unit, visitor if b % 2 else Visitor(), load_questions()[a % len(load_questions())].code)
    elif b % 3 == 1:
        record_result(unit, RecordResult(visitor, "won", unit.today))
    else:
        issue_slip(unit, visitor if b % 2 else Visitor(), SlipTopic.ADDRESSES)


def print_paper(unit: Unit, a: int, b: int) -> None:
    """Begin and finish the print of a paper without a PDF; the hash of its bytes is invented."""
    kind, papers = _PAPERS[b % len(_PAPERS)]
    begun = begin_print(unit, PaperRef(kind, _one_of(unit, papers, a)))
    finish_print(unit, begun.print_id, sha256(begun.print_id.bytes).hexdigest())


def call(unit: Unit, a: int, b: int) -> None:
    """Record a call about no order, one that passes the gate, or one that ends after three wrong facts."""
    call_id = CallId(uuid7())
    if b % 3:
        _pass_gate(unit, call_id, _order(unit, a), is_honest=b % 3 == 1)
    due = unit.now + timedelta(hours=b % 48 + 1)
    promise = NewCallBack(due, None, "پیگیری", "حسین", "09123456789") if b % 2 else None
    record_call(unit, RecordCall(call_id, unit.now, "خودرو کجاست", "گفته شد", promise))


def call_back(unit: Unit, a: int, b: int) -> None:
    """Move or close an open call-back, which another counter may close as well."""
    is_open = select(CallBackRecord.id).where(CallBackRecord.state == "open")
    chosen = CallBackId(_one_of(unit, is_open, a))
    if b % 2:
        close_call_back(unit, CloseCallBack(chosen, CallBackState.DONE, f"گفته شد {b}"))
    else:
        move_call_back(unit, MoveCallBack(chosen, unit.now + timedelta(hours=b % 30 + 1), None))


def activate(unit: Unit, a: int, b: int) -> None:
    """Ask for a code, or type a right or a wrong one, for any file."""
    chosen = CustomerId(_one_of(unit, select(CustomerRecord.id), a))
    codes = find_codes(unit, chosen, get_customer(unit, chosen).fields.mobile)
    if codes is None or codes.current.state != CodeState.SENT or b % 5 == 0:
        ask_code(by_manager(unit), chosen)
        return
    right = int(code_of(str(codes.current.id)))
    check_code(unit, chosen, f"{(right + (b % 3 > 0)) % 10**6:06}")


def join(unit: Unit, a: int, b: int) -> None:
    """Register a foreign person, show two files of such people as one, or part them."""
    if b % 4 == 0:
        a_foreigner(unit, a % FOREIGNERS)
        return
    foreign = select(CustomerRecord.id).where(CustomerRecord.kind == "foreign")
    first, second = (CustomerId(_one_of(unit, foreign, at)) for at in (a, a + b))
    known = get_join(unit, first)
    if known is None:
        join_files(by_manager(unit), JoinFiles(first, second, "گذرنامهٔ تازه"))
    else:
        part_files(by_manager(unit), PartFiles(known.id, "اشتباه"))


def receive(unit: Unit, a: int, b: int) -> None:
    """Record a visit for an order, or of a customer, or of a person without a file."""
    command = RecordVisit(PURPOSES[b % len(PURPOSES)], unit.now, visitor_name="رهگذر")
    if a % 3 == 0:
        proxy = Representative("وکیل", PROXIES[b % 2], "1451", "۱۲", unit.today + timedelta(days=b % 20))
        command = replace(command, order_id=_order(unit, a + b), representative=proxy if b % 4 < 2 else None)
    elif a % 3 == 1:
        command = replace(command, customer_id=CustomerId(_one_of(unit, select(CustomerRecord.id), a)))
    record_visit(unit, command)


def attach(unit: Unit, a: int, b: int) -> None:
    """Add an attachment of one piece or more, or withdraw one, which another counter may withdraw as well."""
    if b % 4 == 0:
        kept = select(AttachmentRecord.id).where(AttachmentRecord.state == "kept")
        chosen = AttachmentId(_one_of(unit, kept, a))
        withdraw_attachment(by_manager(unit), WithdrawAttachment(chosen, "اشتباه"))
        return
    owner = _one_of(unit, select(CustomerRecord.id), a)
    add_attachment(unit, an_attachment(owner, seed=b, size=b % 3 * PIECE_BYTES))


def edit(unit: Unit, a: int, b: int) -> None:
    """Edit a dealership, close one for today or open it again, or save a list; or undo the last edit of a thing."""
    if b % 3 == 0:
        _edit_list(by_manager(unit), a, b)
        return
    code = CODES[a % len(CODES)]
    record = find_record(by_manager(unit), code)
    if b % 4 == 0:
        undo_edit(by_manager(unit), Topic.DEALERSHIP, code)
    elif b % 4 == 1 and record is not None:
        set_closed(by_manager(unit), code, is_closed=b % 8 == 1)
    else:
        facts = {"code": code, "name": f"نمایندگی {b}", "city": CITIES[b % len(CITIES)], "phones": f"034-3211{b:04}"}
        save_dealership(by_manager(unit), facts, None if record is None else record.id)


def _edit_list(unit: Unit, a: int, b: int) -> None:
    """Save what is edited in the settings, or undo the last edit of such a thing."""
    if b % 4 == 0:
        is_listed = EditRecord.topic.not_in(_IN_DIRECTORY)
        edited = unit.session.scalars(select(EditRecord).where(is_listed)).all()
        if edited:
            chosen = sorted(edited, key=lambda one: one.id)[a % len(edited)]
            undo_edit(unit, Topic(chosen.topic), chosen.key)
        return
    if b % 4 == 1:
        known = load_questions()[a % 3]
        save_question(unit, replace(known, answer=f"پاسخ {b}", words=(f"واژه {a}", f"واژه {b}"), is_shown=b % 8 > 1))
        return
    if b % 4 == 2:
        day = unit.today + timedelta(days=a % 2)
        save_rule(unit, SaveRule(RULED[a % 2], day, b % 90 + 1, LengthUnit.DAYS, f"بخشنامهٔ {b}"))
        return
    if b % 8 == 7:
        named = format_jalali(HOLIDAYS[a % len(HOLIDAYS)])
        edit_holiday(unit, EditHoliday(named, f"روز {b}", is_holiday=b % 3 > 0, why=f"مصوبهٔ {b}"))
        return
    papers = PaperRule(f"مدرک {b}"), PaperRule("وکالت‌نامه", is_for_proxy=True)
    save_check_list(unit, SaveCheckList(PURPOSES[a % len(PURPOSES)], papers, f"بخشنامهٔ {b}"))


_IN_DIRECTORY = (Topic.DEALERSHIP, Topic.CLOSURE)
_PAPERS: tuple[tuple[PaperKind, Select[UUID]], ...] = (
    (PaperKind.REGISTRATION, select(CustomerRecord.id)),
    (PaperKind.INVITATION, select(InvitationRecord.id)),
    (PaperKind.RECEIPT, select(PaymentRecord.id)),
    (PaperKind.HELP_SLIP, select(HelpRecord.id).where(HelpRecord.topic == "slip")),
    (PaperKind.VISIT, select(VisitRecord.id)),
    (PaperKind.PRINCIPAL_SLIP, select(BillRecord.id).where(BillRecord.account == "principal", BillRecord.part == 1)),
)
WORKS: tuple[Work, ...] = (
    register,
    correct,
    pay,
    pay,
    reverse,
    bill,
    invite,
    give_help,
    prove_number,
    print_paper,
    call,
    call_back,
    receive,
    order,
    attach,
    activate,
    join,
    edit,
)
"""All actions; payments occur twice as often as the others."""


def code_of(message_id: str) -> str:
    """Return the code that head office of the soak sends: it follows from the id of its message."""
    return f"{UUID(message_id).int % 10**6:06}"


def _changed(fields: CustomerFields, b: int) -> CustomerFields:
    """Return a customer's fields with another city or another given name."""
    if b % 2:
        return replace(fields, city=CITIES[b // 2 % len(CITIES)])
    return replace(fields, given_name=f"محمدرضا {CITIES[b // 2 % len(CITIES)]}")


def _pass_gate(unit: Unit, call_id: CallId, order_id: OrderId, *, is_honest: bool) -> None:
    """Name the order and answer what is asked: rightly, or wrongly until the call ends."""
    named = get_order(unit, order_id)
    caller = Caller(call_id, named.fields.request_number, get_customer(unit, named.customer_id).fields.national_code)
    while (fact := ask(unit, caller).gate.asked) is not None:
        said = truth_of(unit, order_id, fact) if is_honest else WRONG[fact]
        if judge(unit, caller, said).gate.state is not GateState.CLOSED:
            return


def _order(unit: Unit, a: int) -> OrderId:
    return OrderId(_one_of(unit, select(OrderRecord.id), a))


def _one_of(unit: Unit, ids: Select[UUID], a: int) -> UUID:
    """Return the id that ``a`` chooses; raise Refusal if there is none."""
    found = sorted(unit.session.scalars(ids))
    if not found:
        raise Refusal("order_not_found")
    return found[a % len(found)]
