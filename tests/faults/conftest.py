"""Fixtures: homes for kill tests, made once and copied; and the report of where the kills fell."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.ledger import LedgerEntryRecord
from tests.faults.jobs import ORDER, PENALTY, PRICE, opened, register, serve, start
from tests.faults.killing import KillLoop
from tests.store.factories import a_customer, an_order

RunLoop = Callable[..., None]


def _imported_order(unit: Unit) -> None:
    """Store an invited order with price and penalty, as an import of head office's export does."""
    facts = {"request_number": ORDER, "invitation_number": "D1", "status": "دعوتنامه صادر شد", "car": "جک J4"}
    number = an_order(unit, a_customer(unit, origin="import"), **facts)
    for account, kind, amount in (("principal", "price", PRICE), ("penalty", "penalty", PENALTY)):
        entry = {"account": account, "kind": kind, "amount": amount, "entered_at": unit.now}
        unit.session.add(LedgerEntryRecord(order_id=number, **entry))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Report where the kills fell, for each loop and for all."""
    told = [dict(report.user_properties) for report in terminalreporter.getreports("passed")]
    lines = [entry["kills"] for entry in told if "kills" in entry]
    for name, before, inside, after in lines:
        terminalreporter.write_line(
            f"{name}: {before + inside + after} kills: {before} before, {inside} inside a transaction, {after} after"
        )
    sums = [sum(line[at] for line in lines) for at in (1, 2, 3)]
    if lines:
        terminalreporter.write_line(
            f"all: {sum(sums)} kills: {sums[0]} before, {sums[1]} inside a transaction, {sums[2]} after"
        )


@pytest.fixture(autouse=True)
def _key_in_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAJEH_KEYRING", "file")


@pytest.fixture
def kill_loop(
    kills: int, tmp_path: Path, request: pytest.FixtureRequest, record_property: Callable[[str, object], None]
) -> RunLoop:
    """A function that kills a job ``kills // share`` times (at least twice) and records the figures."""

    def run(
        job: Callable[..., None],
        *arguments: object,
        prepare: Callable[[], object],
        check: Callable[[str], None],
        share: int = 1,
    ) -> None:
        loop = KillLoop(job, arguments, prepare, check, tmp_path / "notes")
        figures = loop.run(max(2, kills // share))
        record_property("kills", (request.node.name, figures.before, figures.inside, figures.after))

    return run


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a counter with an empty database."""
    home = tmp_path_factory.mktemp("empty") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAJEH_KEYRING", "file")
        start(home)
    return home


@pytest.fixture(scope="session")
def first_day(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a counter with one invited order."""
    home = tmp_path_factory.mktemp("first-day") / "home"
    shutil.copytree(empty_file, home)
    desktop = opened(home)
    desktop.write(_imported_order)
    desktop.close()
    return home


@pytest.fixture(scope="session")
def busy_day(first_day: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same home after walk-ins were registered and the order was served."""
    home = tmp_path_factory.mktemp("busy-day") / "home"
    shutil.copytree(first_day, home)
    register(home)
    serve(home)
    return home


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of the counter that is killed."""
    return tmp_path / "home"


@pytest.fixture
def copied(home: Path) -> Callable[[Path], None]:
    """A function that replaces ``home`` by a fresh copy of another home."""

    def copy(source: Path) -> None:
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(source, home)

    return copy
