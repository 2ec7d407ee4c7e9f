"""The company's line: one that holidays do not close asks nothing about them."""

from dataclasses import replace
from datetime import UTC, datetime

from dealer_app.domain.calls.line_hours import line_state
from dealer_app.domain.directory.opening import OfficialDays, OpenState
from dealer_app.domain.settings import Settings

SUNDAY_NOON = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


def test_line_that_is_open_on_holidays_needs_no_known_year() -> None:
    usual = Settings()
    through = replace(usual, phone=replace(usual.phone, is_open_on_holidays=True))
    unknown = OfficialDays()
    assert line_state(usual, SUNDAY_NOON, unknown).state is OpenState.UNKNOWN
    found = line_state(through, SUNDAY_NOON, unknown)
    assert found.state is OpenState.OPEN
    assert "تعطیلی" not in found.sentence
