"""Idle: measure the bytes per minute of a counter without work, counted on the socket including headers.

A counter of a dealership with 2,000 orders talks to the service through a relay that counts the bytes. A talk is a new
connection, a session and a pull without rows; the digests are added once a day. The interval between talks is that of
the product. TLS is not included: the last line of the output estimates the bytes of its handshakes.
"""

import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Thread

from dealer_app.desktop import Desktop
from dealer_app.sync.session.backoff import IDLE_S, QUIET_TIMES
from dealer_app.sync.session.client import HttpCarrier
from tests.benchmarks.head_office import DEALERSHIP, publish_orders
from tests.benchmarks.ratios import Ratio, show
from tests.hub.head_office import Clock, open_office
from tests.hub.serving import HOST, serving

ORDERS, TALKS = 2_000, 12
GOAL_BYTES = 1024.0
HANDSHAKE_BYTES = 4_000.0  # TLS 1.3 with a leaf and one intermediate certificate; an estimate, not measured


class Relay:
    """A TCP relay to one address that counts the bytes of both directions."""

    def __init__(self, port: int) -> None:
        self.port, self.bytes = port, 0
        self._listener = socket.create_server((HOST, 0))
        self.address = f"http://{HOST}:{self._listener.getsockname()[1]}"
        Thread(target=self._accept, daemon=True).start()

    def taken(self) -> int:
        """Return the bytes since the last call."""
        count, self.bytes = self.bytes, 0
        return count

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            far = socket.create_connection((HOST, self.port))
            for pair in ((near, far), (far, near)):
                Thread(target=self._pass_on, args=pair, daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        try:
            while piece := source.recv(65_536):
                self.bytes += len(piece)
                target.sendall(piece)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            return


@contextmanager
def relayed(address: str) -> Iterator[Relay]:
    """Yield a relay in front of ``address``."""
    relay = Relay(int(address.rpartition(":")[2]))
    try:
        yield relay
    finally:
        relay.close()


def talk(desktop: Desktop, relay: Relay) -> int:
    """Run one talk and return its bytes."""
    report = desktop.talk()
    assert not report.trouble, report
    return relay.taken()


def main() -> None:
    """Measure idle talks and the daily comparison and print the figures."""
    clock = Clock()
    with open_office(DEALERSHIP) as (office, url), tempfile.TemporaryDirectory() as folder:
        publish_orders(office, DEALERSHIP, ORDERS)
        code = office.code(DEALERSHIP)
        with serving(office, url) as address, relayed(address) as relay:
            desktop = Desktop(Path(folder) / "counter", clock=clock, dial=HttpCarrier)
            desktop.open()
            desktop.enrol(relay.address, code, "idle")
            first = talk(desktop, relay)
            idle = [talk(desktop, relay) for _ in range(TALKS)]
            clock.now += timedelta(hours=25)
            daily = talk(desktop, relay)
            desktop.close()
    one, minutes = sum(idle) / len(idle), IDLE_S * QUIET_TIMES / 60
    digest = max(0.0, daily - one)
    a_minute = one / minutes + digest / (24 * 60)
    print(f"idle: the first talk took {first:,} bytes; {digest:,.0f} for the digests of a day")
    print(f"  an idle talk takes {one:,.0f} bytes, every {minutes:.0f} minutes")
    show(Ratio("idle, bytes a minute", a_minute, GOAL_BYTES, "bytes", "≤ 1", "1 KiB"))
    sealed = a_minute + HANDSHAKE_BYTES / minutes
    print(f"  with TLS, {HANDSHAKE_BYTES:,.0f} bytes a handshake (an estimate): {sealed:,.0f} bytes a minute")


if __name__ == "__main__":
    main()
