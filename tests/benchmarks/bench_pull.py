"""Pull: measure rows per second from head office's answers into the encrypted database; the baseline is raw upserts.

Ours is the whole reader: it verifies the signature of each answer, inflates, decodes, compares versions, applies,
stores the digests and moves the cursor. The baseline is the driver's `executemany` with ON CONFLICT of the rows that
the reader leaves (files, orders, ledgers, papers, states, versions, digests) into the same tables of a copy of the same
encrypted database: same indexes, same triggers of the name index, one transaction for each page, synchronous FULL. It
gets bound values and does not verify, decode or decide anything.
"""

import gc
import pickle
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from uuid import UUID

from dealer_app.desktop import Desktop
from dealer_app.protocol import wire
from dealer_app.protocol.carriage import Answer, Call, Carrier
from dealer_app.store.tables.enrolments import current_enrolment
from dealer_app.sync.session.reader import read_feed
from dealer_app.sync.session.sessions import identity_of, open_session
from dealer_app.sync.session.talker import Talker, inflate
from tests.benchmarks.head_office import DEALERSHIP, publish_orders
from tests.benchmarks.ratios import peak_memory_mb, show_rounds
from tests.benchmarks.raw_counter import open_raw, read_pages, write_pages
from tests.benchmarks.visits import pushes, visit
from tests.hub.head_office import Counter, Office, open_office
from tests.sync.counters import HUB_URL, SpoiltLine, open_counter

PEOPLE, VISITS, ROUNDS = 1_500, 400, 9


class Recorded:
    """A line that records each answer and replays it."""

    def __init__(self, carrier: Carrier) -> None:
        self._carrier = carrier
        self.answers: dict[str, Answer] = {}

    def __call__(self, call: Call) -> Answer:
        if call.path not in self.answers:
            self.answers[call.path] = self._carrier(call)
        return self.answers[call.path]

    def ids_of_pages(self) -> list[set[bytes]]:
        """Return the ids of the rows of each page, in order."""
        pages = [
            wire.decode(wire.FeedPage, inflate(answer)) for answer in self.answers.values() if answer.status == 200
        ]
        return [{UUID(row.id).bytes for row in (*page.rows, *page.broadcast_rows)} for page in pages]


def fill(office: Office) -> None:
    """Publish customers and orders at head office and push the visits of another counter."""
    orders = publish_orders(office, DEALERSHIP, PEOPLE)
    other, dice = Counter(office), Random(5)
    other.enrol(DEALERSHIP)
    for at in range(VISITS):
        visit(other, orders[at], at, dice)
    assert all(office.service.answer(call).status == 200 for call in pushes(other, wire.MOST_COMMANDS))


def seconds(work: Callable[[], object]) -> float:
    """Return the duration of ``work`` in seconds."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def ready_talker(desktop: Desktop, line: SpoiltLine) -> Talker:
    """Return an open session of a counter; its signatures, and so the answers, are equal in every copy of it."""
    enrolment = desktop.read(lambda unit: current_enrolment(unit.session))
    assert enrolment is not None
    talker = Talker(line, identity_of(enrolment))
    open_session(desktop._background(), talker)
    return talker


def read_into(home: Path, line: SpoiltLine, talker: Talker) -> tuple[float, int]:
    """Read the whole feed into the counter of ``home``; return seconds and rows."""
    desktop = open_counter(home, line)
    counts: list[int] = []
    took = seconds(lambda: counts.append(read_feed(desktop._background(), talker, is_stopped=lambda: False)[0]))
    desktop.close()
    return took, counts[0]


def main() -> None:
    """Measure reads of the feed into fresh copies of a counter alternately with raw upserts of the same rows."""
    with open_office(DEALERSHIP) as (office, _), tempfile.TemporaryDirectory() as folder:
        fill(office)
        line, template = SpoiltLine(office), Path(folder) / "template"
        desktop = open_counter(template, line)
        desktop.enrol(HUB_URL, office.code(DEALERSHIP))
        talker = ready_talker(desktop, line)
        desktop.close()
        recorded = Recorded(line)
        talker.carrier = recorded
        shutil.copytree(template, first := Path(folder) / "first")
        _, rows = read_into(first, line, talker)
        pages = read_pages(first, recorded.ids_of_pages())
        packed = pickle.dumps(pages)
        print(
            f"pull: {rows:,} rows in {len(pages)} pages, {sum(len(a.body) for a in recorded.answers.values()):,} bytes"
        )
        pairs: list[tuple[float, float]] = []
        gc.collect()
        gc.freeze()  # exclude head office's objects from collections: a real counter does not have them
        for turn in range(ROUNDS):
            shutil.copytree(template, ours := Path(folder) / f"ours{turn}")
            shutil.copytree(template, theirs := Path(folder) / f"raw{turn}")
            took, _ = read_into(ours, line, talker)
            raw = open_raw(theirs)
            fresh = pickle.loads(packed)  # noqa: S301 - our own; new objects that were never bound, like a reader's
            base = seconds(lambda r=raw, f=fresh: write_pages(r, f))  # type: ignore[misc]
            raw.close()
            pairs.append((rows / took, rows / base))
            shutil.rmtree(ours)
            shutil.rmtree(theirs)
        show_rounds("pull, into the encrypted file", pairs, "rows/s", "≥ 0.7", "raw upsert, same encrypted file")
    print(f"  peak memory {peak_memory_mb():.0f} MB (head office's door included)")


if __name__ == "__main__":
    main()
