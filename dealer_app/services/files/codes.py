"""Read which code of a file's present mobile counts: of several that were asked for, one can be proved or is final."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from dealer_app.domain.customers import Activation
from dealer_app.domain.files.activation import FINAL, CodeState, activation_of
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.files.activations import ActivationRecord


class Codes(NamedTuple):
    """The codes of one file and mobile since the last one that is final.

    ``current`` is the one that counts, ``newest`` the one that was asked for last, ``wrong`` the number of wrong codes
    that were typed for all of them.
    """

    current: ActivationRecord
    newest: ActivationRecord
    wrong: int


def find_codes(unit: Unit, customer_id: UUID, mobile: str) -> Codes | None:
    """Return the codes for the file's present mobile, None if none was asked for.

    A code for a former mobile proves nothing. A final one ends all that were asked for before it. Among the others a
    sent code counts until a later one is sent too: asking again must not spoil what the customer has in hand.
    """
    mine = select(ActivationRecord).where(
        ActivationRecord.customer_id == customer_id, ActivationRecord.mobile == mobile
    )
    codes = list(unit.session.scalars(mine.order_by(ActivationRecord.asked_at.desc(), ActivationRecord.id.desc())))
    ended = [code for code in codes if CodeState(code.state) in FINAL]
    last = max(ended, key=lambda code: (settled(code), code.id), default=None)
    open_ = [code for code in codes if last is None or code.asked_at > settled(last)]
    if not open_:
        return None if last is None else Codes(last, last, last.wrong)
    usable = (code for code in open_ if code.state == CodeState.SENT and not is_expired(unit, code))
    return Codes(next(usable, open_[0]), open_[0], sum(code.wrong for code in open_))


def settled(code: ActivationRecord) -> datetime:
    """Return when a code became final; never before it was asked for, whatever a PC's clock said."""
    return max(code.settled_at or code.asked_at, code.asked_at)


def is_expired(unit: Unit, code: ActivationRecord) -> bool:
    """Return whether the time of a sent code is over."""
    return code.expires_at is not None and unit.now >= code.expires_at


def activation_of_file(unit: Unit, customer_id: UUID, mobile: str) -> Activation:
    """Return whether the present mobile of a file was proved, and if not how far it is."""
    codes = find_codes(unit, customer_id, mobile)
    if codes is None:
        return Activation.PENDING
    return activation_of(CodeState(codes.current.state), is_expired=is_expired(unit, codes.current))
