"""Change a mobile or a Sheba with a paper; the old number stays; a registered person opens the file by a pair."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from dealer_app.desktop import Desktop
from dealer_app.domain.customers import CorrectCustomer, RegisterCustomer
from dealer_app.domain.errors import FieldErrors, Refusal, sentence
from dealer_app.domain.files.contacts import ChangeContact, ContactField, check_change, contact_papers
from dealer_app.domain.ids import CustomerId
from dealer_app.services.customers import customers
from dealer_app.services.files.contacts import Pair, change_contact, find_registered, list_contacts
from dealer_app.services.orders.timeline import list_timeline
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import AuditRecord
from dealer_app.store.tables.outbox import OutboxRecord
from tests.services.factories import nth_walk_in, walk_in

CODE, OLD, NEW, LATER = "0790419904", "09133456789", "09121112233", "09121114455"
OTHER_SHEBA = "IR820540102680020817909099"
MOBILE = ChangeContact(CODE, ContactField.MOBILE, NEW, "sim_owner", "۱۲۳/الف", "سارا بهرامی")


@pytest.fixture
def customer_id(counter: Desktop) -> CustomerId:
    return counter.write(lambda unit: customers.register_customer(unit, RegisterCustomer(walk_in()))).value.customer_id


def change(counter: Desktop, command: ChangeContact) -> None:
    counter.write(lambda unit: change_contact(unit, command))


def run(counter: Desktop, statement: str) -> None:
    def work(unit: Unit) -> None:
        unit.session.execute(text(statement))

    counter.write(work)


def found(counter: Desktop, code: str, mobile: str) -> CustomerId | None:
    return counter.write(lambda unit: find_registered(unit, Pair(code, mobile))).value


def audits(unit: Unit) -> list[tuple[str, str]]:
    rows = unit.session.scalars(select(AuditRecord).order_by(AuditRecord.n.desc()).limit(4))
    return [(row.action, row.detail) for row in rows]


def test_new_mobile_is_set_and_the_old_one_stays_in_the_history(counter: Desktop, customer_id: CustomerId) -> None:
    change(counter, MOBILE)
    change(counter, replace(MOBILE, value="+98 912 111 4455", paper="letter"))

    file = counter.read(lambda unit: customers.get_customer(unit, customer_id))
    history = counter.read(lambda unit: list_contacts(unit, customer_id))

    assert (file.fields.mobile, file.version) == (LATER, 3)
    assert [(one.old, one.new, one.paper) for one in history] == [(NEW, LATER, "letter"), (OLD, NEW, "sim_owner")]
    assert history[1].seen_by == "سارا بهرامی"
    assert history[1].paper_name == "برگهٔ مالکیت سیم‌کارت"


def test_mobile_of_another_file_is_a_doubt_that_names_the_file(counter: Desktop, customer_id: CustomerId) -> None:
    other = replace(nth_walk_in(3), mobile=NEW, given_name="زهرا", family_name="نوری‌فر")
    accepted = frozenset({"mobile_unknown_operator", "postal_code_unusual", "sheba_unknown_bank"})
    counter.write(lambda unit: customers.register_customer(unit, RegisterCustomer(other, accepted)))
    with pytest.raises(FieldErrors) as caught:
        change(counter, MOBILE)
    (doubt,) = caught.value.errors
    assert (doubt.code, doubt.field, doubt.is_warning) == ("mobile_of_other", "value", True)
    assert "زهرا نوری‌فر" in sentence(doubt)
    assert other.national_code not in sentence(doubt)
    assert counter.read(lambda unit: list_contacts(unit, customer_id)) == ()
    change(counter, replace(MOBILE, accepted_warnings=frozenset({"mobile_of_other"})))
    assert counter.read(lambda unit: customers.get_customer(unit, customer_id)).fields.mobile == NEW


def test_timeline_names_the_paper_and_who_saw_it_without_the_whole_numbers(
    counter: Desktop, customer_id: CustomerId
) -> None:
    change(counter, MOBILE)
    entry = next(one for one in counter.read(lambda unit: list_timeline(unit, customer_id)) if one.kind == "contact")
    assert "سارا بهرامی" in entry.subtitle
    assert "مالکیت سیم‌کارت" in entry.subtitle
    assert "۰۹۱۲" in entry.title
    assert "۱۱۱" not in entry.title
    assert OLD not in f"{entry}"


def test_change_is_queued_as_a_correction_and_as_its_proof_and_the_audit_has_no_number(
    counter: Desktop, customer_id: CustomerId
) -> None:
    change(counter, MOBILE)
    query = select(OutboxRecord.kind, OutboxRecord.base_version).order_by(OutboxRecord.n.desc()).limit(2)
    queued = counter.read(lambda unit: [tuple(row) for row in unit.session.execute(query)])
    assert queued == [("customer.correct", 1), ("contact.change", None)]
    told = str(counter.read(audits))
    assert "contact_changed" in told
    assert NEW not in told
    assert OLD not in told


def test_new_sheba_needs_that_it_is_the_customers_own(counter: Desktop, customer_id: CustomerId) -> None:
    wish = ChangeContact(CODE, ContactField.SHEBA, OTHER_SHEBA, "bank_sheba", "", "سارا")
    with pytest.raises(FieldErrors, match="is_own:sheba_not_own"):
        change(counter, wish)
    change(counter, replace(wish, is_own=True))
    file = counter.read(lambda unit: customers.get_customer(unit, customer_id))
    assert (file.fields.sheba, file.fields.is_sheba_own) == (OTHER_SHEBA, True)


BAD = (
    ({"value": "0912"}, ("value", "mobile_too_short")),
    ({"value": ""}, ("value", "mobile_empty")),
    ({"value": OLD}, ("value", "contact_same")),
    ({"value": "0950 9912233"}, ("value", "mobile_unknown_operator")),
    ({"paper": ""}, ("paper", "contact_paper_unknown")),
    ({"paper": "bank_card"}, ("paper", "contact_paper_unknown")),
    ({"seen_by": " "}, ("seen_by", "seen_by_empty")),
    ({"seen_by": "س" * 201}, ("seen_by", "text_too_long")),
    ({"paper_number": "1" * 201}, ("paper_number", "text_too_long")),
)


@pytest.mark.parametrize(("changes", "error"), BAD)
def test_bad_input_is_told_beside_its_field_and_nothing_is_saved(
    counter: Desktop, customer_id: CustomerId, changes: dict[str, str], error: tuple[str, str]
) -> None:
    with pytest.raises(FieldErrors) as caught:
        change(counter, replace(MOBILE, **changes))  # type: ignore[arg-type]
    assert [(one.field, one.code) for one in caught.value.errors] == [error]
    assert all(sentence(one) for one in caught.value.errors)
    assert counter.read(lambda unit: customers.get_customer(unit, customer_id)).fields.mobile == OLD
    assert counter.read(lambda unit: list_contacts(unit, customer_id)) == ()


def test_change_for_an_unknown_code_is_refused(counter: Desktop) -> None:
    with pytest.raises(Refusal, match="registered_unknown"):
        change(counter, MOBILE)


@pytest.mark.parametrize("changes", [{"mobile": NEW}, {"sheba": OTHER_SHEBA}])
def test_correction_without_a_paper_is_refused(
    counter: Desktop, customer_id: CustomerId, changes: dict[str, str]
) -> None:
    wish = CorrectCustomer(customer_id, 1, walk_in(**changes))
    with pytest.raises(FieldErrors, match=f"{next(iter(changes))}:contact_needs_paper"):
        counter.write(lambda unit: customers.correct_customer(unit, wish))


def test_missing_number_is_filled_by_a_correction(counter: Desktop, customer_id: CustomerId) -> None:
    run(counter, "UPDATE customers SET mobile = NULL, sheba = ''")
    wish = CorrectCustomer(customer_id, 1, walk_in())
    assert counter.write(lambda unit: customers.correct_customer(unit, wish)).value.fields.mobile == OLD


def test_right_pair_opens_the_file(counter: Desktop, customer_id: CustomerId) -> None:
    assert found(counter, "۰۷۹۰۴۱۹۹۰۴", "+98 913 345 6789") == customer_id
    assert counter.read(audits)[0][0] == "registered_found"


@pytest.mark.usefixtures("customer_id")
@pytest.mark.parametrize(("code", "mobile"), [(CODE, NEW), ("0084575948", OLD), ("0084575948", NEW)])
def test_wrong_code_and_wrong_mobile_are_one_answer_and_audited_without_the_numbers(
    counter: Desktop, code: str, mobile: str
) -> None:
    assert found(counter, code, mobile) is None
    action, detail = counter.read(audits)[0]
    assert action == "registered_missed"
    assert code not in detail
    assert mobile not in detail


def test_old_mobile_no_longer_opens_the_file(counter: Desktop, customer_id: CustomerId) -> None:
    change(counter, MOBILE)
    assert found(counter, CODE, OLD) is None
    assert found(counter, CODE, NEW) == customer_id


def test_unreadable_pair_is_told_beside_its_fields(counter: Desktop) -> None:
    with pytest.raises(FieldErrors, match=r"national_code:national_code_empty, mobile:mobile_too_short"):
        found(counter, " ", "0912")


@pytest.mark.usefixtures("customer_id")
def test_history_cannot_be_changed_or_deleted(counter: Desktop) -> None:
    change(counter, MOBILE)
    for statement in ("DELETE FROM contacts", "UPDATE contacts SET facts = '{}'"):
        with pytest.raises(IntegrityError, match="contacts_keep"):
            run(counter, statement)


@given(value=st.text(max_size=40), paper=st.text(max_size=10), field=st.sampled_from(ContactField), own=st.booleans())
def test_whatever_is_typed_has_sentences(value: str, paper: str, field: ContactField, own: bool) -> None:
    errors = check_change(ChangeContact(CODE, field, value, paper, "", "", own))
    assert all(sentence(error) for error in errors)
    assert {"seen_by_empty", "contact_paper_unknown"} <= {error.code for error in errors}


def test_papers_are_samples_until_confirmed() -> None:
    assert all(
        papers and all(paper.is_sample and paper.source for paper in papers) for papers in contact_papers().values()
    )
