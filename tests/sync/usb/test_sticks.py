"""Test counters without a line: after sticks in any order, repeated or lost, all copies equal head office's."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from dealer_app.documents.printing import print_paper
from dealer_app.domain.head_office import ResolveConflict, TalkReport
from dealer_app.domain.papers.papers import PaperKind, PaperRef
from dealer_app.hub.database.database import transaction
from dealer_app.hub.database.schema import ledger, rows
from dealer_app.services.head_office.conflicts import list_conflicts, resolve_conflict
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.orders import OrderRecord
from tests.soak.checks import check, heal
from tests.soak.works import bill, invite, pay
from tests.soak.world import Pc, World, make_template, open_world
from tests.sync.both_sides import correct, fields_of
from tests.sync.counters import HUB_URL, register
from tests.sync.sticks import Pocket

DEALERSHIP, OTHER = "2606", "2711"
PCS = (DEALERSHIP, DEALERSHIP, OTHER)
MOST_EXCHANGES = 12
UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
"""An example takes a second, so shrinking a failure would take minutes."""
Step = tuple[str, int, int, int]
"""The action, the index of the counter, and two numbers for further choices."""


@dataclass
class Journey:
    """A world whose counters have no line, and every bundle file ever written."""

    world: World
    pocket: Pocket
    ups: list[tuple[Pc, Path]] = field(default_factory=list)
    downs: list[tuple[Pc, Path]] = field(default_factory=list)

    @property
    def pcs(self) -> list[Pc]:
        return self.world.pcs

    def join_all(self, hub_url: str) -> None:
        """Enrol all counters; keep the requests and answers among the sticks, so that they can be repeated."""
        for dealership in PCS:
            home = Path(copytree(self.world.template, self.world.folder / f"pc-{len(self.pcs)}"))
            pc = self.world.open_pc(home, dealership)
            self.ups.append((pc, self.pocket.request(pc.desktop, self.world.office.code(dealership), hub_url)))
        for pc, up in tuple(self.ups):
            self.downs.append((pc, self.pocket.answer(up)))
            assert pc.desktop.import_bundle(self.downs[-1][1]).joined == pc.dealership

    def work(self, pc: Pc, a: int, b: int) -> None:
        self.world.work(pc, a % 8, a, b)

    def export(self, pc: Pc, _a: int, _b: int) -> None:
        self.ups.append((pc, self.pocket.export(pc.desktop)))

    def carry(self, _pc: Pc, a: int, _b: int) -> None:
        """Take any stick that was ever written to head office, also one that was answered before."""
        pc, up = self.ups[-1 - a % len(self.ups)]
        self.downs.append((pc, self.pocket.answer(up)))

    def take(self, _pc: Pc, a: int, _b: int) -> None:
        """Import any answer that was ever given, at its own counter."""
        pc, down = self.downs[-1 - a % len(self.downs)]
        assert pc.desktop.import_bundle(down).trouble == ""

    def publish(self, pc: Pc, a: int, _b: int) -> None:
        self.world.publish(pc.dealership, a)

    def talk(self, pc: Pc, _a: int, _b: int) -> None:
        assert pc.desktop.talk().trouble == ""

    def play(self, steps: list[Step]) -> None:
        for verb, who, a, b in steps:
            getattr(self, verb)(self.pcs[who], a, b)

    def exchange(self, pc: Pc) -> TalkReport:
        """Take a new stick to head office and import its answer; keep both among the sticks."""
        self.ups.append((pc, self.pocket.export(pc.desktop)))
        self.downs.append((pc, self.pocket.answer(self.ups[-1][1])))
        return pc.desktop.import_bundle(self.downs[-1][1])

    def read_all_again(self) -> None:
        """Import every answer that was ever given, the oldest last."""
        for pc, down in reversed(self.downs):
            assert pc.desktop.import_bundle(down).trouble == ""

    def settle(self) -> None:
        """Exchange sticks at every counter until none of them sends or receives anything."""
        for _ in range(MOST_EXCHANGES):
            reports = [self.exchange(pc) for pc in self.pcs]
            assert [report.trouble for report in reports] == [""] * len(reports)
            if not any(report.sent or report.received for report in reports):
                return
        pytest.fail("never at rest")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_template(tmp_path_factory.mktemp("template"))


@contextmanager
def a_journey(template: Path, hub_url: str = "") -> Iterator[Journey]:
    """Yield two counters of one dealership and one of another, joined by stick."""
    with TemporaryDirectory() as folder, open_world(Path(folder) / "world", template, 0) as world:
        journey = Journey(world, Pocket(world.office, Path(folder) / "sticks"))
        journey.join_all(hub_url)
        yield journey


def steps(*verbs: str) -> st.SearchStrategy[list[Step]]:
    """Return a strategy for lists of steps with these verbs."""
    step = st.tuples(st.sampled_from(verbs), st.integers(0, 2), st.integers(0, 40), st.integers(0, 40))
    return st.lists(step, min_size=12, max_size=24)


@settings(max_examples=5, phases=UNSHRUNK)
@given(steps("work", "work", "export", "carry", "carry", "take", "take", "publish"))
def test_copies_are_equal_after_sticks_in_any_order_repeated_and_lost(template: Path, story: list[Step]) -> None:
    with a_journey(template) as journey:
        journey.play(story)
        journey.settle()
        journey.read_all_again()
        check(journey.world)
        assert all(pc.line.calls == [] for pc in journey.pcs)


@settings(max_examples=3, phases=UNSHRUNK)
@given(steps("work", "work", "export", "carry", "take", "talk", "publish"))
def test_copies_are_equal_after_sticks_mixed_with_talks(template: Path, story: list[Step]) -> None:
    with a_journey(template, HUB_URL) as journey:
        journey.play(story)
        heal(journey.world)
        journey.read_all_again()
        check(journey.world)


def test_all_kinds_of_records_are_exchanged_without_a_line(template: Path) -> None:
    with a_journey(template) as journey:
        one, two, far = journey.pcs
        customer_id = register(one.desktop, 1)
        journey.settle()
        correct(one.desktop, customer_id, city="یزد")
        correct(two.desktop, customer_id, city="کرمان")
        correct(two.desktop, customer_id, father_name="علی")
        for verb in (bill, pay, invite):
            one.desktop.write(partial(verb, a=0, b=3))
        one.desktop.write(partial(print_paper, ref=PaperRef(PaperKind.REGISTRATION, customer_id)))
        two.desktop.write(partial(pay, a=1, b=7))
        far.desktop.write(partial(pay, a=0, b=2))
        journey.settle()

        for pc in (one, two):
            (conflict,) = pc.desktop.read(list_conflicts)
            assert {conflict.kept, conflict.other} == {"یزد", "کرمان"}
        two.desktop.write(partial(resolve_conflict, command=ResolveConflict(customer_id, "city", "کرمان")))
        journey.settle()
        journey.read_all_again()
        check(journey.world)

        shown = [fields_of(pc.desktop, customer_id) for pc in (one, two)]
        assert shown[0] == shown[1]
        assert (shown[0].city, shown[0].father_name) == ("کرمان", "علی")
        kinds = {"customer", "order", "bill", "invitation", "payment", "print", "registration"}
        assert kinds_of(journey.world, DEALERSHIP) >= kinds
        assert states_of(journey.world) <= {"applied", "applied_with_change"}
        assert order_numbers(one) == order_numbers(two) != order_numbers(far)


def kinds_of(world: World, dealership: str) -> set[str]:
    with transaction(world.engine, dealership, world.office.clock()) as tx:
        return set(tx.connection.scalars(select(rows.c.kind).where(rows.c.dealership == dealership)))


def states_of(world: World) -> set[str]:
    with transaction(world.engine, DEALERSHIP, world.office.clock()) as tx:
        return set(tx.connection.scalars(select(ledger.c.state).where(ledger.c.dealership == DEALERSHIP)))


def order_numbers(pc: Pc) -> list[str]:
    def read(unit: Unit) -> list[str]:
        return list(unit.session.scalars(select(OrderRecord.request_number).order_by(OrderRecord.request_number)))

    return pc.desktop.read(read)
