"""Checks after a kill: no incomplete documents, no lost or duplicated numbers, payments equal to the ledger."""

from collections.abc import Iterator

from sqlalchemy import text

from dealer_app.desktop import Desktop
from dealer_app.store.core.unit import Unit

NUMBERS = {
    "registration": "SELECT number FROM registrations",
    "invitation": "SELECT number FROM invitations",
    "bill": "SELECT number FROM bills",
    "bill_file": "SELECT substr(bill_id, 1, length(bill_id) - 5) FROM bills",  # less company, service, check digit
    "receipt": "SELECT number FROM payments",
    "request": "SELECT number FROM requests",
    "visit": "SELECT number FROM visits",
}
ANNOUNCED = {  # rows of a table -> the audit action and the outbox kind that each row must have once
    "customers WHERE origin = 'counter'": ("customer_registered", "customer.register"),
    "customers WHERE origin = 'import' AND registration_number IS NOT NULL": ("customer_numbered", "customer.number"),
    "invitations WHERE true": ("invitation_issued", "invitation.issue"),
    "bills WHERE true": ("bill_issued", "bill.issue"),
    "bills WHERE state = 'void'": ("bill_voided", "bill.void"),
    "payments WHERE state = 'recorded'": ("payment_recorded", "payment.record"),
    "calls WHERE true": ("call_recorded", "call.record"),
    "call_backs WHERE true": ("call_back_made", "call_back.make"),
    "call_backs WHERE state <> 'open'": ("call_back_closed", "call_back.close"),
    "visits WHERE true": ("visit_recorded", "visit.record"),
    "requests WHERE true": ("request_made", "request.make"),
    "attachments WHERE true": ("attachment_added", "attachment.add"),
    "help_records WHERE true": ("help_recorded", "help.record"),
    "activations WHERE true": ("activation_asked", "activation.ask"),
    "activations WHERE state = 'active'": ("activation_active", "activation.confirm"),
    "file_joins WHERE true": ("files_joined", "join.make"),
    "file_joins WHERE state = 'parted'": ("files_parted", "join.part"),
    "contacts WHERE true": ("contact_changed", "contact.change"),
    "prints WHERE true": ("printed", "print.record"),
}
HALVES = {
    "customer of the counter without a number": (
        "SELECT count(*) FROM customers WHERE origin = 'counter' AND registration_number IS NULL"
    ),
    "customer missing from the name index": (
        "SELECT count(*) FROM customers WHERE row NOT IN (SELECT customer_row FROM customer_words)"
    ),
    "order without its customer": "SELECT count(*) FROM orders WHERE customer_id NOT IN (SELECT id FROM customers)",
    "order without its ledger": "SELECT count(*) FROM orders WHERE id NOT IN (SELECT order_id FROM ledger_entries)",
    "series that lacks a part": (
        "SELECT count(*) FROM (SELECT series_id FROM bills GROUP BY series_id HAVING count(*) <> max(parts)"
        " OR count(DISTINCT part) <> count(*) OR sum(amount) <> max(total))"
    ),
    "letter without a slip that it names": (
        "SELECT count(*) FROM invitations, json_each(invitations.facts, '$.bills') AS slip"
        " WHERE json_extract(slip.value, '$.number') NOT IN (SELECT number FROM bills)"
    ),
    "paid slip that no payment settled": (
        "SELECT count(*) FROM bills WHERE state = 'paid' AND order_id NOT IN (SELECT order_id FROM payments)"
    ),
    "open slips of two series": (
        "SELECT count(*) FROM (SELECT order_id FROM bills WHERE state = 'open'"
        " GROUP BY order_id, account HAVING count(DISTINCT series_id) > 1)"
    ),
    "payment that the ledger does not know": (
        "SELECT count(*) FROM payments WHERE state = 'recorded' AND amount <>"
        " (SELECT -coalesce(sum(amount), 0) FROM ledger_entries WHERE payment_id = payments.id)"
    ),
    "entry of the ledger without its payment": (
        "SELECT count(*) FROM ledger_entries WHERE kind = 'payment' AND payment_id IS NULL"
    ),
    "edit without its command or its thing": (
        "SELECT count(*) FROM edits WHERE command_id NOT IN (SELECT command_id FROM outbox)"
        " OR key NOT IN (SELECT code FROM dealerships)"
    ),
    "thing of a manager without its edit": (
        "SELECT count(*) FROM dealerships WHERE origin = 'manager' AND code NOT IN (SELECT key FROM edits)"
    ),
    "print without the hash of its bytes": "SELECT count(*) FROM prints WHERE length(sha256) <> 64",
    "copy numbers with a gap": (
        "SELECT count(*) FROM (SELECT paper_id FROM prints GROUP BY paper_kind, paper_id"
        " HAVING max(copy_number) <> count(*))"
    ),
}


def broken(unit: Unit) -> dict[str, object]:
    """Return incomplete, lost and duplicated records by kind of fault."""
    counted = ((name, unit.session.execute(text(query)).scalar_one()) for name, query in HALVES.items())
    found = (*counted, *_unannounced(unit), *_numbers(unit))
    return {name: wrong for name, wrong in found if wrong}


def used_numbers(unit: Unit, kind: str) -> list[int]:
    """Return the serials of the documents of ``kind``, in order."""
    found = unit.session.execute(text(NUMBERS[kind])).scalars()
    return sorted(int(str(number).rsplit("/", 1)[-1]) for number in found)


def assert_whole(desktop: Desktop, where: str) -> None:
    """Fail unless an open counter is sound after a kill at ``where``."""
    report = desktop.verify()
    assert report.is_sound, (where, report.problems)
    assert desktop.read(broken) == {}, where


def _unannounced(unit: Unit) -> Iterator[tuple[str, object]]:
    """Yield documents without exactly one audit row and one outbox entry, and such rows without their document."""
    for rows, (action, kind) in ANNOUNCED.items():
        for log, mine in (("audit", f"action = '{action}'"), ("outbox", f"kind = '{kind}'")):
            ids = f"SELECT id FROM {rows}"
            logged = f"SELECT subject_id FROM {log} WHERE {mine}"
            lacking = unit.session.execute(text(f"{ids} EXCEPT {logged}")).all()
            orphans = unit.session.execute(text(f"{logged} EXCEPT {ids}")).all()
            twice = unit.session.execute(text(f"{logged} GROUP BY subject_id HAVING count(*) > 1")).all()
            yield f"{rows} / {log}", (*lacking, *orphans, *twice)


def _numbers(unit: Unit) -> Iterator[tuple[str, object]]:
    """Yield each kind whose documents do not have exactly the numbers that its lease gave out."""
    for kind in NUMBERS:
        given = unit.session.execute(text("SELECT first, next FROM leases WHERE kind = :kind"), {"kind": kind}).all()
        expected = [number for first, following in given for number in range(first, following)]
        used = used_numbers(unit, kind)
        yield f"numbers of {kind}", () if used == expected else (used, expected)
