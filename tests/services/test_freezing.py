"""Frozen values: the round trip through JSON, and values frozen by an older version."""

import json
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from dealer_app.domain.customers import CustomerFields, CustomerKind
from dealer_app.domain.ids import CustomerId, RegistrationId
from dealer_app.domain.papers.papers import PaperItem, RegistrationDetails
from dealer_app.domain.settings import CounterSettings, DealershipSettings, PrinterChoice, Settings
from dealer_app.services.freezing import freeze, thaw


def test_settings_survive_the_round_trip() -> None:
    settings = Settings(
        counter=CounterSettings(counter="A", printers={"invitation": PrinterChoice("HP", is_direct=True)})
    )

    assert thaw(Settings, json.loads(json.dumps(freeze(settings)))) == settings


def test_paper_survives_the_round_trip_with_dates_ids_and_enums() -> None:
    details = RegistrationDetails(
        id=RegistrationId(uuid4()),
        customer_id=CustomerId(uuid4()),
        number="17",
        issued_on=date(2026, 11, 22),
        customer_name="زهرا نوری‌فر",
        fields=CustomerFields(kind=CustomerKind.FOREIGN, birth_on=None),
        bank_name="",
        consent_version="1",
        consent_text="",
        dealership=DealershipSettings(),
        authenticity="",
        is_sample=True,
    )

    assert thaw(RegistrationDetails, json.loads(json.dumps(freeze(details)))) == details


def test_older_values_get_defaults_and_lose_unknown_fields() -> None:
    assert thaw(DealershipSettings, {"code": "2606", "fax": "1"}) == DealershipSettings(code="2606")


def test_missing_field_without_default_raises_key_error() -> None:
    with pytest.raises(KeyError, match="amount"):
        thaw(PaperItem, {"label": "x"})


def test_instant_keeps_its_zone() -> None:
    assert freeze(datetime(2026, 11, 22, 7, 30, tzinfo=UTC)) == "2026-11-22T07:30:00+00:00"
