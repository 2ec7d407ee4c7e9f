"""A counter with at least one row in every table, and changes of it by someone with the key and an SQL tool."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, text
from uuid_utils.compat import uuid7

from dealer_app.desktop import Desktop
from dealer_app.domain.bills import IssueBill, RecordPayment
from dealer_app.domain.calls.calls import NewCallBack, RecordCall
from dealer_app.domain.files.contacts import ChangeContact, ContactField
from dealer_app.domain.files.joins import JoinFiles
from dealer_app.domain.help import SlipTopic, Visitor
from dealer_app.domain.ids import CallId, OrderId, Rial
from dealer_app.domain.orders.ledger import Account
from dealer_app.domain.papers.papers import PaperKind, PaperRef
from dealer_app.domain.plans.requests import MakeRequest
from dealer_app.domain.verification import VerifyProblem
from dealer_app.domain.visits import RecordVisit
from dealer_app.domain.waiting import TakeTicket
from dealer_app.services.attachments.attachments import add_attachment
from dealer_app.services.bills.bills import issue_bills
from dealer_app.services.calls.calls import record_call
from dealer_app.services.customers.customers import get_customer
from dealer_app.services.demo.demo import build_demo
from dealer_app.services.directory.addresses import issue_address
from dealer_app.services.directory.directory import get_dealership
from dealer_app.services.drafts import save_draft
from dealer_app.services.files.activation import ask_code
from dealer_app.services.files.contacts import change_contact
from dealer_app.services.files.joins import join_files
from dealer_app.services.help.records import issue_slip
from dealer_app.services.orders.orders import find_order_id, get_order
from dealer_app.services.payments.payments import record_payment
from dealer_app.services.plans.brochures import issue_brochure
from dealer_app.services.plans.plans import find_newest_plan, get_plan
from dealer_app.services.plans.requests import make_request
from dealer_app.services.prints.prints import begin_print
from dealer_app.services.visits.visits import record_visit
from dealer_app.services.visits.waiting import take_ticket
from dealer_app.store.core.unit import Unit
from dealer_app.store.database.connection import DATABASE_FILE, open_engine
from dealer_app.store.database.keys import find_key
from dealer_app.store.database.schema import raw_of
from dealer_app.store.tables.leases import close_ranges
from dealer_app.store.tables.records import Base
from tests.services.attachments.samples import an_attachment
from tests.services.factories import a_foreigner, by_manager
from tests.signed_on import sign_on

VALUES: dict[str, Any] = {
    "state": "new",
    "origin": "hub",
    "is_current": 0,
    "day": "2026-03-21",
    "n": 1,
    "op": "upsert",
    "unit": "days",
}
"""Column -> a value that the checks of its table accept, for made-up rows; the others follow from the column's type."""


def fill_counter(home: Path) -> None:
    """Make a counter of the demo with papers, a payment and a print, and a made-up row in every table left empty."""
    desktop = Desktop(home)
    desktop.open()
    build_demo(desktop)
    sign_on(desktop, "پیشخوان ۱")
    desktop.write(_work)
    desktop.write(lambda unit: save_draft(unit, "registration", "1", {"given_name": "مریم"}))
    desktop.write(_fill_empty_tables)
    desktop.close()


def save_any_draft(unit: Unit) -> None:
    """Make a harmless change by the program itself."""
    save_draft(unit, "registration", "2", {})


def _work(unit: Unit) -> None:
    order_id = find_order_id(unit, "R2606100412")
    assert order_id is not None
    bill = issue_bills(unit, IssueBill(order_id, Account.PRINCIPAL))[0]
    begin_print(unit, PaperRef(PaperKind.PRINCIPAL_SLIP, bill.id))
    record_payment(unit, _payment(order_id, unit.today))
    record_visit(unit, RecordVisit("payment", unit.now, order_id=order_id))
    take_ticket(unit, TakeTicket("other"))
    plan = get_plan(unit, find_newest_plan(unit, "KM-27"))
    issue_brochure(unit, plan.id)
    make_request(unit, MakeRequest(plan.id, get_order(unit, order_id).customer_id, plan.fields.price))
    issue_slip(unit, Visitor(order_id=order_id), SlipTopic.LOTTERY)
    add_attachment(unit, an_attachment(get_order(unit, order_id).customer_id))
    code = get_customer(unit, get_order(unit, order_id).customer_id).fields.national_code
    change_contact(unit, ChangeContact(code, ContactField.MOBILE, "09121112233", "sim_owner", "", "سارا"))
    join_files(by_manager(unit), JoinFiles(a_foreigner(unit, 1), a_foreigner(unit, 2), "گذرنامهٔ تازه"))
    ask_code(unit, get_order(unit, order_id).customer_id)
    issue_address(unit, get_dealership(unit, "2711").id)
    close_ranges(unit.session, "provisional")
    promise = NewCallBack(unit.now + timedelta(hours=1), unit.actor.staff_id, "پیگیری", "حسین", "09123456789")
    record_call(unit, RecordCall(CallId(uuid7()), unit.now, "خودرو کجاست", "گفته شد", promise))


def _payment(order_id: OrderId, day: date) -> RecordPayment:
    return RecordPayment(order_id, Account.PRINCIPAL, Rial(1_000_000_000), "deposit", "981244", day)


def _fill_empty_tables(unit: Unit) -> None:
    for table in Base.metadata.sorted_tables:
        is_empty = unit.session.execute(text(f"SELECT 1 FROM {table.name}")).first() is None
        if is_empty and table.name != "permits":
            row = {column.name: made_up(column.name, str(column.type), 1) for column in table.columns}
            names = ", ".join(row)
            places = ", ".join(f":{name}" for name in row)
            unit.session.execute(text(f"INSERT INTO {table.name} ({names}) VALUES ({places})"), row)


def made_up(name: str, kind: str, number: int) -> Any:
    """Return a value for a column of a type; another ``number`` gives another value."""
    if name in VALUES:
        return VALUES[name]
    if "BLOB" in kind.upper():
        return number.to_bytes(16, "big")
    if any(word in kind.upper() for word in ("INT", "BOOL")):
        return number
    return "{}" if name in ("doc", "body", "value", "facts", "detail") else f"x{number}"


@contextmanager
def attacked(home: Path, attack: Callable[[driver.Connection], object]) -> Iterator[Connection]:
    """Yield a connection in which ``attack`` was made without guards, which were put back; the end undoes it."""
    key = find_key(home)
    assert key is not None
    with open_engine(home / DATABASE_FILE, key).connect() as connection:
        raw = raw_of(connection)
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("PRAGMA ignore_check_constraints = ON")
        raw.execute("BEGIN")
        without_guards(raw, attack)
        yield connection
        raw.execute("ROLLBACK")


def without_guards(raw: driver.Connection, attack: Callable[[driver.Connection], object], table: str = "") -> None:
    """Drop every trigger (of ``table``), make the attack, and make the triggers again."""
    of_table = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND ? IN ('', tbl_name)"
    guards = raw.execute(of_table, (table,)).fetchall()
    for name, _ in guards:
        raw.execute(f"DROP TRIGGER {name}")
    attack(raw)
    for _, sql in guards:
        raw.execute(sql)


def statement(*statements: str) -> Callable[[driver.Connection], None]:
    """Return the attack that runs these statements."""

    def attack(raw: driver.Connection) -> None:
        for one in statements:
            raw.execute(one)

    return attack


def copied_row(table: str) -> Callable[[driver.Connection], None]:
    """Return the attack that adds a copy of the last row under another key."""

    def attack(raw: driver.Connection) -> None:
        columns = [column for column in raw.execute(f"PRAGMA table_xinfo({table})").fetchall() if not column[6]]
        names = ", ".join(f'"{column[1]}"' for column in columns)
        row = list(raw.execute(f"SELECT {names} FROM {table} ORDER BY 1 DESC LIMIT 1").fetchone())
        for index in _unique_columns(raw, table):
            at = next(at for at, column in enumerate(columns) if column[1] == index)
            row[at] = _another(row[at])
        raw.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})", row)

    return attack


def changed_column(table: str, column: str = "") -> Callable[[driver.Connection], None]:
    """Return the attack that changes one column of the last row; "" is the table's last stored column."""

    def attack(raw: driver.Connection) -> None:
        stored = [found[1] for found in raw.execute(f"PRAGMA table_xinfo({table})").fetchall() if not found[6]]
        name = column or stored[-1]
        names = ", ".join(f'"{one}"' for one in stored)
        row = raw.execute(f"SELECT {names} FROM {table} ORDER BY 1 DESC LIMIT 1").fetchone()
        value = _another(row[stored.index(name)])
        same = " AND ".join(f'"{one}" IS ?' for one in stored)
        raw.execute(f'UPDATE {table} SET "{name}" = ? WHERE {same}', (value, *row))

    return attack


def codes(problems: Sequence[VerifyProblem]) -> set[str]:
    return {problem.code for problem in problems}


def _unique_columns(raw: driver.Connection, table: str) -> set[str]:
    """Return the columns of the keys and unique indexes of a table."""
    keys = {column[1] for column in raw.execute(f"PRAGMA table_xinfo({table})") if column[5]}
    for _, name, is_unique, *_ in raw.execute(f"PRAGMA index_list({table})").fetchall():
        if is_unique:
            keys |= {column for _, _, column in raw.execute(f"PRAGMA index_info({name})")}
    return keys


def _another(value: Any) -> Any:
    """Return another value of the same type."""
    if isinstance(value, bytes):
        return bytes([value[0] ^ 1]) + value[1:] if value else b"x"
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str) and value.startswith("{"):
        return f"{value} "  # a computed column refuses what is no JSON
    return f"{value or ''}7"
