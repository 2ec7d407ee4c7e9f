"""Faults of network and machine at a running counter: shown on bar and page, ended by the next talk."""

import resource
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dealer_app.desktop import Desktop
from dealer_app.domain.customers import CorrectCustomer
from dealer_app.domain.staff import Role
from dealer_app.services.customers import customers
from dealer_app.store.core.unit import Unit
from dealer_app.store.database.connection import DATABASE_FILE, connect
from dealer_app.store.database.keys import find_key
from resources.texts.errors import SENTENCES
from tests.hub.head_office import open_office
from tests.signed_on import sign_on
from tests.sync.counters import HUB_URL, SpoiltLine
from tests.ui.clerk import Clerk, copy_home
from tests.ui.real_line import DialledLine
from ui.app import make_application
from ui.line.line import Pace
from ui.pages.head_office.page import HeadOfficePage
from ui.texts import head_office as words

AT_ONCE = Pace(after_commit=0, more_waits=0, look=50)
LONGEST_MS = 300_000
Spoil = Callable[[Clerk, SpoiltLine], AbstractContextManager[None]]


@pytest.fixture
def line() -> Iterator[SpoiltLine]:
    """A line to a head office that has the demo's dealership."""
    with open_office("2606") as (office, _):
        yield SpoiltLine(office)


@pytest.fixture
def eager(qtbot: QtBot, demo_template: Path, tmp_path: Path, line: SpoiltLine) -> Iterator[Clerk]:
    """A clerk at an enrolled counter that talks as soon as possible, with the head office page open."""
    home = copy_home(demo_template, tmp_path / "home")
    make_application(home)
    desktop = Desktop(home, dial=line.dial)
    desktop.open()
    sign_on(desktop, "", Role.MANAGER)
    desktop.enrol(HUB_URL, line.office.code("2606"))
    desktop.close()
    one = Clerk(qtbot, home, DialledLine(line), AT_ONCE)
    one.counter.navigate.open_head_office()
    one.until(lambda: _is_in_step(one))
    yield one
    one.close()


@contextmanager
def down(_clerk: Clerk, line: SpoiltLine, reason: str) -> Iterator[None]:
    """Interrupt the line for this reason."""
    line.go_down(reason)
    yield
    line.come_back()


@contextmanager
def refusing(_clerk: Clerk, line: SpoiltLine, status: int, code: str) -> Iterator[None]:
    """Let head office answer with a signed error."""
    line.refuse("/v1/", status, code)
    yield
    line.come_back()


@contextmanager
def full(clerk: Clerk, _line: SpoiltLine) -> Iterator[None]:
    """Limit the size of files, so that the write-ahead log can grow by one page only."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    room = (clerk.counter.home / f"{DATABASE_FILE}-wal").stat().st_size + 4096
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def read_only(clerk: Clerk, _line: SpoiltLine) -> Iterator[None]:
    """Make the database read-only."""
    _tell(clerk, "PRAGMA query_only = 1")
    yield
    _tell(clerk, "PRAGMA query_only = 0")


@contextmanager
def held(clerk: Clerk, _line: SpoiltLine) -> Iterator[None]:
    """Lock the database by another connection."""
    _tell(clerk, "PRAGMA busy_timeout = 1")
    key = find_key(clerk.counter.home)
    assert key is not None
    other = connect(clerk.counter.home / DATABASE_FILE, key)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


LINE_FAULTS: tuple[tuple[Spoil, str], ...] = (
    (partial(down, reason="not_signed"), "line_portal"),
    (partial(down, reason="refused"), "line_down"),
    (partial(down, reason="timeout"), "line_down"),
    (partial(down, reason="dns"), "line_dns"),
    (partial(down, reason="tls"), "line_tls"),
    (partial(down, reason="clock"), "line_clock"),
    (partial(down, reason="proxy"), "line_proxy"),
    (partial(down, reason="slow"), "line_slow"),
    (partial(down, reason="server_broken"), "line_server"),
    (partial(refusing, status=500, code="broken"), "broken"),
    (partial(refusing, status=503, code="busy"), "busy"),
    (partial(refusing, status=426, code="protocol_old"), "protocol_old"),
)
MACHINE_FAULTS: tuple[tuple[Spoil, frozenset[str]], ...] = (
    (full, frozenset({"disk_full", "disk_fault"})),
    (read_only, frozenset({"database_readonly"})),
    (held, frozenset({"database_locked"})),
)


def test_every_fault_of_the_line_is_shown_and_ends_by_itself(eager: Clerk, line: SpoiltLine) -> None:
    for at, (spoil, code) in enumerate(LINE_FAULTS):
        with spoil(eager, line):
            _queue_something(eager, at)
            eager.until(lambda code=code: _trouble(eager) == code)  # type: ignore[misc]
            assert _bar(eager).startswith(f"{words.OFFLINE} · ۱ مورد در صف")
            assert _hint(eager) == SENTENCES[code]
            assert 0 <= eager.counter.line._next.remainingTime() <= LONGEST_MS
        _time_passes(eager)
        eager.until(lambda: _is_in_step(eager))
        assert _bar(eager).startswith(f"{words.ONLINE} · {words.QUEUE_EMPTY}")


@pytest.mark.parametrize(("spoil", "codes"), MACHINE_FAULTS, ids=["full", "read only", "held"])
def test_every_fault_of_the_machine_is_shown_and_ends_by_itself(
    eager: Clerk, line: SpoiltLine, spoil: Spoil, codes: frozenset[str]
) -> None:
    with down(eager, line, "refused"):
        for at in range(4):
            _queue_something(eager, at)
        eager.until(lambda: _trouble(eager) == "line_down")
    with spoil(eager, line):
        _time_passes(eager)
        eager.until(lambda: _trouble(eager) in codes)
        assert _bar(eager).startswith(f"{words.CANNOT_SAVE} · ۴ مورد در صف")
        assert _hint(eager) == SENTENCES[_trouble(eager)]
        assert eager.counter.window.shell.status_bar.line.tone == "amber"
        assert eager.counter.line._next.isActive()
    _time_passes(eager)
    eager.until(lambda: _is_in_step(eager))
    assert _bar(eager).startswith(f"{words.ONLINE} · {words.QUEUE_EMPTY}")


def _queue_something(clerk: Clerk, at: int) -> None:
    """Correct a customer, so that an entry is added to the outbox."""
    ids = clerk.read(customers.list_customer_ids)

    def move(unit: Unit) -> None:
        known = customers.get_customer(unit, ids[at % len(ids)])
        there = replace(known.fields, city=f"شهر {at}")
        customers.correct_customer(unit, CorrectCustomer(known.id, known.version, there))

    clerk.counter.tasks.run_write(
        clerk.counter, move, lambda written: clerk.counter.change_bus.publish(written.changes)
    )
    clerk.settle()


def _tell(clerk: Clerk, statement: str) -> None:
    """Run a PRAGMA on the writing connection of the database."""

    def work(desktop: Desktop) -> None:
        assert desktop._lanes is not None
        desktop._lanes._raw_writer.execute(statement)

    clerk.counter.tasks.run_desktop(clerk.counter, work, lambda _nothing: None)
    clerk.settle()


def _time_passes(clerk: Clerk) -> None:
    """Start the next talk now instead of at its time."""
    timer = clerk.counter.line._next
    assert timer.isActive() or clerk.counter.line.is_talking
    timer.start(0)


def _trouble(clerk: Clerk) -> str:
    return "" if clerk.counter.line.is_talking else clerk.counter.line.view.state.trouble


def _is_in_step(clerk: Clerk) -> bool:
    state = clerk.counter.line.view.state
    is_heard = state.last_heard_at is not None and not clerk.counter.line.is_talking
    return is_heard and state.waiting == 0 and not state.trouble


def _bar(clerk: Clerk) -> str:
    return clerk.counter.window.shell.status_bar.line.text()


def _hint(clerk: Clerk) -> str:
    page = clerk.page
    assert isinstance(page, HeadOfficePage)
    return page.line_card.hint.text()
