"""Make the code of an activation when its message is sent, and tell the counters only its salted hash."""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from sqlalchemy import func, select

from dealer_app.domain.files.activation import CODE_DIGITS, CodeState
from dealer_app.hub.database.database import Transaction, lock_head
from dealer_app.hub.database.schema import sms
from dealer_app.hub.office.publishing import Published, office_working_set, publish_rows
from dealer_app.hub.sms.queue import Message, Template
from dealer_app.services.staff.pins import hash_pin
from dealer_app.store.core.types import instant_text

CODE_LIFE: Final = timedelta(days=2)
"""How long a code can be proved; a counter without a line must get the hash and meet its customer meanwhile."""
MOST_A_DAY: Final = 5
"""Most codes that one mobile gets in 24 hours, whoever asks."""


def fill_code(tx: Transaction, message_id: str, message: Message) -> Mapping[str, str] | str:
    """Return the tokens with a new code, or the reason why no code is sent.

    The reasons: the file has another mobile by now or left this dealership (``mobile_differs``), a later request for
    the same file waits as well (``sms_superseded``), the mobile got its codes of today (``sms_too_many_today``). The
    code exists only here and in the message: the queue, the feed and the counters never hold it.
    """
    refusal = _refuse(tx, message_id, message)
    if refusal:
        return refusal
    since = tx.now - timedelta(days=1)
    mine = sms.c.dealership == tx.dealership, sms.c.receptor == message.receptor, sms.c.template == message.template
    sent = select(func.count()).select_from(sms).where(*mine, sms.c.state == "sent", sms.c.done_at > since)
    if (tx.connection.scalar(sent) or 0) >= MOST_A_DAY:
        return "sms_too_many_today"
    return {"token": f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"}


def _refuse(tx: Transaction, message_id: str, message: Message) -> str:
    """Return why the file's request is no longer to be answered, or ""."""
    alike = sms.c.dealership == tx.dealership, sms.c.receptor == message.receptor, sms.c.template == message.template
    waiting = [row.id for row in tx.connection.execute(select(sms.c.id).where(*alike, sms.c.state == "queued"))]
    working = office_working_set(tx, {message_id, *waiting})
    asked = {row_id: doc["body"] for row_id in waiting if (doc := working.row("activation", row_id).doc) is not None}
    mine = asked.get(message_id)
    if mine is None:
        return "mobile_differs"
    file = office_working_set(tx, [mine["customer_id"]]).row("customer", mine["customer_id"]).doc
    if file is None or file["fields"].get("mobile") != message.receptor:
        return "mobile_differs"
    others = [body for body in asked.values() if body["customer_id"] == mine["customer_id"]]
    newest = max(others, key=lambda body: (body["asked_at"], body["id"]))
    return "" if newest["id"] == message_id else "sms_superseded"


def tell_code(tx: Transaction, message_id: str, tokens: Mapping[str, str], state: str, reason: str) -> None:
    """Publish what became of a message: sent, with the hash and its last moment, or failed with the reason."""
    if state == "queued":
        return
    lock_head(tx)
    doc = office_working_set(tx, [message_id]).row("activation", message_id).doc
    if doc is None or doc["doc_state"] != CodeState.ASKED:
        return
    if state == "sent":
        told = {"hash": hash_pin(tokens["token"]), "expires_at": instant_text(tx.now + CODE_LIFE)}
        publish_rows(tx, [Published("activation", message_id, {**doc, "doc_state": CodeState.SENT.value, **told})])
    else:
        told = {"doc_state": CodeState.FAILED.value, "reason": reason}
        publish_rows(tx, [Published("activation", message_id, {**doc, **told})])


ACTIVATION: Final = Template(fill_code, tell_code)
