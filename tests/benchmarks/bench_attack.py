"""Attack: commands per second of honest counters while all attacks run; the baseline is the same without an attack.

The attackers are a process of their own on the same machine: half-open connections above the ceiling of the service,
dripping heads, uploads that are held by a device with valid keys, strangers with large bodies, forged sessions that
claim waiting payments. The memory is that of the service at its largest.
"""

import asyncio
import subprocess
import sys
import tempfile
from pathlib import Path

from dealer_app.hub.service.limits import Limits
from dealer_app.protocol.carriage import Call
from tests.attacks.attackers import MIB, Size, head_of
from tests.attacks.honest import Honest
from tests.benchmarks.bench_overload import processor_s
from tests.benchmarks.crowd import gather, run
from tests.benchmarks.ratios import show_rounds
from tests.hub.head_office import Office, open_office
from tests.hub.raw import signed
from tests.hub.serving import ROOT, HubProcess, hub_process

LIMITS = Limits(connections=500)
COUNTERS, VISITS, ROUNDS = 12, 60, 4
BEFORE_S, SECONDS = 2.0, 6.0


def rate(office: Office, hub: HubProcess, first: int) -> float:
    """Return the commands per second of a crowd of honest counters."""
    crowd = gather(office, hub.port, COUNTERS, VISITS, first)
    before = processor_s(hub)
    tally = asyncio.run(run(crowd, BEFORE_S, SECONDS))
    used = (processor_s(hub) - before) / (BEFORE_S + SECONDS)
    found = tally.commands / SECONDS
    told = f"{tally.turned_away} told to wait, {tally.faults} faults"
    print(f"  {found:6.1f} cmd/s, {used:4.0%} of a processor for the service, {told}", flush=True)
    return found


def attacked_rate(office: Office, hub: HubProcess, first: int, thief: Honest, file: Path) -> float:
    """Return the rate of a crowd during an attack."""
    with thief.session(hub) as talk:
        file.write_bytes(head_of(signed(talk, Call("POST", "/v1/push")), 250_000))
    command = [sys.executable, "-m", "tests.benchmarks.storm", str(hub.port), str(file)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE) as storm:
        try:
            return rate(office, hub, first)
        finally:
            storm.communicate()


def main() -> None:
    """Measure both alternately and print the ratio."""
    pairs: list[tuple[float, float]] = []
    with (
        open_office("2606") as (office, url),
        hub_process(office, url, LIMITS) as hub,
        tempfile.TemporaryDirectory() as folder,
    ):
        thief = Honest(office)
        rate(office, hub, 0)
        size = Size(hub)
        for turn in range(ROUNDS):
            first = 100 * (turn + 1)
            attacked = attacked_rate(office, hub, first, thief, Path(folder) / "head")
            pairs.append((attacked, rate(office, hub, first + 50)))
        show_rounds("honest counters under attack", pairs, "cmd/s", "≥ 0.8", "the same without an attack")
        grown, most = size.peak_grown / MIB, LIMITS.held_bytes // MIB
        print(f"  the service grew by {grown:.0f} MB at most; bodies may hold {most} MB")


if __name__ == "__main__":
    main()
