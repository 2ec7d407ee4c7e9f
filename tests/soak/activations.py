"""Codes in the soak: head office sends those that clerks asked for, and both sides must agree on their ends.

The code follows from the id of its message, so that a clerk of the soak knows what the customer would read out.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from dealer_app.domain.files.activation import CodeState
from dealer_app.hub.commands.files import ACTIVATION_TEMPLATE
from dealer_app.hub.database.database import Transaction, transaction
from dealer_app.hub.database.schema import rows, sms
from dealer_app.hub.office import activation
from dealer_app.hub.sms.queue import Message, Template, send_waiting
from tests.soak.central import DEALERSHIPS
from tests.soak.promises import promise
from tests.soak.works import code_of
from tests.soak.world import Pc, World


@dataclass
class _Gateway:
    """A gateway that takes a message, refuses it finally, or is down."""

    answer: str

    def send(self, _message: Message) -> str:
        """Return the answer."""
        return self.answer


REFUSED = 3
"""A choice by which the gateway refuses finally."""
_ANSWERS = ("", "", "", "sms_receptor", "sms_gateway_down")


def send_codes(world: World, a: int, b: int) -> None:
    """Let head office send what waits in one dealership, by a gateway of any mood or without one."""
    world.end_slow()
    gateway = _Gateway(_ANSWERS[b % len(_ANSWERS)]) if b % 7 else None
    dealership = DEALERSHIPS[a % len(DEALERSHIPS)]
    sent = send_waiting(world.engine, dealership, world.office.clock, gateway, {ACTIVATION_TEMPLATE: _TEMPLATE})
    world.operations["codes sent"] += sent["sent"]


def check_codes(world: World, pc: Pc) -> None:
    """Check that no code of a dealership counts that was never sent."""
    messages: dict[str, str] = {}
    for dealership in DEALERSHIPS:  # a file may have moved since its message was queued
        with transaction(world.engine, dealership, world.office.clock()) as tx:
            mine = select(sms).where(sms.c.dealership == dealership)
            messages |= {str(row.id): row.state for row in tx.connection.execute(mine)}
    with transaction(world.engine, pc.dealership, world.office.clock()) as tx:
        mine = select(rows).where(
            rows.c.dealership == pc.dealership, rows.c.kind == "activation", rows.c.op == "upsert"
        )
        theirs = {str(row.id): json.loads(row.doc)["doc_state"] for row in tx.connection.execute(mine)}
    unsent = {CodeState.ASKED, CodeState.FAILED}
    claimed = [key for key, state in theirs.items() if state not in unsent and messages.get(key) != "sent"]
    promise(5, not claimed, claimed)


def _fill(tx: Transaction, message_id: str, message: Message) -> Mapping[str, str] | str:
    filled = activation.fill_code(tx, message_id, message)
    return filled if isinstance(filled, str) else {"token": code_of(message_id)}


def _tell(tx: Transaction, message_id: str, tokens: Mapping[str, str], state: str, reason: str) -> None:
    activation.tell_code(tx, message_id, tokens, state, reason)


_TEMPLATE = Template(_fill, _tell)
