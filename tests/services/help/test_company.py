"""The company's number and addresses: one dated setting, which papers keep as it was."""

from dataclasses import replace

import pytest

from dealer_app.desktop import Desktop
from dealer_app.documents.printing import preview_paper
from dealer_app.domain.company import CompanySettings
from dealer_app.domain.errors import FieldErrors
from dealer_app.domain.ids import OrderId
from dealer_app.domain.papers.papers import PaperKind, PaperRef
from dealer_app.services import settings
from dealer_app.services.payments import payments
from dealer_app.services.search.search import find
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.settings import find_setting, put_setting
from tests.documents.reading import words_of
from tests.services.conftest import FakeClock
from tests.services.factories import a_payment, by_manager


def change(counter: Desktop, **values: str) -> None:
    """Save values of the company as a manager."""

    def save(unit: Unit) -> None:
        known = settings.get_settings(unit)
        company = replace(known.company, **values)  # type: ignore[arg-type]
        settings.save_settings(by_manager(unit), replace(known, company=company))

    counter.write(save)


def pay(counter: Desktop, order_id: OrderId, reference: str) -> PaperRef:
    payment = replace(a_payment(order_id, 1_000_000), bank_reference=reference)
    receipt = counter.write(lambda unit: payments.record_payment(unit, payment)).value
    return PaperRef(PaperKind.RECEIPT, receipt.id)


def test_changed_number_is_on_new_papers_and_old_ones_keep_theirs(
    counter: Desktop, clock: FakeClock, main_order: OrderId
) -> None:
    old = pay(counter, main_order, "A1")
    before = counter.read(lambda unit: preview_paper(unit, old))
    clock.pass_time(days=1)
    change(counter, phone="021-55555", source="نامهٔ ۱۲ دفتر مرکزی")
    new = pay(counter, main_order, "A2")
    assert "تلفن شرکت ۰۲۱-۵۵۵۵۵" in words_of(counter.read(lambda unit: preview_paper(unit, new)))
    again = words_of(counter.read(lambda unit: preview_paper(unit, old)))
    assert "تلفن شرکت ۰۲۱-۴۲۷۲۴" in words_of(before)
    assert "تلفن شرکت ۰۲۱-۴۲۷۲۴" in again
    assert "۵۵۵۵۵" not in again


def test_change_is_a_row_with_its_day_and_source(counter: Desktop, clock: FakeClock) -> None:
    day = clock.at.date()
    clock.pass_time(days=2)
    change(counter, site="https://new.example.ir/", source="نامهٔ ۱۲ دفتر مرکزی")
    row = counter.read(lambda unit: find_setting(unit.session, f"company@{unit.today.isoformat()}"))
    assert row is not None
    assert (row["source"], row["value"]["site"]) == ("نامهٔ ۱۲ دفتر مرکزی", "https://new.example.ir/")
    assert counter.read(settings.get_company).site == "https://new.example.ir/"
    assert counter.read(lambda unit: settings.get_settings_on(unit, day)).company.site == "https://kermanmotor.com/"


def test_wrong_values_are_refused_at_their_fields_and_nothing_is_saved(counter: Desktop) -> None:
    before = counter.read(settings.get_settings)
    with pytest.raises(FieldErrors) as caught:
        change(counter, site="kermanmotor.com", phone="۱", source="")
    assert [error.field for error in caught.value.errors] == ["phone", "site", "source"]
    assert counter.read(settings.get_settings) == before


def test_number_is_kept_in_one_place(counter: Desktop) -> None:
    def elsewhere(unit: Unit) -> None:
        known = settings.get_settings(unit)
        home = replace(known.dealership, company_phone="021-99999", city="یزد")
        settings.save_settings(by_manager(unit), replace(known, dealership=home))

    counter.write(elsewhere)
    known = counter.read(settings.get_settings)
    assert known.dealership.city == "یزد"
    assert known.dealership.company_phone == known.company.phone == "021-42724"


def test_number_that_an_older_version_stored_is_read(counter: Desktop) -> None:
    def older(unit: Unit) -> None:
        value = {"code": "2606", "company_phone": "021-77777"}
        dated = {"effective_from": unit.today.isoformat(), "source": "manager", "value": value}
        put_setting(unit, f"dealership@{unit.today.isoformat()}", dated)

    counter.write(older)
    assert counter.read(settings.get_company).phone == "021-77777"
    assert counter.read(settings.get_settings).dealership.company_phone == "021-77777"


def test_search_uses_the_names_of_the_settings(counter: Desktop) -> None:
    change(counter, name="شرکت آزمون", other_name="نوری‌فر")
    assert "زهرا نوری‌فر" in {hit.name for hit in counter.read(lambda unit: find(unit, "شرکت آزمون"))}


def test_company_without_values_has_no_synonyms() -> None:
    from dealer_app.domain.company import synonyms_of

    assert list(synonyms_of(CompanySettings())) == []
