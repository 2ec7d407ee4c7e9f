"""Long imports: they report progress, stop between batches, and continue after a stop."""

from pathlib import Path

from dealer_app.desktop import Desktop
from dealer_app.services.imports.run import BATCH_ROWS, import_orders
from tests.services.imports.contents import all_rows, counts
from tests.services.imports.sheets import SAMPLES, a_row, as_table, write_csv

SAMPLE = SAMPLES / "dealer-export.xlsx"


def test_progress_counts_up_to_the_last_row(desktop: Desktop) -> None:
    seen: list[tuple[int, int]] = []

    def note(done: int, total: int) -> bool:
        seen.append((done, total))
        return True

    report = import_orders(desktop, SAMPLE, progress=note)
    assert seen == [(BATCH_ROWS, 1500), (1500, 1500)]
    assert not report.was_stopped


def test_stopped_import_keeps_whole_batches_and_can_be_completed(desktop: Desktop) -> None:
    stopped = import_orders(desktop, SAMPLE, progress=lambda done, total: False)
    assert stopped.was_stopped
    assert 0 < stopped.accepted < 1441
    assert counts(desktop)["orders"] == stopped.accepted
    rest = import_orders(desktop, SAMPLE)
    assert (rest.accepted, rest.unchanged) == (1441 - stopped.accepted, stopped.accepted)


def test_stopped_dry_run_stores_nothing(desktop: Desktop) -> None:
    before = all_rows(desktop)
    assert import_orders(desktop, SAMPLE, dry_run=True, progress=lambda done, total: False).was_stopped
    assert all_rows(desktop) == before


def test_each_batch_is_one_transaction(desktop: Desktop, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", as_table([a_row(n) for n in range(1, BATCH_ROWS + 3)]))
    during: list[int] = []

    def note(done: int, total: int) -> bool:
        during.append(counts(desktop).get("orders", 0))
        return True

    import_orders(desktop, path, progress=note)
    assert during == [BATCH_ROWS, BATCH_ROWS + 2]
