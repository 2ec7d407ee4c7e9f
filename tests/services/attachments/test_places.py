"""Where a file belongs that is brought while a paper is on the screen."""

from functools import partial

import pytest
from uuid_utils.compat import uuid7

from dealer_app.desktop import Desktop
from dealer_app.domain.attachments import AddAttachment, AttachmentKind, AttachmentPlace, Subject
from dealer_app.domain.ids import OrderId
from dealer_app.domain.papers.papers import PaperKind, PaperRef
from dealer_app.domain.staff import Role
from dealer_app.domain.visits import RecordVisit, Representative
from dealer_app.services.attachments.attachments import add_attachment
from dealer_app.services.attachments.places import place_of_paper
from dealer_app.services.orders.orders import get_order
from dealer_app.services.payments.payments import receipt_of_imported, record_payment
from dealer_app.services.visits.visits import record_visit
from dealer_app.store.core.unit import Unit
from tests.services.attachments.samples import prepared
from tests.services.factories import a_payment, by_manager
from tests.signed_on import with_roles


def place(counter: Desktop, ref: PaperRef) -> AttachmentPlace | None:
    return counter.read(lambda unit: place_of_paper(unit, ref))


def test_receipt_expects_its_bank_slip(counter: Desktop, main_order: OrderId) -> None:
    def pay(unit: Unit) -> PaperRef:
        return PaperRef(PaperKind.RECEIPT, record_payment(by_manager(unit), a_payment(main_order, 1_000_000)).id)

    ref = counter.write(pay).value
    owner = counter.read(lambda unit: get_order(unit, main_order).customer_id)
    found = place(counter, ref)
    assert found == AttachmentPlace(owner, AttachmentKind.BANK_SLIP, Subject.PAYMENT, ref.id)
    assert found is not None
    wish = AddAttachment(owner, found.kind, prepared(), "", found.subject, found.subject_id)
    assert counter.write(lambda unit: add_attachment(unit, wish)).value.subject_id == ref.id


def test_receipt_of_an_imported_sum_expects_one_too(counter: Desktop, main_order: OrderId) -> None:
    receipt = counter.write(lambda unit: receipt_of_imported(unit, main_order)).value
    found = place(counter, PaperRef(PaperKind.RECEIPT, receipt.id))
    assert found is not None
    assert found.subject is Subject.PAYMENT


def test_visit_expects_the_deed_of_a_representative_else_an_identity_paper(
    counter: Desktop, main_order: OrderId
) -> None:
    def receive(unit: Unit, representative: Representative | None) -> PaperRef:
        owner = get_order(unit, main_order).customer_id
        command = RecordVisit("payment", unit.now, owner, main_order, representative=representative)
        return PaperRef(PaperKind.VISIT, record_visit(unit, command).id)

    today = counter.read(lambda unit: unit.today)
    proxy = Representative("سارا نوری", "0499370899", "۱۲", "۷", today)
    for one, kind in ((None, AttachmentKind.IDENTITY), (proxy, AttachmentKind.DEED)):
        ref = counter.write(partial(receive, representative=one)).value
        found = place(counter, ref)
        assert found is not None
        assert (found.kind, found.subject, found.subject_id) == (kind, Subject.VISIT, ref.id)


def test_visit_of_a_person_without_a_file_has_no_place(counter: Desktop) -> None:
    command = counter.read(lambda unit: RecordVisit("status", unit.now, visitor_name="رهگذر"))
    visit = counter.write(lambda unit: record_visit(unit, command)).value
    assert place(counter, PaperRef(PaperKind.VISIT, visit.id)) is None


@pytest.mark.parametrize("kind", [PaperKind.ADDRESS, PaperKind.RECEIPT, PaperKind.VISIT])
def test_whoever_may_not_find_customers_is_told_no_place(counter: Desktop, kind: PaperKind) -> None:
    """The paper itself may be for everybody, so it is not refused here."""

    def look(unit: Unit) -> AttachmentPlace | None:
        return place_of_paper(with_roles(unit, frozenset({Role.ADMINISTRATOR})), PaperRef(kind, uuid7()))

    assert counter.write(look).value is None
