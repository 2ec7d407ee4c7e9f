"""Jobs of the process that is killed: actions of a counter, one transaction each, on a given home.

Each job can be run again after any kill and then completes the remaining actions.
"""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from uuid import UUID

import alembic.command
import alembic.config  # noqa: F401 - slow modules are loaded before the process is forked
import cryptography.hazmat.primitives.ciphers.aead  # noqa: F401 - the same
from sqlalchemy import Select, select

import dealer_app.store.database.backups
import dealer_app.store.database.lanes  # noqa: F401 - the same
from dealer_app.desktop import Desktop
from dealer_app.documents.printing import print_paper
from dealer_app.domain.bills import IssueBill, IssueInvitation, RecordPayment
from dealer_app.domain.customers import RegisterCustomer
from dealer_app.domain.ids import OrderId, Rial
from dealer_app.domain.orders.ledger import Account
from dealer_app.domain.papers.papers import PaperKind, PaperRef
from dealer_app.domain.staff import Actor
from dealer_app.domain.visits import RecordVisit
from dealer_app.services.bills.bills import issue_bills
from dealer_app.services.customers.customers import register_customer
from dealer_app.services.directory.directory import find_record
from dealer_app.services.directory.editing import save_dealership
from dealer_app.services.imports import run as imports
from dealer_app.services.invitations.invitations import issue_invitation
from dealer_app.services.orders.orders import find_order_id
from dealer_app.services.payments.payments import record_payment
from dealer_app.services.visits.visits import record_visit
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.bills import BillRecord
from dealer_app.store.tables.customers import CustomerRecord
from dealer_app.store.tables.invitations import InvitationRecord
from dealer_app.store.tables.payments import PaymentRecord
from dealer_app.store.tables.visits.visits import VisitRecord
from tests.services.factories import by_manager, nth_walk_in
from tests.signed_on import CLERK

NOON = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
ORDER = "R9900000001"
PRICE, DEPOSIT, PENALTY = 250_000_000_000, 40_000_000_000, 3_000_000  # Rial; three bills, then three others
SMALL_BATCH = 120  # many commits, so that kills fall between and inside them
WALK_INS = 3
PAPERS: dict[PaperKind, Select[UUID]] = {
    PaperKind.REGISTRATION: select(CustomerRecord.id).where(CustomerRecord.origin == "import"),
    PaperKind.INVITATION: select(InvitationRecord.id),
    PaperKind.PRINCIPAL_SLIP: select(BillRecord.id).where(BillRecord.account == "principal", BillRecord.part == 1),
    PaperKind.PENALTY_SLIP: select(BillRecord.id).where(BillRecord.account == "penalty"),
    PaperKind.RECEIPT: select(PaymentRecord.id),
    PaperKind.VISIT: select(VisitRecord.id),
}


def opened(home: Path) -> Desktop:
    """Open a counter with a fixed clock."""
    desktop = Desktop(home, clock=lambda: NOON)
    desktop.actor = Actor(None, "سمیه کریمی", CLERK, "پیشخوان ۲")
    desktop.open()
    return desktop


def start(home: Path) -> None:
    """Open the database, which creates or migrates it."""
    opened(home).close()


def register(home: Path) -> None:
    """Register the walk-in customers, one transaction each."""
    desktop = opened(home)
    for at in range(WALK_INS):
        desktop.write(partial(register_customer, command=RegisterCustomer(nth_walk_in(at))))
    desktop.close()


def serve(home: Path) -> None:
    """Issue invitation, bills, penalty bill; record a deposit (bills become stale); bill, pay the rest; visit; edit."""
    desktop = opened(home)
    desktop.write(_invite)
    desktop.write(lambda unit: _pay(unit, "A1", DEPOSIT))
    desktop.write(_bill_anew)
    desktop.write(lambda unit: _pay(unit, "B2", PRICE - DEPOSIT))
    desktop.write(_receive)
    desktop.write(_edit)
    desktop.close()


def print_papers(home: Path, out: Path) -> None:
    """Print one paper of each kind; a file in ``out`` simulates the printed paper."""
    desktop = opened(home)
    for kind, ids in PAPERS.items():
        ref = PaperRef(kind, desktop.write(partial(_first, ids=ids)).value)
        printed = desktop.write(partial(print_paper, ref=ref)).value
        (out / f"{printed.print_id}.pdf").write_bytes(printed.pdf)
    desktop.close()


def import_file(home: Path, file: Path) -> None:
    """Import an export in small batches."""
    imports.BATCH_ROWS = SMALL_BATCH
    desktop = opened(home)
    imports.import_orders(desktop, file)
    desktop.close()


def back_up(home: Path, out: Path) -> None:
    """Write a backup to ``out``, also over an existing file."""
    desktop = opened(home)
    desktop.backup(out)
    desktop.close()


def restore(home: Path, backup: Path, passphrase: str | None) -> None:
    """Restore a backup."""
    Desktop(home, clock=lambda: NOON).restore(backup, passphrase)


def is_paid(unit: Unit, reference: str) -> bool:
    """Return whether a payment with this bank reference is recorded."""
    same = select(PaymentRecord.id).where(PaymentRecord.bank_reference == reference)
    return unit.session.scalar(same) is not None


def order_id(unit: Unit) -> OrderId:
    """Return the id of the imported order."""
    found = find_order_id(unit, ORDER)
    assert found is not None
    return found


def _first(unit: Unit, ids: Select[UUID]) -> UUID:
    return unit.session.execute(ids.limit(1)).scalar_one()


def _invite(unit: Unit) -> None:
    if not is_paid(unit, "A1"):
        issue_invitation(unit, IssueInvitation(order_id(unit)))
        issue_bills(unit, IssueBill(order_id(unit), Account.PENALTY))


def _receive(unit: Unit) -> None:
    if unit.session.scalar(select(VisitRecord.id)) is None:
        record_visit(unit, RecordVisit("payment", unit.now, order_id=order_id(unit)))


def _edit(unit: Unit) -> None:
    if find_record(unit, "3301") is None:
        save_dealership(by_manager(unit), {"code": "3301", "name": "نمونهٔ بم"})


def _bill_anew(unit: Unit) -> None:
    if not is_paid(unit, "B2"):
        issue_bills(unit, IssueBill(order_id(unit), Account.PRINCIPAL))


def _pay(unit: Unit, reference: str, amount: int) -> None:
    if not is_paid(unit, reference):
        wish = RecordPayment(order_id(unit), Account.PRINCIPAL, Rial(amount), "deposit", reference, unit.today)
        record_payment(unit, wish)
