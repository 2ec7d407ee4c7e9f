"""Play a day at a real counter that makes every kind of command; recordings come from it and are compared with it.

A recording is never changed: it is what a counter of that version sends. A new version gets its own file.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any
from uuid import UUID

from dealer_app.desktop import Desktop
from dealer_app.documents.printing import print_paper
from dealer_app.domain.attachments import WithdrawAttachment
from dealer_app.domain.bills import IssueBill, IssueInvitation, RecordPayment, ReversePayment
from dealer_app.domain.calls.calls import CallBackState, CloseCallBack, MoveCallBack
from dealer_app.domain.customers import CorrectCustomer
from dealer_app.domain.deadlines.rules import ClockKind, LengthUnit, SaveRule
from dealer_app.domain.directory.holidays import EditHoliday
from dealer_app.domain.files.activation import MOST_WRONG
from dealer_app.domain.files.contacts import ChangeContact, ContactField
from dealer_app.domain.files.joins import JoinFiles, PartFiles
from dealer_app.domain.head_office import ResolveConflict
from dealer_app.domain.help import Question, Visitor
from dealer_app.domain.ids import CustomerId, OrderId, Rial
from dealer_app.domain.orders.ledger import Account
from dealer_app.domain.orders.orders import OrderFields
from dealer_app.domain.papers.papers import PaperKind, PaperRef
from dealer_app.domain.plans.requests import MakeRequest
from dealer_app.domain.visits import CheckedPaper, Mark, PaperRule, RecordVisit, Representative, SaveCheckList
from dealer_app.hub.office.publishing import Published
from dealer_app.protocol import wire
from dealer_app.services.attachments.attachments import add_attachment, withdraw_attachment
from dealer_app.services.bills.bills import issue_bills
from dealer_app.services.calls.call_backs import close_call_back, list_call_backs, move_call_back
from dealer_app.services.customers.customers import correct_customer, get_customer
from dealer_app.services.deadlines.rules import save_rule
from dealer_app.services.directory.editing import save_dealership, set_closed
from dealer_app.services.directory.holidays import edit_holiday, fill_year
from dealer_app.services.files.activation import ask_code, check_code
from dealer_app.services.files.contacts import change_contact
from dealer_app.services.files.joins import join_files, part_files
from dealer_app.services.freezing import freeze
from dealer_app.services.head_office.conflicts import resolve_conflict
from dealer_app.services.help.questions import save_question
from dealer_app.services.help.records import record_answer
from dealer_app.services.invitations.invitations import issue_invitation
from dealer_app.services.payments.payments import receipt_of_imported, record_payment, reverse_payment
from dealer_app.services.plans.plans import list_plans
from dealer_app.services.plans.requests import make_request
from dealer_app.services.registrations.registrations import issue_registration
from dealer_app.services.visits.check_lists import save_check_list
from dealer_app.services.visits.visits import record_visit
from dealer_app.store.core.unit import Unit
from dealer_app.sync.apply.outbox_entries import list_batch
from tests.hub.codes import other_than, send_code
from tests.hub.head_office import Counter, Office
from tests.services.attachments.samples import an_attachment
from tests.services.calls import phone
from tests.services.factories import by_manager, nth_walk_in
from tests.store import factories as rows
from tests.sync.counters import HUB_URL, register

_RECORDED_FIELDS = ("command_id", "kind", "kind_version", "body", "actor", "at", "base_version")
RECORDED = Path(__file__).with_name("recorded")
CUSTOMER, ORDER = "01980000-0000-7000-8000-000000000001", "01980000-0000-7000-8000-000000000002"
FOREIGNERS = "01980000-0000-7000-8000-000000000003", "01980000-0000-7000-8000-000000000004"
"""Two files of one foreign person, which head office published."""
PRICE, RECEIVED = 900_000_000, 100_000_000
DAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Centre:
    """The rows that head office published before that day."""

    customer: dict[str, Any]
    order: dict[str, Any]


def a_centre() -> Centre:
    """Return a customer whose city is disputed, and the customer's order."""
    fields = replace(nth_walk_in(900), city="یزد")
    customer = {
        "fields": freeze(fields),
        "registration_number": "",
        "registered_at": "2026-11-01T08:00:00.000000+00:00",
        "activation": "pending",
        "conflicts": [{"field": "city", "device": "another", "value": "کرمان"}],
        "state": "applied",
        "code": "",
    }
    order = OrderFields(request_number="R2606100777", contract_number="C777", invitation_number="D2606100777")
    entries = [("price", PRICE), ("received", -RECEIVED)]
    doc = {
        "customer_id": CUSTOMER,
        "fields": freeze(replace(order, status="دعوتنامه صادر شد", car="کی‌ام‌سی J7")),
        "ledger": [
            {"account": "principal", "kind": kind, "amount": amount, "on": None, "reference": ""}
            for kind, amount in entries
        ],
        "included": [],
        "history": [],
    }
    return Centre(customer, doc)


def live_a_day(desktop: Desktop, office: Office) -> list[wire.OutboxCommand]:
    """Enrol a counter that never enrolled and make a command of every kind; return its outbox."""
    desktop.write(_import_the_same_person)
    desktop.enrol(HUB_URL, office.code("2606"))
    assert desktop.talk().trouble == ""  # brings the centre and the numbers
    _welcome(desktop)
    _decide(desktop, office)
    _sell(desktop)
    _answer_the_phone(desktop)
    _help(desktop)
    _attach(desktop)
    _edit(desktop)
    return list(desktop.read(lambda unit: list_batch(unit, 1, 0, 200)).commands)


def _import_the_same_person(unit: Unit) -> None:
    rows.a_customer(unit, national_code=nth_walk_in(900).national_code, origin="import")


def _welcome(desktop: Desktop) -> None:
    customer_id = register(desktop, 1)
    known = desktop.read(partial(get_customer, customer_id=customer_id))
    wish = CorrectCustomer(customer_id, known.version, replace(known.fields, city="اصفهان", job="نجار"))
    desktop.write(partial(correct_customer, command=wish))


def _decide(desktop: Desktop, office: Office) -> None:
    owner = CustomerId(UUID(CUSTOMER))
    desktop.write(partial(resolve_conflict, command=ResolveConflict(owner, "city", "کرمان")))
    code = nth_walk_in(900).national_code
    proof = ChangeContact(code, ContactField.MOBILE, "09121112233", "sim_owner", "۱۲۳", "سارا بهرامی")
    desktop.write(partial(change_contact, command=proof))
    _activate(desktop, office, owner)
    _join(desktop)
    desktop.write(partial(issue_registration, paper_id=owner))
    desktop.write(lambda unit: print_paper(unit, PaperRef(PaperKind.REGISTRATION, owner)))


def _activate(desktop: Desktop, office: Office, owner: CustomerId) -> None:
    """Ask for two codes: one is locked by wrong codes, the other proved."""
    for is_right in (False, True):
        desktop.write(lambda unit: ask_code(by_manager(unit), owner))
        assert desktop.talk().trouble == ""
        code = send_code(office)
        assert desktop.talk().trouble == ""
        typed = [code] if is_right else [other_than(code)] * MOST_WRONG
        for one in typed:
            desktop.write(partial(check_code, customer_id=owner, typed=one))


def _join(desktop: Desktop) -> None:
    """Show two files of foreign people as one, and part them again."""
    kept, other = (CustomerId(UUID(one)) for one in FOREIGNERS)
    command = JoinFiles(kept, other, "گذرنامهٔ تازه")
    made = desktop.write(lambda unit: join_files(by_manager(unit), command)).value
    desktop.write(lambda unit: part_files(by_manager(unit), PartFiles(made.id, "اشتباه بود")))


def _help(desktop: Desktop) -> None:
    visitor = Visitor(order_id=OrderId(UUID(ORDER)))
    desktop.write(partial(record_answer, visitor=visitor, code="tracking_code"))


def _attach(desktop: Desktop) -> None:
    added = desktop.write(lambda unit: add_attachment(unit, an_attachment(CustomerId(UUID(CUSTOMER))))).value
    wish = WithdrawAttachment(added.id, "پیوست اشتباه")
    desktop.write(lambda unit: withdraw_attachment(by_manager(unit), wish))


def _edit(desktop: Desktop) -> None:
    """Edit what a manager edits: a dealership, its being closed today, lists, questions and days."""
    raws = {"code": "3301", "name": "نمونهٔ بم", "city": "بم", "phones": "034-44212345", "source": "نمونه"}
    desktop.write(lambda unit: save_dealership(by_manager(unit), raws))
    desktop.write(lambda unit: set_closed(by_manager(unit), "3301", is_closed=True))
    papers = PaperRule("کارت ملی"), PaperRule("وکالت‌نامه", is_for_proxy=True)
    desktop.write(lambda unit: save_check_list(by_manager(unit), SaveCheckList("payment", papers, "بخشنامهٔ ۱۲")))
    asked = Question("", "کارت خودرو کی می‌آید؟", "یک ماه پس از شماره‌گذاری.", ("کارت",), DAY, "بخشنامهٔ ۱۲")
    desktop.write(lambda unit: save_question(by_manager(unit), asked))
    rule = SaveRule(ClockKind.WINNER, date(2026, 12, 1), 5, LengthUnit.WORKDAYS, "بخشنامهٔ ۱۲", is_sample=False)
    desktop.write(lambda unit: save_rule(by_manager(unit), rule))
    day = EditHoliday("1405/09/20", "روز نمونه", is_holiday=True, why="مصوبهٔ نمونه")
    desktop.write(lambda unit: edit_holiday(by_manager(unit), day))
    desktop.write(lambda unit: fill_year(by_manager(unit), 1406))


def _sell(desktop: Desktop) -> None:
    order = OrderId(UUID(ORDER))
    desktop.write(partial(issue_invitation, command=IssueInvitation(order)))
    later = IssueBill(order, Account.PRINCIPAL, date(2026, 12, 20))
    desktop.write(partial(issue_bills, command=later))  # the first bills are void
    pay = RecordPayment(order, Account.PRINCIPAL, Rial(PRICE - RECEIVED), "deposit", "A1", DAY)
    receipt = desktop.write(partial(record_payment, command=pay)).value
    undo = ReversePayment(receipt.id, "واریز به حساب دیگر")
    desktop.write(lambda unit: reverse_payment(by_manager(unit), undo))
    desktop.write(partial(receipt_of_imported, order_id=order))
    plan = next(iter(desktop.read(list_plans)))
    wish = MakeRequest(plan.id, CustomerId(UUID(CUSTOMER)), plan.fields.price, "سفید")
    desktop.write(partial(make_request, command=wish))
    desktop.write(lambda unit: record_visit(unit, _a_visit(order, unit)))


def _a_visit(order: OrderId, unit: Unit) -> RecordVisit:
    proxy = Representative("حسین صادقی", nth_walk_in(901).national_code, "14512", "۱۲ کرمان", date(2026, 12, 20))
    marks = (CheckedPaper("فیش واریز", Mark.SEEN), CheckedPaper("قرارداد (اصل)", Mark.COPIED))
    return RecordVisit(
        "payment", unit.now, order_id=order, asked="تا کی؟", papers=marks, handed_over=("رسید",), representative=proxy
    )


def _answer_the_phone(desktop: Desktop) -> None:
    code = nth_walk_in(900).national_code
    caller = phone.a_caller("R2606100777", code)
    phone.identify(desktop, caller)
    phone.end(desktop, caller.call_id, phone.a_call_back(desktop, phone="09123456789"))
    (promised,) = desktop.read(list_call_backs)
    later = MoveCallBack(promised.id, promised.due_at + timedelta(days=1), promised.owner_id)
    desktop.write(partial(move_call_back, command=later))
    desktop.write(partial(close_call_back, command=CloseCallBack(promised.id, CallBackState.DONE, "قطعه رسید")))


@cache
def recordings() -> dict[tuple[str, int], list[dict[str, Any]]]:
    """Return the recorded commands by kind and version, each with its place ``n`` in its day."""
    found: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for path in sorted(RECORDED.glob("*.json")):
        for command in json.loads(path.read_text("utf-8")).get("commands", ()):
            found.setdefault((command["kind"], command["kind_version"]), []).append(command)
    return found


def record_missing(day: list[wire.OutboxCommand]) -> None:
    """Write a recording of every kind and version of a day that has none; run pytest with ``--record`` for that."""
    fresh: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for command in day:
        if (command.kind, command.kind_version) not in recordings():
            facts = json.loads(wire.encode(command))
            fresh.setdefault((command.kind, command.kind_version), []).append(
                {name: facts[name] for name in ("n", *_RECORDED_FIELDS)}
            )
    for (kind, version), commands in fresh.items():
        content = json.dumps({"commands": commands}, ensure_ascii=False, indent=1)
        (RECORDED / f"{kind}.{version}.json").write_text(f"{content}\n", "utf-8")
    recordings.cache_clear()


def publish_centre(office: Office, dealership: str = "2606") -> None:
    """Publish the rows that head office published before that day."""
    published = json.loads((RECORDED / "published.json").read_text("utf-8"))
    for scope, rows_ in (("*", published["broadcast"]), (dealership, published["rows"])):
        office.publish(scope, *(Published(row["kind"], row["id"], row["doc"]) for row in rows_))


def write_day(counter: Counter, version: int, after: Callable[[str], None] = lambda _kind: None) -> None:
    """Write the recorded day to an outbox, each command in its newest version that is not above ``version``.

    ``after`` hears the kind of each command that was written.
    """
    found = recordings()
    newest = {kind: max(v for k, v in found if k == kind and v <= version) for kind, _ in found}
    day = [command for kind, newest_version in newest.items() for command in found[kind, newest_version]]
    for command in sorted(day, key=lambda command: int(command["n"])):
        counter.write(
            command["kind"],
            json.loads(command["body"]),
            version=command["kind_version"],
            base=command["base_version"],
        )
        after(command["kind"])
