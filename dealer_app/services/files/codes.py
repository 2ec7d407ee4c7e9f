"""Read the newest code that was asked for, for a file and its present mobile."""

from uuid import UUID

from sqlalchemy import select

from dealer_app.domain.customers import Activation
from dealer_app.domain.files.activation import CodeState, activation_of
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.files.activations import ActivationRecord


def newest_code(unit: Unit, customer_id: UUID, mobile: str) -> ActivationRecord | None:
    """Return the newest code for the file's present mobile; a code for a former mobile proves nothing."""
    mine = select(ActivationRecord).where(
        ActivationRecord.customer_id == customer_id, ActivationRecord.mobile == mobile
    )
    newest = mine.order_by(ActivationRecord.asked_at.desc(), ActivationRecord.id.desc()).limit(1)
    return unit.session.scalar(newest)


def is_expired(unit: Unit, code: ActivationRecord) -> bool:
    """Return whether the time of a sent code is over."""
    return code.expires_at is not None and unit.now >= code.expires_at


def activation_of_file(unit: Unit, customer_id: UUID, mobile: str) -> Activation:
    """Return whether the present mobile of a file was proved, and if not how far it is."""
    code = newest_code(unit, customer_id, mobile)
    if code is None:
        return Activation.PENDING
    return activation_of(CodeState(code.state), is_expired=is_expired(unit, code))
