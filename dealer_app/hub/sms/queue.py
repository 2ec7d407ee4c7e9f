"""Keep messages in a queue until a gateway has taken them; without a gateway they are reported as not sent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from sqlalchemy import Engine, insert, select, update
from uuid_utils.compat import uuid7

from dealer_app.domain.errors import FieldError
from dealer_app.hub.database.database import Transaction, transaction
from dealer_app.hub.database.schema import sms

MOST_TRIES = 8
FINAL = frozenset(
    {"sms_receptor", "sms_template", "sms_token", "sms_characters", "sms_length", "sms_date"}
    | {"sms_too_many_today", "mobile_differs", "sms_superseded"}
)
"""Codes that a second attempt cannot change."""
GATEWAY_WIDE = frozenset({"sms_account", "sms_access", "sms_credit", "sms_gateway_down", "sms_key", "sms_timeout"})
"""Codes that the next message would get as well."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message by template; tokens must not contain spaces, so a name cannot be one."""

    receptor: str
    template: str
    tokens: Mapping[str, str]


class Gateway(Protocol):
    """An adapter of a gateway."""

    def send(self, message: Message) -> str:
        """Send one message; return "" or the code of the reason why it was not taken."""


@dataclass(frozen=True, slots=True)
class Template:
    """What a template does when its message is sent.

    ``fill`` hears the message's id and the message; it returns the tokens, made at the moment of sending and never
    stored, or the code of the reason why the message is not sent. ``tell`` hears, in the transaction that stores it,
    what became of an attempt: the message's id, those tokens, state and code.
    """

    fill: Callable[[Transaction, str, Message], Mapping[str, str] | str]
    tell: Callable[[Transaction, str, Mapping[str, str], str, str], None]


def queue_message(tx: Transaction, message: Message, message_id: str = "") -> str:
    """Queue a message and return its id, a new one unless given; raise FieldError ``sms_token_space`` (``tokens``)."""
    if any(not value or any(letter.isspace() for letter in value) for value in message.tokens.values()):
        raise FieldError("sms_token_space", "tokens")
    message_id = message_id or str(uuid7())
    row = {"dealership": tx.dealership, "id": message_id, "receptor": message.receptor, "template": message.template}
    more = {"tokens": dict(message.tokens), "state": "queued", "code": "", "tries": 0, "queued_at": tx.now}
    tx.connection.execute(insert(sms), {**row, **more})
    return message_id


def send_waiting(
    engine: Engine,
    dealership: str,
    clock: Callable[[], datetime],
    gateway: Gateway | None,
    templates: Mapping[str, Template] | None = None,
    most: int = 100,
) -> dict[str, int]:
    """Send waiting messages, oldest first, and return how many were sent, failed, and are still waiting.

    Without a gateway nothing is sent. If the gateway itself fails, the rest waits too.
    """
    found = {"sent": 0, "failed": 0, "waiting": 0}
    waiting = _list_waiting(engine, dealership, clock(), most, is_possible=gateway is not None)
    is_well = gateway is not None
    for message_id in waiting:
        state, code = "queued", ""
        if gateway is not None and is_well:
            state, code = _send_one(engine, dealership, clock, gateway, message_id, templates or {})
            is_well = code not in GATEWAY_WIDE
        if state:
            found["waiting" if state == "queued" else state] += 1
    return found


def _list_waiting(engine: Engine, dealership: str, now: datetime, most: int, *, is_possible: bool) -> list[str]:
    mine = sms.c.dealership == dealership, sms.c.state == "queued"
    with transaction(engine, dealership, now) as tx:
        if not is_possible:
            tx.connection.execute(update(sms).where(*mine).values(code="sms_no_gateway"))
        return list(
            tx.connection.scalars(select(sms.c.id).where(*mine).order_by(sms.c.queued_at, sms.c.id).limit(most))
        )


def _send_one(
    engine: Engine,
    dealership: str,
    clock: Callable[[], datetime],
    gateway: Gateway,
    message_id: str,
    templates: Mapping[str, Template],
) -> tuple[str, str]:
    """Send one message and return (state, code); state is "" if another process is sending it.

    The attempt is stored before the call: if this process dies after the gateway accepted the message, it is sent
    again, and its tries and ``sms_unsure`` show that. The row's lock, which no process waits for, keeps a second sender
    away.
    """
    own = sms.c.dealership == dealership, sms.c.id == message_id, sms.c.state == "queued"
    with transaction(engine, dealership, clock()) as tx:
        query = select(sms.c.tries).where(*own).with_for_update(skip_locked=True)
        tries = tx.connection.scalar(query)
        if tries is None:
            return "", ""
        tx.connection.execute(update(sms).where(*own).values(tries=tries + 1, code="sms_unsure"))
    with transaction(engine, dealership, clock()) as tx:
        held = select(sms).where(*own, sms.c.tries == tries + 1).with_for_update(skip_locked=True)
        row = tx.connection.execute(held).one_or_none()
        if row is None:
            return "", ""
        template = templates.get(row.template)
        message = Message(row.receptor, row.template, row.tokens)
        tokens = template.fill(tx, message_id, message) if template is not None else message.tokens
        code = tokens if isinstance(tokens, str) else gateway.send(replace(message, tokens=tokens))
        state = "sent" if not code else "failed" if code in FINAL or row.tries >= MOST_TRIES else "queued"
        done = {"done_at": clock()} if state != "queued" else {}
        tx.connection.execute(update(sms).where(*own).values(state=state, code=code, **done))
        if template is not None:
            template.tell(tx, message_id, {} if isinstance(tokens, str) else tokens, state, code)
    return state, code
