"""When a price is far from that of the same car."""

from hypothesis import given
from hypothesis import strategies as st

from dealer_app.domain.orders.prices import LEAST_OTHERS, is_far, usual_of

PRICES = st.integers(min_value=1_000, max_value=10**12)


@given(PRICES, st.sampled_from((10, 100)))
def test_a_zero_more_and_a_zero_less_are_far(price: int, times: int) -> None:
    assert is_far(price * times, price)
    assert is_far(price, price * times)


@given(PRICES, st.integers(min_value=50, max_value=200))
def test_half_and_double_are_not_far(price: int, percent: int) -> None:
    assert not is_far(price * percent // 100, price)


@given(PRICES)
def test_without_a_price_or_a_usual_one_nothing_is_far(price: int) -> None:
    assert not is_far(price, 0)
    assert not is_far(0, price)


@given(st.lists(PRICES, max_size=9))
def test_usual_is_known_of_several_orders_and_lies_between_them(prices: list[int]) -> None:
    usual = usual_of(prices)
    assert min(prices) <= usual <= max(prices) if len(prices) >= LEAST_OTHERS else usual == 0
