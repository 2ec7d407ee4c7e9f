"""Attachments of a file: one transaction, found again with their bytes, each use in the audit, never deleted."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from dealer_app.desktop import Desktop
from dealer_app.domain.attachments import PIECE_BYTES, AddAttachment, AttachmentLine, Subject, WithdrawAttachment
from dealer_app.domain.errors import EnvironmentFault, FieldError, Refusal
from dealer_app.domain.ids import CustomerId, OrderId
from dealer_app.services.attachments.attachments import (
    add_attachment,
    export_attachment,
    list_attachments,
    open_attachment,
    withdraw_attachment,
)
from dealer_app.services.orders.orders import get_order
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import AuditRecord
from tests.services.attachments.samples import an_attachment
from tests.services.factories import by_manager, walk_in
from tests.store.factories import a_customer


@pytest.fixture
def owner(counter: Desktop, main_order: OrderId) -> CustomerId:
    return counter.read(lambda unit: get_order(unit, main_order).customer_id)


def listed(counter: Desktop, owner: CustomerId) -> tuple[AttachmentLine, ...]:
    return counter.read(lambda unit: list_attachments(unit, owner))


def actions(counter: Desktop) -> list[str]:
    query = select(AuditRecord.action).where(AuditRecord.kind == "attachments").order_by(AuditRecord.n)
    return counter.read(lambda unit: list(unit.session.scalars(query)))


def test_attachment_is_found_again_with_its_bytes(counter: Desktop, owner: CustomerId) -> None:
    wish = an_attachment(owner, size=2 * PIECE_BYTES + 7)
    added = counter.write(lambda unit: add_attachment(unit, wish)).value

    (line,) = listed(counter, owner)
    opened = counter.write(lambda unit: open_attachment(unit, added.id)).value

    assert (line.details, line.is_here, line.is_sent, line.is_queued) == (added, True, False, True)
    assert opened.content == wish.prepared.content
    assert actions(counter) == ["attachment_added", "attachment_opened"]
    assert counter.verify().is_sound


def test_same_file_twice_is_refused_beside_the_field(counter: Desktop, owner: CustomerId) -> None:
    counter.write(lambda unit: add_attachment(unit, an_attachment(owner)))
    with pytest.raises(FieldError, match="attachment_known") as caught:
        counter.write(lambda unit: add_attachment(unit, an_attachment(owner)))
    assert caught.value.field == "file"
    assert len(listed(counter, owner)) == 1


def test_withdrawn_attachment_stays_with_its_reason(counter: Desktop, owner: CustomerId) -> None:
    added = counter.write(lambda unit: add_attachment(unit, an_attachment(owner))).value
    wish = WithdrawAttachment(added.id, " از آنِ دیگری است ")
    with pytest.raises(FieldError, match="reason_empty"):
        counter.write(lambda unit: withdraw_attachment(by_manager(unit), WithdrawAttachment(added.id, " ")))

    counter.write(lambda unit: withdraw_attachment(by_manager(unit), wish))

    (line,) = listed(counter, owner)
    assert (line.is_withdrawn, line.reason) == (True, "از آنِ دیگری است")
    with pytest.raises(Refusal, match="attachment_withdrawn"):
        counter.write(lambda unit: withdraw_attachment(by_manager(unit), wish))
    counter.write(lambda unit: add_attachment(unit, an_attachment(owner)))  # the right one may come again
    assert counter.verify().is_sound


def test_clerk_gives_nothing_out_alone(counter: Desktop, owner: CustomerId) -> None:
    added = counter.write(lambda unit: add_attachment(unit, an_attachment(owner))).value
    with pytest.raises(Refusal, match="right_beside"):
        counter.write(lambda unit: export_attachment(unit, added.id))
    given = counter.write(lambda unit: export_attachment(by_manager(unit), added.id)).value
    assert given.details == added
    assert actions(counter)[-1] == "attachment_exported"


def test_subject_must_be_of_the_same_customer(counter: Desktop, owner: CustomerId, main_order: OrderId) -> None:
    other = CustomerId(counter.write(lambda unit: a_customer(unit, national_code=walk_in().national_code)).value)
    wish = an_attachment(owner)
    fits = AddAttachment(owner, wish.kind, wish.prepared, subject=Subject.ORDER, subject_id=main_order)
    for wrong in (
        AddAttachment(other, wish.kind, wish.prepared, subject=Subject.ORDER, subject_id=main_order),
        AddAttachment(owner, wish.kind, wish.prepared, subject=Subject.PAYMENT, subject_id=main_order),
        AddAttachment(owner, wish.kind, wish.prepared, subject=Subject.ORDER),
    ):
        with pytest.raises(Refusal, match="attachment_subject_unknown"):
            counter.write(lambda unit, wrong=wrong: add_attachment(unit, wrong))  # type: ignore[misc]
    assert counter.write(lambda unit: add_attachment(unit, fits)).value.subject_id == main_order


@pytest.mark.parametrize("statement", ["DELETE FROM attachments", "UPDATE attachments SET sha256 = ''"])
def test_guards_refuse_changes(counter: Desktop, owner: CustomerId, statement: str) -> None:
    counter.write(lambda unit: add_attachment(unit, an_attachment(owner)))
    with pytest.raises(IntegrityError, match="attachments_keep"):
        counter.write(lambda unit: unit.session.execute(text(statement)))


def test_changed_bytes_are_found_and_never_shown(counter: Desktop, owner: CustomerId) -> None:
    added = counter.write(lambda unit: add_attachment(unit, an_attachment(owner))).value

    def spoil(unit: Unit) -> None:
        unit.session.execute(text("UPDATE attachment_pieces SET content = zeroblob(length(content))"))

    counter.write(spoil)
    with pytest.raises(EnvironmentFault, match="attachment_changed"):
        counter.write(lambda unit: open_attachment(unit, added.id))
    assert {problem.code for problem in counter.verify().problems} == {"verify_attachment"}
