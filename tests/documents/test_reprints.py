"""Reprints: the paper as issued, whatever changed later, with only a new copy mark."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update

from dealer_app.desktop import Desktop
from dealer_app.documents.printing import TEMPLATE, preview_paper, print_paper
from dealer_app.domain.bills import IssueBill, IssueInvitation, RecordPayment
from dealer_app.domain.customers import CorrectCustomer
from dealer_app.domain.errors import Refusal
from dealer_app.domain.help import SlipTopic, Visitor
from dealer_app.domain.ids import OrderId, Rial
from dealer_app.domain.orders.ledger import Account
from dealer_app.domain.papers.papers import PaperKind, PaperRef
from dealer_app.domain.staff import Role
from dealer_app.domain.visits import RecordVisit
from dealer_app.services.bills import bills
from dealer_app.services.customers import customers
from dealer_app.services.directory.addresses import issue_address
from dealer_app.services.directory.directory import get_dealership
from dealer_app.services.help.records import issue_slip
from dealer_app.services.invitations import invitations
from dealer_app.services.orders.orders import get_order
from dealer_app.services.payments import payments
from dealer_app.services.plans.brochures import issue_brochure
from dealer_app.services.plans.plans import find_newest_plan
from dealer_app.services.settings import get_settings, save_settings
from dealer_app.services.visits import visits
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.ledger import LedgerEntryRecord
from dealer_app.store.tables.orders import OrderRecord
from dealer_app.store.tables.prints import PrintRecord
from tests.documents.reading import words_of
from tests.services.conftest import FakeClock
from tests.services.factories import by_manager
from tests.signed_on import with_roles

AUDITOR = frozenset({Role.AUDITOR})
COPY_MARK = {"·", "رونوشت", "۱"}


def differences(first: bytes, again: bytes) -> tuple[set[str], set[str]]:
    """Return the words that the second printing has more often, and those that it has less often."""
    one, other = Counter(words_of(first).split()), Counter(words_of(again).split())
    return {*(other - one)}, {*(one - other)}


def _issue_without_money(unit: Unit, kind: PaperKind, order_id: OrderId) -> UUID:
    """Issue a paper that names no sum of the order and return its id."""
    if kind is PaperKind.HELP_SLIP:
        return issue_slip(unit, Visitor(order_id=order_id), SlipTopic.LOTTERY).id
    if kind is PaperKind.ADDRESS:
        return issue_address(unit, get_dealership(unit, "2711").id).id
    return issue_brochure(unit, find_newest_plan(unit, "KM-27")).id


def issue(unit: Unit, kind: PaperKind, order_id: OrderId) -> PaperRef:
    """Issue a paper of the order and return its reference."""
    if kind is PaperKind.REGISTRATION:
        return PaperRef(kind, get_order(unit, order_id).customer_id)
    if kind is PaperKind.VISIT:
        return PaperRef(kind, visits.record_visit(unit, RecordVisit("payment", unit.now, order_id=order_id)).id)
    if kind in (PaperKind.ADDRESS, PaperKind.BROCHURE, PaperKind.HELP_SLIP):
        return PaperRef(kind, _issue_without_money(unit, kind, order_id))
    if kind is PaperKind.INVITATION:
        return PaperRef(kind, invitations.issue_invitation(unit, IssueInvitation(order_id)).id)
    if kind is PaperKind.RECEIPT:
        wish = RecordPayment(order_id, Account.PRINCIPAL, Rial(1_500_000_000), "deposit", "T1", unit.today)
        return PaperRef(kind, payments.record_payment(unit, wish).id)
    if kind is PaperKind.PENALTY_SLIP:
        entry = {"account": "penalty", "kind": "penalty", "amount": 3_000_000, "entered_at": unit.now}
        unit.session.add(LedgerEntryRecord(order_id=order_id, **entry))
        unit.session.flush()
    account = Account.PENALTY if kind is PaperKind.PENALTY_SLIP else Account.PRINCIPAL
    return PaperRef(kind, bills.issue_bills(unit, IssueBill(order_id, account))[0].id)


def change_everything(unit: Unit, order_id: OrderId) -> None:
    """Change the facts that papers show: dealership, customer, order, ledger."""
    known = get_settings(unit)
    save_settings(
        by_manager(unit), replace(known, dealership=replace(known.dealership, address="نشانی نو", code="2711"))
    )
    file = customers.get_customer(unit, get_order(unit, order_id).customer_id)
    fields = replace(file.fields, family_name="دیگری", landline="03432221100")
    accepted = frozenset({"mobile_unknown_operator", "postal_code_unusual", "sheba_unknown_bank"})
    customers.correct_customer(unit, CorrectCustomer(file.id, file.version, fields, accepted))
    unit.session.execute(update(OrderRecord).where(OrderRecord.id == order_id).values(car="خودروی دیگر", color=""))
    charge = {"account": "principal", "kind": "taxes", "amount": 7_000_000, "entered_at": unit.now}
    unit.session.add(LedgerEntryRecord(order_id=order_id, **charge))


@pytest.mark.parametrize("kind", PaperKind)
def test_reprint_shows_the_paper_as_issued(
    counter: Desktop, clock: FakeClock, main_order: OrderId, kind: PaperKind
) -> None:
    ref = counter.write(lambda unit: issue(unit, kind, main_order)).value
    first = counter.write(lambda unit: print_paper(unit, ref)).value
    counter.write(lambda unit: change_everything(unit, main_order))
    clock.at += timedelta(days=3)
    clerk = counter.actor
    counter.actor = replace(clerk, name="رضا مرادی")

    again = counter.write(lambda unit: print_paper(unit, first.ref)).value

    assert again.number == first.number
    assert (first.stamp.copy_number, again.stamp.copy_number) == (1, 2)
    new, gone = differences(first.pdf, again.pdf)
    assert new == {*COPY_MARK, "رضا", "مرادی", "۱۴۰۵/۰۹/۰۴"}
    assert gone == {*clerk.name.split(), "۱۴۰۵/۰۹/۰۱"}


@pytest.mark.parametrize("kind", PaperKind)
def test_two_prints_at_one_time_differ_only_in_the_copy_mark(
    counter: Desktop, main_order: OrderId, kind: PaperKind
) -> None:
    ref = counter.write(lambda unit: issue(unit, kind, main_order)).value
    first, again = (counter.write(lambda unit: print_paper(unit, ref)).value for _ in range(2))
    assert differences(first.pdf, again.pdf) == (COPY_MARK, set())


def test_print_row_keeps_the_template_of_the_paper(counter: Desktop, main_order: OrderId) -> None:
    ref = counter.write(lambda unit: issue(unit, PaperKind.INVITATION, main_order)).value
    for _ in range(2):
        counter.write(lambda unit: print_paper(unit, ref))
    templates = select(PrintRecord.template).where(PrintRecord.paper_id == ref.id)
    assert counter.read(lambda unit: list(unit.session.scalars(templates))) == [TEMPLATE, TEMPLATE]


def test_corrected_file_gets_a_new_confirmation_and_keeps_the_old(counter: Desktop, main_order: OrderId) -> None:
    ref = counter.write(lambda unit: issue(unit, PaperKind.REGISTRATION, main_order)).value
    first = counter.write(lambda unit: print_paper(unit, ref)).value
    counter.write(lambda unit: change_everything(unit, main_order))
    second = counter.write(lambda unit: print_paper(unit, ref)).value

    assert first.number != second.number
    assert "دیگری" in words_of(second.pdf)
    assert "دیگری" not in words_of(counter.write(lambda unit: print_paper(unit, first.ref)).value.pdf)
    assert counter.verify().is_sound


@pytest.mark.parametrize("kind", PaperKind)
def test_auditor_prints_only_marked_copies_of_issued_papers(
    counter: Desktop, main_order: OrderId, kind: PaperKind
) -> None:
    """The first print makes a paper valid and needs the right to issue; a copy by an auditor says what it is."""
    ref = counter.write(lambda unit: issue(unit, kind, main_order)).value
    with pytest.raises(Refusal, match="right_missing"):
        counter.write(lambda unit: print_paper(with_roles(unit, AUDITOR), ref))
    first = counter.write(lambda unit: print_paper(unit, ref)).value
    again = counter.write(lambda unit: print_paper(with_roles(unit, AUDITOR), first.ref)).value
    third = counter.write(lambda unit: print_paper(unit, first.ref)).value

    assert "بازرسی" in words_of(again.pdf)
    assert "بازرسی" not in words_of(first.pdf) + words_of(third.pdf)
    assert [paper.stamp.copy_number for paper in (first, again, third)] == [1, 2, 3]


@pytest.mark.parametrize("kind", [kind for kind in PaperKind if kind not in {PaperKind.ADDRESS, PaperKind.BROCHURE}])
def test_whoever_may_find_no_customer_sees_no_paper_of_one(
    counter: Desktop, main_order: OrderId, kind: PaperKind
) -> None:
    ref = counter.write(lambda unit: issue(unit, kind, main_order)).value
    ref = counter.write(lambda unit: print_paper(unit, ref)).value.ref
    with pytest.raises(Refusal) as refused:
        counter.write(lambda unit: preview_paper(with_roles(unit, frozenset({Role.ADMINISTRATOR})), ref))
    assert (refused.value.code, refused.value.params["right"]) == ("right_missing", "find")
    assert counter.read(lambda unit: preview_paper(unit, ref))
