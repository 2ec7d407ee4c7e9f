"""Overload: commands per second of a crowd in a closed loop; the baseline is the best crowd of the same run.

All counters have a payment waiting, so head office may send none of them away for good. Each talk is a session, a push
of one visit and a pull, on a connection of its own. Beside the rate stands the processor time of the service for one
command: it does not depend on what else the machine does.
"""

import asyncio
import gc

import psutil

from tests.benchmarks.crowd import gather, run
from tests.benchmarks.ratios import Ratio, show
from tests.hub.head_office import open_office
from tests.hub.serving import HubProcess, hub_process

SECONDS, NOT_COUNTED_S = 8.0, 2.0
VISITS = {4: 150, 12: 80, 40: 24, 200: 6, 1_000: 2}
"""Size of a crowd -> visits in each outbox, more than the time allows."""
LARGE = (200, 1_000)


def processor_s(hub: HubProcess) -> float:
    """Return the processor time of the service so far."""
    times = psutil.Process(hub.pid).cpu_times()
    return float(times.user + times.system)


def main() -> None:
    """Measure each crowd in turn, twice, and print the ratios."""
    rates: dict[int, list[float]] = {size: [] for size in VISITS}
    with open_office("2606") as (office, url), hub_process(office, url) as hub:
        first = 0
        for _ in range(2):
            for size, visits in VISITS.items():
                crowd = gather(office, hub.port, size, visits, first)
                first += size
                gc.collect()
                before = processor_s(hub)
                tally = asyncio.run(run(crowd, NOT_COUNTED_S, SECONDS))
                used = (processor_s(hub) - before) * SECONDS / (SECONDS + NOT_COUNTED_S)
                rates[size].append(tally.commands / SECONDS)
                each = 1000 * used / max(1, tally.commands)
                told = f"{tally.talks} talks, {tally.turned_away} told to wait, {tally.faults} faults"
                rate = rates[size][-1]
                print(
                    f"  {size:>5} counters: {rate:7.1f} cmd/s, {each:6.2f} ms of the service for each, {told}",
                    flush=True,
                )
        best = max(max(found) for found in rates.values())
        for size in LARGE:
            show(Ratio(f"overload, {size} counters", max(rates[size]), best, "cmd/s", "≥ 0.8", "the best crowd"))


if __name__ == "__main__":
    main()
