"""Messages: kept in a queue until a gateway has taken them; without a gateway they are «not sent», said plainly."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import insert, select, update
from uuid_utils.compat import uuid7

from dealer_app.domain.errors import FieldError
from dealer_app.hub.database import Transaction
from dealer_app.hub.schema import sms

MOST_TRIES = 8
FINAL = frozenset({"sms_receptor", "sms_template", "sms_token", "sms_characters", "sms_length", "sms_date"})
"""Codes that no second attempt can change."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message by template; tokens hold no spaces (so a name cannot be one)."""

    receptor: str
    template: str
    tokens: Mapping[str, str]


class Gateway(Protocol):
    """Takes a message over; returns "" or the code of why it was not taken."""

    def send(self, message: Message) -> str:
        """Hand one message over."""


def queue_message(tx: Transaction, message: Message) -> str:
    """Keep a message for sending and return its id; raises FieldError ``sms_token_space`` (field ``tokens``)."""
    if any(not value or any(letter.isspace() for letter in value) for value in message.tokens.values()):
        raise FieldError("sms_token_space", "tokens")
    message_id = str(uuid7())
    row = {"dealership": tx.dealership, "id": message_id, "receptor": message.receptor, "template": message.template}
    more = {"tokens": dict(message.tokens), "state": "queued", "code": "", "tries": 0, "queued_at": tx.now}
    tx.connection.execute(insert(sms), {**row, **more})
    return message_id


def send_waiting(tx: Transaction, gateway: Gateway | None, most: int = 100) -> dict[str, int]:
    """Hand waiting messages over, oldest first, and return how many were sent, failed, and are still waiting.

    Without a gateway nothing is sent and everything waits.
    """
    mine = sms.c.dealership == tx.dealership, sms.c.state == "queued"
    query = select(sms).where(*mine).order_by(sms.c.queued_at).limit(most).with_for_update(skip_locked=True)
    found = {"sent": 0, "failed": 0, "waiting": 0}
    for row in tx.connection.execute(query).all():
        code = gateway.send(Message(row.receptor, row.template, row.tokens)) if gateway else "sms_no_gateway"
        is_over = code in FINAL or row.tries + 1 >= MOST_TRIES
        state = "sent" if not code else "failed" if gateway and is_over else "queued"
        changes = {"state": state, "code": code, "tries": row.tries + (gateway is not None)}
        done = {"done_at": tx.now} if state != "queued" else {}
        own = sms.c.dealership == tx.dealership, sms.c.id == row.id
        tx.connection.execute(update(sms).where(*own).values(**changes, **done))
        found["waiting" if state == "queued" else state] += 1
    return found
