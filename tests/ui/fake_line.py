"""A head office without a network: each talk changes the counter's real database as the test defines."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, update

from dealer_app.desktop import Desktop
from dealer_app.domain.head_office import LineState, TalkReport
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.customers import CustomerRecord
from dealer_app.store.tables.enrolments import EnrolmentRecord
from dealer_app.store.tables.head_office import ConflictRecord, OutcomeRecord, UnmatchedOrderRecord
from dealer_app.store.tables.orders import OrderRecord
from dealer_app.store.tables.outbox import OutboxRecord

HUB = "https://hub.example.ir"
Effect = Callable[[Unit], object]


class FakeLine:
    """The ``HeadOffice`` of the tests; ``reports`` and ``effects`` apply to the next talks, in order.

    If ``gate`` is set, a talk waits for it, or until it is stopped.
    """

    def __init__(self) -> None:
        self.talks = 0
        self.reports: list[TalkReport | Exception] = []
        self.effects: list[Effect] = []
        self.gate: threading.Event | None = None
        self.begun = threading.Event()
        self.refusal: Exception | None = None
        self.carried: list[tuple[str, str]] = []

    def talk(self, desktop: Desktop, is_stopped: Callable[[], bool]) -> TalkReport:
        """Hold one talk."""
        self.talks += 1
        self.begun.set()
        while self.gate is not None and not self.gate.wait(0.01):
            if is_stopped():
                return TalkReport(is_done=False)
        report = self.reports.pop(0) if self.reports else TalkReport()
        if isinstance(report, Exception):
            raise report
        if not self.effects:
            return report
        changes = desktop.write(self.effects.pop(0)).changes
        return TalkReport(report.sent, report.received, report.trouble, report.retry_after_s, changes, report.is_done)

    def enrol(self, desktop: Desktop, hub_url: str, code: str) -> LineState:
        """Enrol, or raise ``refusal`` if it is set."""
        self.carried.append((hub_url, code))
        if self.refusal is not None:
            raise self.refusal
        desktop.write(lambda unit: enrol_in(unit, hub_url=hub_url))
        return LineState("active", "2606", hub_url)

    def change_address(self, desktop: Desktop, hub_url: str) -> LineState:
        """Change the address, or raise ``refusal`` if it is set."""
        self.carried.append((hub_url, ""))
        if self.refusal is not None:
            raise self.refusal
        return desktop.change_address(hub_url)

    def request_enrolment(self, desktop: Desktop, invitation: Path, code: str, out: Path) -> None:
        """Write the request, or raise ``refusal`` if it is set."""
        self.carried.append((invitation.name, code))
        if self.refusal is not None:
            raise self.refusal
        desktop.write(ask_in)
        out.write_text(code)

    def export_bundle(self, desktop: Desktop, out: Path, *, with_attachments: bool) -> None:
        """Write the number of outbox entries, and whether attachments go along."""
        waiting = desktop.read(lambda unit: len(unit.session.scalars(select(OutboxRecord.n)).all()))
        out.write_text(f"{waiting} with attachments" if with_attachments else str(waiting))

    def import_bundle(self, desktop: Desktop, file: Path) -> TalkReport:
        """Hold a talk for the file, or raise ``refusal`` if it is set."""
        if self.refusal is not None:
            raise self.refusal
        return self.talk(desktop, lambda: False) if file.exists() else TalkReport(trouble="bundle_unreadable")

    def carry_bundle(self, desktop: Desktop, file: Path, out: Path) -> None:
        """Write the file itself as the answer, or raise ``refusal`` if it is set."""
        self.carried.append((file.name, out.name))
        if self.refusal is not None:
            raise self.refusal
        out.write_bytes(file.read_bytes())


def enrol_in(unit: Unit, *, hub_url: str = HUB, **changes: Any) -> None:
    """Store a current enrolment at a head office that was heard now."""
    unit.session.execute(update(EnrolmentRecord).values(is_current=False))
    facts: dict[str, Any] = {"device": "0192f0c1-79ff-7d10-8a2b-1c2d3e4f5a6b", "dealership": "2606", "hub_url": hub_url}
    facts |= {"state": "active", "signing_key": b"-", "box_key": b"-", "is_current": True, "heard_at": unit.now}
    unit.session.add(EnrolmentRecord(**{**facts, **changes}))


def ask_in(unit: Unit) -> None:
    """Store a request of enrolment by stick."""
    unit.session.add(EnrolmentRecord(signing_key=b"-", box_key=b"-", hub_key=b"-"))


def answer(unit: Unit, n: int, state: str, code: str = "", number: str = "") -> None:
    """Store head office's outcome of outbox entry ``n``."""
    unit.session.execute(update(OutboxRecord).where(OutboxRecord.n == n).values(state=state))
    row = {"n": n, "state": state, "code": code, "seq": n, "alias_of": "", "number": number, "doc": {}}
    unit.session.execute(insert(OutcomeRecord), {**row, "heard_at": unit.now})


def answer_all(unit: Unit, state: str = "applied") -> None:
    """Store the same outcome for every outbox entry that waits."""
    waiting = select(OutboxRecord.n).where(OutboxRecord.state.in_(("queued", "sent")))
    for n in unit.session.scalars(waiting).all():
        answer(unit, n, state)


def dispute(unit: Unit, field: str, kept: str, other: str, *, is_ours: bool = True) -> None:
    """Store a conflict of two values for a field of the demo's main visitor."""
    order = select(OrderRecord.customer_id).where(OrderRecord.request_number == "R2606100412")
    customer_id = unit.session.scalar(order)
    unit.session.execute(update(CustomerRecord).where(CustomerRecord.id == customer_id).values({field: kept}))
    row = {"customer_id": customer_id, "field": field, "device": "other" if not is_ours else "ours"}
    unit.session.execute(insert(ConflictRecord), {**row, "kept": kept, "other": other, "is_ours": is_ours})


def lose_order(unit: Unit, request_number: str) -> None:
    """Store that head office does not know an imported order."""
    order_id = unit.session.scalar(select(OrderRecord.id).where(OrderRecord.request_number == request_number))
    unit.session.execute(insert(UnmatchedOrderRecord), {"order_id": order_id, "noted_at": unit.now})
