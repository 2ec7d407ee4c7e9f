"""An honest counter beside the attacks: its calls go over the real line."""

from collections.abc import Iterator
from contextlib import contextmanager

from dealer_app.protocol import wire
from dealer_app.protocol.carriage import Carrier
from dealer_app.sync.session.client import HttpCarrier
from dealer_app.sync.session.talker import Identity, Talker, new_nonce
from tests.hub.bodies import a_person
from tests.hub.head_office import Counter, Office, a_counter
from tests.hub.serving import HubProcess


class Honest:
    """A counter that registers one more customer in each talk."""

    def __init__(self, office: Office, dealership: str = "2606") -> None:
        self.counter: Counter = a_counter(office, dealership)

    @contextmanager
    def session(self, hub: HubProcess, carrier: Carrier | None = None) -> Iterator[Talker]:
        """Yield an open session on a new connection, or by ``carrier``."""
        counter = self.counter
        with HttpCarrier(hub.url) as line:
            talk = Talker(carrier or line, Identity(counter.device, counter.signing_key, counter.office.keys.public))
            head = wire.Head(counter.lines[-1].n, counter.lines[-1].hash) if counter.lines else None
            talk.session(wire.OpenSession(new_nonce(), 1, head or wire.Head(0, wire.GENESIS), 0, 0))
            yield talk

    def works(self, hub: HubProcess) -> bool:
        """Open a session, push one command and pull; return whether head office took it and sent it back."""
        at = len(self.counter.lines) + 1
        self.counter.write("customer.register", a_person(f"{at:010}"))
        with self.session(hub) as talk:
            acked = talk.push(self.counter.batch(at)).acked_n
            page = talk.pull(0, 0)
        return acked == at and page is not None
