"""Make calls that no counter of today makes: any bytes, signed or not, to the call service."""

import json
from typing import Any

from msgspec import Struct
from sqlalchemy import Engine, Table, select

from dealer_app.hub.database.database import transaction
from dealer_app.protocol import wire
from dealer_app.protocol.carriage import (
    DEVICE_HEADER,
    PROTOCOL_HEADER,
    SESSION_HEADER,
    SIGNATURE_HEADER,
    Answer,
    Call,
)
from dealer_app.protocol.signing import answer_text, is_signed, request_text, sign
from dealer_app.sync.session.talker import Talker, inflate
from tests.hub.head_office import Counter, Office


def signed(talk: Talker, call: Call, *, nonce: str = "", **headers: str) -> Call:
    """Return a call signed by a device for its open session, or for ``nonce`` alone."""
    text = request_text(call.method, call.path, call.body, nonce or talk.nonce)
    own = {
        PROTOCOL_HEADER: "1",
        DEVICE_HEADER: talk.identity.device,
        SIGNATURE_HEADER: sign(talk.identity.signing_key, text),
    }
    if not nonce:
        own[SESSION_HEADER] = talk.token
    return Call(call.method, call.path, {**call.headers, **own, **headers}, call.body)


def post(path: str, body: Any) -> Call:
    """Return a call with any JSON as its body."""
    content = wire.encode(body) if isinstance(body, Struct) else json.dumps(body, ensure_ascii=False).encode()
    return Call("POST", path, {}, content)


def said(answer: Answer) -> Any:
    """Return the content of an answer, None for an empty one."""
    content = inflate(answer)
    return json.loads(content) if content else None


def is_of_the_hub(office: Office, call: Call, answer: Answer) -> bool:
    """Return whether head office signed this answer to this call."""
    text = answer_text(answer.status, call.header(SIGNATURE_HEADER), answer.body)
    return is_signed(office.keys.public, text, answer.header(SIGNATURE_HEADER))


def push(counter: Counter, first: int = 1, last: int = 10**9) -> wire.PushAnswer:
    """Push entries of an outbox in a new session."""
    return counter.talk().push(counter.batch(first, last))


def stored(engine: Engine, dealership: str, table: Table, office: Office) -> list[dict[str, Any]]:
    """Return a dealership's rows of a table, in the order of its key."""
    with transaction(engine, dealership, office.clock()) as tx:
        query = select(table).where(table.c.dealership == dealership).order_by(*table.primary_key)
        return [dict(row) for row in tx.connection.execute(query).mappings()]
