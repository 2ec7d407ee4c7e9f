"""The summary beside the preview of a paper."""

from hypothesis import given
from hypothesis import strategies as st

from dealer_app.domain.ids import Rial
from ui.operations.paper_summaries import _balance


@given(st.integers(-(10**12), 10**12))
def test_balance_is_never_shown_below_zero(remaining: int) -> None:
    shown = _balance(Rial(remaining))
    assert "-" not in shown
    assert "\N{MINUS SIGN}" not in shown
    assert ("بستانکار" in shown) == (remaining < 0)
