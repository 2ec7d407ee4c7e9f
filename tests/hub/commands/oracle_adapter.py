"""Translate between the small values of the oracle and the bodies that a real head office reads.

Every call goes to both; ``Differ`` is raised if their answers or their data are not equal.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from sqlalchemy import func, select

from dealer_app.domain.orders.orders import OrderFields
from dealer_app.hub.database.database import transaction
from dealer_app.hub.database.opening import OfficeDatabase
from dealer_app.hub.database.schema import heads, money, rows
from dealer_app.hub.devices.devices import reopen
from dealer_app.hub.office.moves import move_order
from dealer_app.hub.office.publishing import Published
from dealer_app.hub.refusals import CallRefusedError
from dealer_app.protocol import wire
from dealer_app.services.freezing import freeze
from dealer_app.sync.session.talker import HubRefusedError
from tests.hub.commands.oracle_words import (
    CODES,
    NUMBERED,
    Pen,
    Sent,
    id_of,
    is_refused,
    model_facts,
    real_body,
    real_facts,
    same,
)
from tests.hub.head_office import Counter, Office
from tests.sync.model.hub import Hub
from tests.sync.model.values import GENESIS, OWN_EDITS, Batch, Command, Opening

_TOWNS = count(1)


@dataclass
class Both:
    """The oracle's head office and a real one, in step; each town is a new dealership of the real one."""

    office: Office
    url: str
    hub: Hub = field(default_factory=Hub)
    pens: list[Pen] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    commits: list[tuple[str, int, int]] = field(default_factory=list)
    status: Iterator[int] = field(default_factory=lambda: count(1))
    made: Iterator[int] = field(default_factory=lambda: count(1))

    def open(self, *towns: str) -> None:
        """Add dealerships."""
        for town in towns:
            self.codes[town] = f"{town}-{next(_TOWNS)}"
            self.office.add(self.codes[town])

    def enrol(self, town: str) -> Pen:
        """Enrol a counter, with leases."""
        counter = Counter(self.office)
        counter.enrol(self.codes[town])
        pen = Pen(self.hub.enrol(town), counter, town)
        self.ids[pen.device] = counter.device
        for kind in NUMBERED:
            granted = self.hub.lease(pen.device, kind, 0)
            assert granted is not None
            wants = wire.encode(wire.Wants((wire.Want(kind, 0),)))
            ranges = self.office.service.run(self.office.service.find(counter.device), "/v1/lease", wants)
            assert isinstance(ranges, wire.Ranges)
            pen.first_number[kind] = granted.first, ranges.ranges[0].first
        self.pens.append(pen)
        return pen

    def new_order(self, town: str, order: str) -> None:
        """Allocate an order to a dealership."""
        self.hub.new_order(town, order)
        self._publish(town, order, 0)

    def publish(self, order: str) -> None:
        """Publish a new status."""
        town, status = self.town_of(order), next(self.status)
        self.hub.commit(self.hub.begin(town, order, status))
        self._publish(town, order, status)

    def move(self, order: str, target: str) -> None:
        """Move an order to another town, with its payments."""
        source = self.town_of(order)
        if source == target:
            return
        self.hub.move(order, target)
        office_database = OfficeDatabase(self.url, self.office.engine, self.office.keys)
        move_order(office_database, self._id(order), self.codes[source], self.codes[target])
        self._note(source, target)

    def town_of(self, order: str) -> str:
        """Return the town of an order."""
        return next(town for town, books in self.hub.books.items() if ("order", order) in books.rows)

    def write(self, pen: Pen, kind: str, body: dict[str, Any], number: tuple[str, int] | None = None) -> str:
        """Append one entry to both outboxes and return the id of the row that it makes; ``number``: (zone, which)."""
        n = next(self.made)
        label = f"{kind[0]}-{n}"
        model, real = {"id": label, **body}, {"id": self._id(label), **real_body(self.ids, kind, body)}
        if number is not None:
            model["number"], serial = self._numbers(pen, kind, number)
            real["number"] = f"1405/2606/{serial:05}"
        base = self._bases(pen, body["customer"]) if kind == "customer.correct" else (None, None)
        last, command_id = (pen.lines[-1] if pen.lines else None), f"command-{n}"
        at, previous = (last.n + 1, last.hash) if last else (1, GENESIS)
        pen.lines.append(Command(at, command_id, kind, model, base[0], previous))
        pen.counter.write(kind, real, base=base[1])
        return label

    def batch(self, pen: Pen, first: int, size: int) -> Sent:
        """Return ``size`` entries from number ``first`` on, as a batch of the pen's epoch."""
        pen.counter.epoch = pen.epoch
        lines = tuple(pen.lines[first - 1 : first - 1 + size])
        return Sent(pen, Batch(pen.device, pen.epoch, lines), pen.counter.batch(first, first + size - 1))

    def cut(self, push: wire.Push, size: int) -> wire.Push:
        """Return the beginning of a batch."""
        return wire.Push(push.epoch, push.from_n, push.previous_hash, push.commands[:size])

    def push(self, sent: Sent) -> None:
        """Send a batch to both and compare their answers."""
        reply = self.hub.push(sent.batch)
        service, answer, trouble = self.office.service, None, None
        device = service.find(sent.pen.counter.device)
        try:
            answer = service.run(device, "/v1/push", wire.encode(sent.push))
        except CallRefusedError as refused:
            trouble = refused
            service.note(device, refused)
        same("error", reply.error, trouble.code if trouble else "")
        if not isinstance(answer, wire.PushAnswer):
            assert trouble is not None
            same("acked of the refusal", reply.acked_n, trouble.acked_n)
            return
        same("acked", reply.acked_n, answer.acked_n)
        said = {n: self._said(n, sent, outcome) for n, (_, outcome) in reply.outcomes.items()}
        heard = {one.n: (one.state, one.code, one.alias_of) for one in answer.outcomes}
        same("outcomes", said, heard)
        same("hashes", {line.n: line.hash for line in sent.push.commands if line.n in heard},
             {one.n: one.hash for one in answer.outcomes})  # fmt: skip
        self._note(sent.pen.town)

    def session(self, pen: Pen) -> None:
        """Open a session with both and compare whether this outbox may be written to."""
        head = pen.lines[-1] if pen.lines else None
        opening = Opening(pen.device, pen.epoch, head.n if head else 0, head.hash if head else GENESIS)
        model = self.hub.session(opening)
        if model == "prove":
            model = self.hub.session(replace(opening, challenge=self.hub.challenge(pen.device)))
        try:
            pen.counter.talk(epoch=pen.epoch)
        except HubRefusedError as refused:
            same("session", model, refused.code)
            return
        same("session", model, "")

    def restore(self, pen: Pen, keep: int) -> None:
        """Restore an older disk: drop all entries after the first ``keep``."""
        del pen.lines[keep:], pen.counter.lines[keep:]

    def reopen(self, pen: Pen, checkpoints: Collection[int]) -> None:
        """Open a new epoch; its next session shows the entries at ``checkpoints`` (numbers) and the head."""
        shown = [line for line in pen.lines if line.n in checkpoints or line is pen.lines[-1]]
        common = self.hub.common(pen.device, shown)
        epoch = self.hub.reopen(pen.device, common, pen.lines[common - 1].hash if common else GENESIS)
        town = self.codes[pen.town]
        with transaction(self.office.engine, town, self.office.clock()) as tx:
            same("epoch", epoch, reopen(tx, pen.counter.device))
        heads_shown = tuple(wire.Head(line.n, pen.counter.lines[line.n - 1].hash) for line in shown)
        pen.counter.talk(epoch=pen.epoch, checkpoints=heads_shown)
        device = self.office.service.find(pen.counter.device)
        same("the base of a new epoch", (epoch, common), (device.epoch, device.acked_n))
        pen.epoch = epoch

    def look(self, pen: Pen) -> None:
        """Let a counter read the current versions of the files."""
        found = {row.id: row.version for row in self._rows(pen.town) if row.kind == "customer"}
        for (kind, label), doc in self.hub.books[pen.town].rows.items():
            if kind == "customer" and self._id(label) in found:
                pen.seen[label] = doc.version, found[self._id(label)]

    def files(self, pen: Pen) -> list[str]:
        """Return the files that a counter may correct: the town's, and those that its own entries made."""
        own = {line.body["id"] for line in pen.lines if line.kind == "customer.register"}
        return sorted(own | {label for kind, label in self.hub.books[pen.town].rows if kind in {"customer", "alias"}})

    def compare(self) -> None:
        """Compare the data of both: rows and their order by commits, files with their conflicts, money."""
        for town, books in self.hub.books.items():
            found = {(row.kind, row.id): row for row in self._rows(town) if row.kind != "registration"}
            model = {(kind, self._id(label)): line for (kind, label), line in books.feed.items()}
            kept = {key: line for key, line in model.items() if not is_refused(line.doc)}
            same(f"rows of {town}", {k: line.op for k, line in kept.items()}, {k: row.op for k, row in found.items()})
            same(f"order in {town}", self._order(town, kept, 1), self._order(town, found, 2))
            for key, line in kept.items():
                if line.doc is not None:
                    same(f"{key}", model_facts(self.ids, key[0], line.doc), real_facts(key[0], found[key].doc))
            same(f"money of {town}", self._money(town), self._real_money(town))

    def _order(self, town: str, lines: dict[tuple[str, str], Any], side: int) -> list[set[tuple[str, str]]]:
        """Return the rows by the commit that wrote them last, in the order of seq."""
        ends = [commit[side] for commit in self.commits if commit[0] == town]
        found: dict[int, set[tuple[str, str]]] = {}
        for key, line in lines.items():
            found.setdefault(next(at for at, end in enumerate(ends) if line.seq <= end), set()).add(key)
        return [found[at] for at in sorted(found)]

    def _note(self, *towns: str) -> None:
        """Note the last seq of both feeds after a commit."""
        for town in towns:
            with transaction(self.office.engine, self.codes[town], self.office.clock()) as tx:
                seq = tx.connection.scalar(select(heads.c.seq).where(heads.c.dealership == self.codes[town]))
            self.commits.append((town, self.hub.books[town].seq, seq or 0))

    def _publish(self, town: str, order: str, status: int) -> None:
        fields = freeze(OrderFields(self._id(order), status=f"s{status}"))
        doc = {"customer_id": self._id("nobody"), "fields": fields, "ledger": [], "included": [], "history": []}
        self.office.publish(self.codes[town], Published("order", self._id(order), doc))
        self._note(town)

    def _said(self, n: int, sent: Sent, outcome: Any) -> tuple[str, str, str]:
        line = sent.batch.commands[n - sent.batch.commands[0].n]
        alias = self.hub.books[sent.pen.town].rows.get(("alias", line.body["id"]))
        target = self._id(str(alias.fields["target"])) if alias and outcome.code == "alias" else ""
        return outcome.state, CODES.get(outcome.code, outcome.code), target

    def _money(self, town: str) -> int:
        taken = {key[1]: doc.fields for books in self.hub.books.values() for key, doc in books.rows.items()}
        return sum(amount for owner, amount in self.hub.money if taken[owner]["by"] == town)

    def _real_money(self, town: str) -> int:
        with transaction(self.office.engine, self.codes[town], self.office.clock()) as tx:
            mine = money.c.dealership == self.codes[town]
            return -int(tx.connection.scalar(select(func.coalesce(func.sum(money.c.amount), 0)).where(mine)) or 0)

    def _rows(self, town: str) -> list[Any]:
        with transaction(self.office.engine, self.codes[town], self.office.clock()) as tx:
            return list(tx.connection.execute(select(rows).where(rows.c.dealership == self.codes[town])))

    def _bases(self, pen: Pen, customer: str) -> tuple[int, int]:
        own = sum(line.body.get("customer") == customer for line in pen.lines)
        model, real = pen.seen.get(customer, (0, 0))
        return model * OWN_EDITS + own, real * OWN_EDITS + own

    def _numbers(self, pen: Pen, kind: str, number: tuple[str, int]) -> tuple[int, int]:
        zone, which = number
        if zone in {"local", "provisional"}:
            serial = which + (90_000_000 if zone == "provisional" else 1)
            return serial, serial
        owner = pen if zone == "own" else self.pens[which % len(self.pens)]
        model, real = owner.first_number["registration" if kind == "customer.register" else "receipt"]
        return model + which, real + which

    def _id(self, label: str) -> str:
        return id_of(self.ids, label)
