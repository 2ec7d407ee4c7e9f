"""Carry a bundle for a counter without a line: send it to head office and return the answer."""

from dealer_app.domain.errors import EnvironmentFault, Refusal
from dealer_app.protocol.carriage import Carrier
from dealer_app.protocol.sealing import read_cover
from dealer_app.store.tables.enrolments import current_enrolment
from dealer_app.sync.counter_database import CounterDatabase
from dealer_app.sync.session.sessions import identity_of, open_session
from dealer_app.sync.session.talker import HubRefusedError, Talker

_UNREADABLE = frozenset({"malformed", "signature_wrong"})


def carry_bundle(database: CounterDatabase, carrier: Carrier, bundle: bytes) -> bytes:
    """Return head office's answer to another counter's bundle; this counter can read neither of them.

    Raises Refusal ``bundle_unreadable``, ``bundle_not_up`` (an answer), ``not_enrolled`` or head office's code,
    EnvironmentFault ``line_none``, LineDownError.
    """
    if read_cover(bundle).to != "hub":
        raise Refusal("bundle_not_up")
    enrolment = database.read(lambda unit: current_enrolment(unit.session))
    if enrolment is None:
        raise Refusal("not_enrolled")
    if not enrolment.hub_url:
        raise EnvironmentFault("line_none")
    talker = Talker(carrier, identity_of(enrolment))
    try:
        if not open_session(database, talker).go:
            raise Refusal("busy")
        return talker.bundle(bundle)
    except HubRefusedError as refused:
        raise Refusal("bundle_unreadable" if refused.code in _UNREADABLE else refused.code) from None
