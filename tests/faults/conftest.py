"""Homes to kill in, made once and copied; the figures of the kills, told at the end."""

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
    """Write an invited order of the price and the penalty, as head office's export would bring it."""
    facts = {"request_number": ORDER, "invitation_number": "D1", "status": "دعوتنامه صادر شد", "car": "جک J4"}
    number = an_order(unit, a_customer(unit, origin="import"), **facts)
    for account, kind, amount in (("principal", "price", PRICE), ("penalty", "penalty", PENALTY)):
        entry = {"account": account, "kind": kind, "amount": amount, "entered_at": unit.now}
        unit.session.add(LedgerEntryRecord(order_id=number, **entry))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell where the kills of each loop fell, and of all."""
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
    """Kill ``job(*arguments)`` as often as this run asks for, a slow one less by ``share``, and keep the figures."""

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
    """The home of a counter that holds nothing yet."""
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
    """The home that is killed in."""
    return tmp_path / "home"


@pytest.fixture
def copied(home: Path) -> Callable[[Path], None]:
    """Put a fresh copy of another home in the place of ``home``."""

    def copy(source: Path) -> None:
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(source, home)

    return copy
