"""Settings, stored as dated rows, and drafts."""

from dataclasses import replace
from datetime import date

import pytest

from dealer_app.desktop import Desktop
from dealer_app.domain.errors import FieldErrors
from dealer_app.domain.settings import IssuerSettings, PrinterChoice, RuleSettings, Settings
from dealer_app.services import drafts, settings
from dealer_app.services.bills.parts import SAMPLE_COMPANY
from tests.services.conftest import FakeClock
from tests.services.factories import by_manager


def save(counter: Desktop, wanted: Settings) -> None:
    counter.write(lambda unit: settings.save_settings(by_manager(unit), wanted))


def test_demo_is_marked_as_a_sample_everywhere(counter: Desktop) -> None:
    known = counter.read(settings.get_settings)

    assert (known.is_demo, known.dealership.is_sample, known.issuer.is_sample) == (True, True, True)
    assert known.dealership.name == "خودرو کرمان (نمونه)"
    assert known.issuer == IssuerSettings()
    assert known.issuer.company_code == SAMPLE_COMPANY


def test_source_of_a_rule_is_persian() -> None:
    source = RuleSettings().invitation_pay_source
    assert "نمونه" in source
    assert not any(letter.isascii() and letter.isalpha() for letter in source)


def test_saved_settings_apply_from_their_day(counter: Desktop, clock: FakeClock) -> None:
    before = counter.read(settings.get_settings)
    clock.pass_time(days=3)
    after = replace(before, company=replace(before.company, phone="۰۲۱-۴۲۷۲۴۰"))

    save(counter, after)

    assert counter.read(settings.get_settings).dealership.company_phone == "021-427240"
    old = counter.read(lambda unit: settings.get_settings_on(unit, date(2026, 11, 24)))
    assert old == before


def test_printers_and_theme_are_remembered(counter: Desktop) -> None:
    known = counter.read(settings.get_settings)
    own = replace(known.counter, theme="dark", printers={"receipt": PrinterChoice("HP", is_direct=True)})

    save(counter, replace(known, counter=own))

    assert counter.read(settings.get_settings).counter == own


def test_codes_that_do_not_fit_a_bill_are_refused(counter: Desktop) -> None:
    known = counter.read(settings.get_settings)
    wrong = replace(known, issuer=replace(known.issuer, company_code="12", service_type="0"))

    with pytest.raises(FieldErrors) as caught:
        save(counter, wrong)

    assert [error.field for error in caught.value.errors] == ["company_code", "service_type"]
    assert counter.read(settings.get_settings) == known


def test_draft_replaces_the_last_one_and_can_be_dropped(counter: Desktop, clock: FakeClock) -> None:
    counter.write(lambda unit: drafts.save_draft(unit, "registration", "a", {"given_name": "ز"}))
    clock.pass_time(seconds=3)
    counter.write(lambda unit: drafts.save_draft(unit, "registration", "a", {"given_name": "زهرا"}))
    counter.write(lambda unit: drafts.save_draft(unit, "payment", "b", {}))

    (draft,) = counter.read(lambda unit: drafts.list_drafts(unit, "registration"))
    assert (draft.body, draft.saved_at) == ({"given_name": "زهرا"}, clock.at)

    counter.write(lambda unit: drafts.drop_draft(unit, "registration", "a"))
    assert [one.kind for one in counter.read(drafts.list_drafts)] == ["payment"]
