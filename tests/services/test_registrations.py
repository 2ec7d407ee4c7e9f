"""Confirmations: a reprint shows the facts that were signed, whatever changed in the customer's file later."""

from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from dealer_app.desktop import Desktop
from dealer_app.domain.customers import CorrectCustomer, RegisterCustomer
from dealer_app.domain.ids import CustomerId
from dealer_app.domain.papers.papers import PaperKind, PaperRef, RegistrationDetails
from dealer_app.services.customers import customers
from dealer_app.services.orders.timeline import list_timeline
from dealer_app.services.papers import seals
from dealer_app.services.prints import prints
from dealer_app.services.prints.prints import BegunPrint
from dealer_app.services.registrations import registrations
from tests.services.conftest import FakeClock
from tests.services.factories import by_manager, walk_in


def register(counter: Desktop) -> CustomerId:
    return counter.write(lambda unit: customers.register_customer(unit, RegisterCustomer(walk_in()))).value.customer_id


def correct(counter: Desktop, customer_id: CustomerId, **changes: str) -> None:
    file = counter.read(lambda unit: customers.get_customer(unit, customer_id))
    wish = CorrectCustomer(customer_id, file.version, replace(file.fields, **changes))  # type: ignore[arg-type]
    counter.write(lambda unit: customers.correct_customer(unit, wish))


def begin(counter: Desktop, paper_id: object) -> BegunPrint:
    ref = PaperRef(PaperKind.REGISTRATION, paper_id)  # type: ignore[arg-type]
    return counter.write(lambda unit: prints.begin_print(unit, ref)).value


def read(counter: Desktop, paper_id: object) -> RegistrationDetails:
    return counter.read(lambda unit: registrations.get_registration(unit, paper_id))  # type: ignore[arg-type]


def test_registering_issues_the_confirmation(counter: Desktop) -> None:
    customer_id = register(counter)
    paper = read(counter, customer_id)
    assert (paper.customer_id, paper.number, paper.fields.city) == (customer_id, "1405/2606/00003", "")
    assert read(counter, paper.id) == paper
    assert counter.read(lambda unit: seals.check_seal(unit, paper.authenticity)) == "genuine"


def test_corrected_file_gets_a_new_number_at_the_next_print(counter: Desktop, clock: FakeClock) -> None:
    customer_id = register(counter)
    first = begin(counter, customer_id)
    correct(counter, customer_id, city="بم")
    clock.pass_time(days=1)
    draft = read(counter, customer_id)
    assert (draft.number, draft.fields.city) == ("", "بم")

    second, again = begin(counter, customer_id), begin(counter, customer_id)

    assert [first.number, second.number, again.number] == ["1405/2606/00003", "1405/2606/00004", "1405/2606/00004"]
    assert [one.stamp.copy_number for one in (first, second, again)] == [1, 1, 2]
    assert (read(counter, first.ref.id).fields.city, read(counter, second.ref.id).fields.city) == ("", "بم")
    assert read(counter, first.ref.id).issued_on < read(counter, second.ref.id).issued_on
    assert begin(counter, first.ref.id).stamp.copy_number == 2


def test_timeline_refers_to_each_issued_confirmation(counter: Desktop) -> None:
    customer_id = register(counter)
    first = begin(counter, customer_id)
    correct(counter, customer_id, city="بم")
    second = begin(counter, customer_id)

    entries = counter.read(lambda unit: list_timeline(unit, customer_id))

    papers = {(entry.kind, entry.paper_id) for entry in entries if entry.paper_kind == "registration"}
    assert papers == {
        ("registered", str(first.ref.id)),
        ("printed", str(first.ref.id)),
        ("printed", str(second.ref.id)),
    }


def test_change_of_the_dealership_leaves_confirmations_unchanged(counter: Desktop) -> None:
    from dealer_app.services.settings import get_settings, save_settings

    customer_id = register(counter)
    before = read(counter, customer_id)
    known = counter.read(get_settings)
    moved = replace(known, dealership=replace(known.dealership, address="تهران، خیابان نو"))
    counter.write(lambda unit: save_settings(by_manager(unit), moved))

    assert read(counter, customer_id) == before
    assert begin(counter, customer_id).number == before.number


@pytest.mark.parametrize("statement", ["UPDATE registrations SET facts = '{}'", "DELETE FROM registrations"])
def test_database_refuses_changes_of_a_confirmation(counter: Desktop, statement: str) -> None:
    register(counter)
    with pytest.raises(IntegrityError, match="registrations_keep"):
        counter.write(lambda unit: unit.session.execute(text(statement)))


def test_number_printed_before_confirmations_were_frozen_is_not_reused(counter: Desktop) -> None:
    customer_id = register(counter)
    older = begin(counter, customer_id)

    def as_an_older_file(unit: object) -> None:
        session = unit.session  # type: ignore[attr-defined]
        session.execute(text("DROP TRIGGER registrations_keep_rows"))
        session.execute(text("DROP TRIGGER prints_keep_facts"))
        session.execute(text("DELETE FROM registrations"))
        session.execute(text("UPDATE prints SET paper_id = :id"), {"id": customer_id.bytes})

    counter.write(as_an_older_file)
    assert begin(counter, customer_id).number != older.number
    assert "verify_print_without_paper" not in {problem.code for problem in counter.verify().problems}
