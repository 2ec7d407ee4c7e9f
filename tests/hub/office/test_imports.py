"""Test head office's import: judged as at the counter, published per dealership, without loss of counters' work."""

import json
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DBAPIError

from dealer_app.desktop import Desktop
from dealer_app.domain.customers import CorrectCustomer, CustomerDetails
from dealer_app.domain.errors import Refusal
from dealer_app.domain.ids import CustomerId, OrderId
from dealer_app.domain.imports import ImportReport
from dealer_app.hub.commands import working_set as working
from dealer_app.hub.database.database import transaction
from dealer_app.hub.database.opening import OfficeDatabase
from dealer_app.hub.database.schema import rows
from dealer_app.hub.office import imports
from dealer_app.hub.office.imports import import_orders
from dealer_app.hub.office.moves import move_order
from dealer_app.services.customers.customers import correct_customer, get_customer
from dealer_app.services.imports.error_sheet import write_error_sheet
from dealer_app.services.orders.ledger import get_ledgers
from tests.services.imports.bug_files import bug_file, table_xml, write_parts
from tests.services.imports.contents import the_customer, the_order
from tests.services.imports.sample import ANSWERS, CODES, SAMPLE
from tests.services.imports.sheets import a_national_code, a_row, as_table, write_csv
from tests.sync.counters import pay

SAME = {"hub_import_twice": "import_duplicate_conflict"}
REQUEST = "R260000001"


def stored(owner: Engine) -> list[Any]:
    """Return all of head office's rows, names, numbers and heads."""
    found: list[Any] = []
    with owner.connect() as connection:
        for table in ("rows", "identities", "numbers", "money", "heads"):
            found += sorted(map(str, connection.execute(text(f"SELECT * FROM {table}"))))
    return found


def orders(office_database: OfficeDatabase, dealership: str) -> dict[str, dict[str, Any]]:
    with transaction(office_database.engine, dealership, office_database.now()) as tx:
        docs = tx.connection.scalars(select(rows.c.doc).where(rows.c.kind == "order", rows.c.op == "upsert"))
        return {doc["fields"]["request_number"]: doc for doc in map(json.loads, docs)}


def bring(
    office_database: OfficeDatabase, folder: Path, *cells: dict[str, object], dry_run: bool = False
) -> ImportReport:
    return import_orders(office_database, write_csv(folder / "a.csv", as_table(cells)), dry_run=dry_run)


def tally(report: ImportReport) -> tuple[int, int, int, int]:
    return report.accepted, report.updated, report.unchanged, len(report.refused)


def test_sample_is_judged_as_at_the_counter_and_a_second_import_moves_nothing(
    office_database: OfficeDatabase, owner_engine: Engine, tmp_path: Path
) -> None:
    dry = import_orders(office_database, SAMPLE, dry_run=True)
    assert office_database.list_dealerships() == ("2606", "2607")

    report = import_orders(office_database, SAMPLE)
    assert (report.rows, tally(report)[:3]) == (ANSWERS["rows"], (ANSWERS["accepted"], 0, 0))
    assert report.zeros_restored == ANSWERS["leading_zeros_restored"]
    for notes, answers in ((report.refused, ANSWERS["refused"]), (report.warned, ANSWERS["warned"])):
        judged = sorted((note.row, SAME.get(note.code, note.code)) for note in notes)
        expected = sorted((answer["row"], answer["why"]) for answer in answers)
        assert [row for row, _ in judged] == [row for row, _ in expected]
        assert all(code in CODES[why] for (_, code), (_, why) in zip(judged, expected, strict=True))
    assert (dry.accepted, dry.refused, dry.warned) == (report.accepted, report.refused, report.warned)

    before = stored(owner_engine)
    again = import_orders(office_database, SAMPLE)
    assert tally(again)[:3] == (0, 0, ANSWERS["accepted"])
    assert stored(owner_engine) == before

    write_error_sheet(report, tmp_path / "errors.xlsx")
    assert load_workbook(tmp_path / "errors.xlsx").active.max_row > len(report.refused)


def test_dry_run_of_a_new_dealership_reports_all_and_stores_nothing(
    office_database: OfficeDatabase, owner_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "BATCH_ROWS", 2)  # the dealership comes in more than one batch
    before = stored(owner_engine)
    cells = [a_row(n, dealership_code="3305") for n in range(1, 6)]
    assert tally(bring(office_database, tmp_path, *cells, dry_run=True)) == (5, 0, 0, 0)
    assert stored(owner_engine) == before
    assert tally(bring(office_database, tmp_path, *cells)) == (5, 0, 0, 0)
    assert len(orders(office_database, "3305")) == 5


def test_each_order_goes_to_its_own_dealership(office_database: OfficeDatabase, tmp_path: Path) -> None:
    cells = [a_row(n, dealership_code=code) for n, code in enumerate(("2606", "2607", "2606"), start=1)]
    assert tally(bring(office_database, tmp_path, *cells)) == (3, 0, 0, 0)
    assert set(orders(office_database, "2606")) == {"R260000001", "R260000003"}
    assert set(orders(office_database, "2607")) == {"R260000002"}


@pytest.mark.parametrize("code", ["", "*", "26 06"])
def test_row_without_a_dealership_is_refused(office_database: OfficeDatabase, tmp_path: Path, code: str) -> None:
    report = bring(office_database, tmp_path, a_row(1, dealership_code=code), a_row(2))
    assert [note.code for note in report.refused] == ["hub_import_dealership"]
    assert report.accepted == 1


def test_only_a_changed_order_is_published_with_its_history(office_database: OfficeDatabase, tmp_path: Path) -> None:
    bring(office_database, tmp_path, a_row(1), a_row(2))
    assert tally(bring(office_database, tmp_path, a_row(1, status="تخصیص شاسی"), a_row(2))) == (0, 1, 1, 0)
    history = orders(office_database, "2606")[REQUEST]["history"]
    assert [entry["status"] for entry in history] == ["دعوتنامه صادر شد", "تخصیص شاسی"]


def test_correction_of_a_counter_is_not_overwritten(
    office_database: OfficeDatabase, counter: Desktop, tmp_path: Path
) -> None:
    bring(office_database, tmp_path, a_row(1, city="کرمان"))
    counter.talk()
    customer_id = CustomerId(the_customer(counter, a_national_code(1)).id)
    details = counter.read(lambda unit: get_customer(unit, customer_id))
    counter.write(lambda unit: correct_customer(unit, a_correction(details, city="بم")))
    assert counter.talk().trouble == ""

    bring(office_database, tmp_path, a_row(1, city="کرمان"))
    counter.talk()
    assert the_customer(counter, a_national_code(1)).city == "بم"


def test_person_who_differs_in_the_export_is_reported_and_kept(office_database: OfficeDatabase, tmp_path: Path) -> None:
    bring(office_database, tmp_path, a_row(1, postal_code=""))
    report = bring(office_database, tmp_path, a_row(1, mobile="09139999999", city="بم", postal_code="7618411700"))
    assert [note.code for note in report.warned] == ["import_customer_differs"]
    with transaction(office_database.engine, "2606", office_database.now()) as tx:
        fields = json.loads(tx.connection.scalars(select(rows.c.doc).where(rows.c.kind == "customer")).one())["fields"]
    assert (fields["mobile"], fields["city"], fields["postal_code"]) == ("09130000001", "کرمان", "7618411700")


def test_counter_money_in_head_offices_total_is_counted_once(
    office_database: OfficeDatabase, counter: Desktop, tmp_path: Path
) -> None:
    bring(office_database, tmp_path, a_row(1, received=4_000_000_000, remaining=5_500_000_000))
    counter.talk()
    order_id = the_order(counter, REQUEST).id
    pay(counter, order_id, "981244", 1_000_000_000)  # type: ignore[arg-type]
    assert counter.talk().trouble == ""
    assert paid(counter) == 5_000_000_000

    for _ in range(2):
        bring(office_database, tmp_path, a_row(1, received=5_000_000_000, remaining=4_500_000_000))
        counter.talk()
        assert paid(counter) == 5_000_000_000
    assert [part["amount"] for part in orders(office_database, "2606")[REQUEST]["included"]] == [1_000_000_000]


def test_repeated_number_is_reported_with_its_first_row(office_database: OfficeDatabase, tmp_path: Path) -> None:
    report = bring(office_database, tmp_path, a_row(1), a_row(1), a_row(1, car="x"))
    assert [note.code for note in (*report.warned, *report.refused)] == ["import_duplicate_same", "hub_import_twice"]
    assert all("2" in note.why or "۲" in note.why for note in (*report.warned, *report.refused))


def test_old_export_does_not_bring_back_an_order_that_was_moved(
    office_database: OfficeDatabase, tmp_path: Path
) -> None:
    bring(office_database, tmp_path, a_row(1))
    move_order(office_database, REQUEST, "2606", "2607")
    report = bring(office_database, tmp_path, a_row(1))
    assert [note.code for note in report.refused] == ["hub_import_moved"]
    assert (set(orders(office_database, "2606")), set(orders(office_database, "2607"))) == (set(), {REQUEST})
    assert tally(bring(office_database, tmp_path, a_row(1, dealership_code="2607"))) == (0, 1, 0, 0)


class DyingHouse(OfficeDatabase):
    """A head office whose process dies after the first dealership."""

    left = 2  # moments: a look at the other dealership, and the write of the first

    def now(self) -> datetime:
        if DyingHouse.left == 0:
            raise KeyboardInterrupt
        DyingHouse.left -= 1
        return OfficeDatabase.now(self)


def test_interrupted_import_leaves_whole_dealerships_and_can_be_resumed(
    office_database: OfficeDatabase, tmp_path: Path
) -> None:
    cells = [a_row(n, dealership_code="2606" if n < 4 else "2607") for n in range(1, 7)]
    with suppress(KeyboardInterrupt):
        bring(DyingHouse(office_database.url, office_database.engine, office_database.keys), tmp_path, *cells)
    assert (len(orders(office_database, "2606")), len(orders(office_database, "2607"))) == (3, 0)
    assert tally(bring(office_database, tmp_path, *cells)) == (3, 0, 3, 0)


def test_connection_lost_in_a_dealership_leaves_nothing_of_it(
    office_database: OfficeDatabase, owner_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = working.write_working_set

    def cut(tx: Any, staged: Any, last_seq: int) -> Any:
        seqs = real(tx, staged, last_seq)
        if tx.dealership == "2607":
            with owner_engine.connect() as owner:
                pid = tx.connection.connection.dbapi_connection.info.backend_pid
                owner.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
        return seqs

    monkeypatch.setattr(imports, "write_working_set", cut)
    cells = [a_row(1), a_row(2, dealership_code="2607")]
    with pytest.raises(DBAPIError):
        bring(office_database, tmp_path, *cells)
    monkeypatch.setattr(imports, "write_working_set", real)
    assert (len(orders(office_database, "2606")), len(orders(office_database, "2607"))) == (1, 0)
    assert tally(bring(office_database, tmp_path, *cells)) == (1, 0, 1, 0)


def paid(desktop: Desktop) -> int:
    order_id = the_order(desktop, REQUEST).id
    return desktop.read(lambda unit: get_ledgers(unit, (OrderId(order_id),))[OrderId(order_id)]).principal.paid


def a_correction(details: CustomerDetails, **changes: str) -> CorrectCustomer:
    fields = replace(details.fields, sheba="IR820540102680020817909002", is_sheba_own=True, **changes)  # type: ignore[arg-type]
    return CorrectCustomer(details.id, details.version, fields)


def test_every_table_is_taken_and_a_lost_amount_keeps_its_known_value(
    office_database: OfficeDatabase, tmp_path: Path
) -> None:
    sheets = {"مهر": table_xml(as_table([a_row(1)])), "آبان": table_xml(as_table([a_row(2), a_row(1)]))}
    report = import_orders(office_database, write_parts(tmp_path / "a.xlsx", sheets))
    assert (tally(report), report.repeated, report.present) == ((2, 0, 0, 0), 1, 3)
    assert "مهر" in report.warned[0].why

    later = bring(office_database, tmp_path, a_row(1, price="", withdrawal_sheba=""))
    assert [note.code for note in later.warned] == ["import_value_kept"]
    assert orders(office_database, "2606")[REQUEST]["fields"]["price"] == 10_000_000_000


def test_file_that_would_take_the_machine_is_refused_by_the_same_rules(office_database: OfficeDatabase) -> None:
    with pytest.raises(Refusal, match="import_file_stray_cells"):
        import_orders(office_database, bug_file("12"))
