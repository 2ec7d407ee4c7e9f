"""First load: measure a new counter that loads 50,000 orders by snapshot: CPU seconds, bytes sent and peak memory.

Each load runs in its own process with recorded answers of head office. The baseline is the driver's `executemany` with
the rows that the load leaves, into the same tables of a copy of the same encrypted database, with as many rows for each
transaction. CPU seconds include the whole load (checking, inflating, decoding, applying) but not the start of the
process.
"""

import pickle
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from dealer_app.desktop import Desktop
from dealer_app.protocol import wire
from dealer_app.protocol.carriage import Answer, Call, Carrier
from dealer_app.protocol.snapshot_file import unpack_rows
from dealer_app.store.tables.enrolments import current_enrolment
from dealer_app.sync.session.sessions import identity_of, open_session
from dealer_app.sync.session.snapshots import load_snapshot
from dealer_app.sync.session.talker import UNAVAILABLE, HubRefusedError, Talker
from tests.benchmarks.head_office import DEALERSHIP, publish_orders
from tests.benchmarks.ratios import Ratio, median, peak_memory_mb, show
from tests.benchmarks.raw_counter import open_raw, read_pages, write_pages
from tests.hub.head_office import open_office
from tests.sync.counters import HUB_URL, SpoiltLine, open_counter

ROOT = Path(__file__).parents[2]
ORDERS, ROUNDS = 50_000, 3
BYTES_A_ROW = 60.0


@dataclass
class Record:
    """One session of a counter and the answers of head office in it."""

    token: str = ""
    nonce: str = ""
    answers: dict[tuple[str, str], Answer] = field(default_factory=dict)
    carrier: Carrier | None = None

    def __call__(self, call: Call) -> Answer:
        wanted = call.path, call.header("Range")
        if wanted in self.answers:
            return self.answers[wanted]
        assert self.carrier is not None
        answer = self.carrier(call)
        if answer.status < UNAVAILABLE:
            self.answers[wanted] = answer
        return answer


def load(home: Path, record: Record) -> int:
    """Load the snapshot into the counter of ``home``, print the CPU seconds, and return the number of rows."""
    desktop = Desktop(home)
    desktop.open()
    enrolment = desktop.read(lambda unit: current_enrolment(unit.session))
    assert enrolment is not None
    talker = Talker(record, identity_of(enrolment))
    talker.token, talker.nonce = record.token, record.nonce
    begun = time.process_time()
    try:
        rows, _ = load_snapshot(desktop._background(), talker, is_stopped=lambda: False)
        print("cpu", time.process_time() - begun)
    finally:
        desktop.close()
    return rows


def load_when_ready(home: Path, record: Record) -> int:
    """Load the snapshot as a counter does: come back after the seconds that head office named while it makes one."""
    while True:
        try:
            return load(home, record)
        except HubRefusedError as refused:
            if refused.status != UNAVAILABLE:
                raise
            time.sleep(refused.trouble.retry_after_s)


def measure(what: str, home: Path, file: Path) -> None:
    """Run the measurement that the parent process asked for and print CPU seconds and peak memory."""
    with file.open("rb") as opened:
        given = pickle.load(opened)  # noqa: S301 - our own
    if what == "load":
        load(home, given)
    else:
        raw = open_raw(home)
        begun = time.process_time()
        write_pages(raw, given)
        print("cpu", time.process_time() - begun)
        raw.close()
    print("megabytes", peak_memory_mb())


def child(what: str, template: Path, file: Path) -> tuple[float, float]:
    """Run one measurement in its own process on a copy of the home; return CPU seconds and peak MB."""
    home = template.with_name("measured")
    shutil.copytree(template, home)
    command = [sys.executable, "-m", "tests.benchmarks.bench_first_load", what, str(home), str(file)]
    done = subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True)
    shutil.rmtree(home)
    figures = dict(line.split() for line in done.stdout.splitlines())
    return float(figures["cpu"]), float(figures["megabytes"])


def prepare(folder: Path, template: Path) -> tuple[int, int]:
    """Record the answers and the rows that they leave in the database; return rows and bytes on the wire."""
    with open_office(DEALERSHIP) as (office, _):
        publish_orders(office, DEALERSHIP, ORDERS)
        line = SpoiltLine(office)
        desktop = open_counter(template, line)
        desktop.enrol(HUB_URL, office.code(DEALERSHIP))
        enrolment = desktop.read(lambda unit: current_enrolment(unit.session))
        assert enrolment is not None
        talker = Talker(line, identity_of(enrolment))
        open_session(desktop._background(), talker)
        desktop.close()
        record = Record(talker.token, talker.nonce, carrier=line)
        shutil.copytree(template, folder / "first")
        rows = load_when_ready(folder / "first", record)
    record.carrier = None
    parts = [answer for (path, _), answer in record.answers.items() if path != "/v1/snapshot"]
    pages = read_pages(folder / "first", ids_of_pages(folder / "snapshot", parts))
    for name, given in (("load", record), ("raw", pages)):
        (folder / name).write_bytes(pickle.dumps(given))
    return rows, sum(len(answer.body) for answer in record.answers.values())


def ids_of_pages(path: Path, parts: list[Answer]) -> list[set[bytes]]:
    """Return the ids of the snapshot's rows for each page as it is applied."""
    path.write_bytes(b"".join(part.body for part in parts))
    with path.open("rb") as file:
        return [{UUID(row.id).bytes for row in rows} for rows in unpack_rows(file, wire.MOST_ROWS)]


def main() -> None:
    """Measure loads and raw inserts alternately and print the figures."""
    taken: dict[str, list[tuple[float, float]]] = {"load": [], "raw": []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows, sent = prepare(folder, folder / "template")
        for _ in range(ROUNDS):
            for what, measured in taken.items():
                measured.append(child(what, folder / "template", folder / what))
    cpu = {what: median([one[0] for one in many]) for what, many in taken.items()}
    memory = {what: max(one[1] for one in many) for what, many in taken.items()}
    print(f"first load: {ORDERS:,} orders, {rows:,} rows in all, {sent:,} bytes on the wire (packed, without headers)")
    show(Ratio("first load, bytes a row", sent / rows, BYTES_A_ROW, "bytes", "≤ 1", "60 bytes"))
    show(Ratio("first load, CPU", cpu["load"], cpu["raw"], "s", "≤ 1.5", "raw insert of the same rows"))
    show(Ratio("first load, peak memory", memory["load"], memory["raw"], "MB", "", "raw insert, its rows in memory"))


if __name__ == "__main__":
    measure(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])) if len(sys.argv) > 1 else main()
