"""Test the rules for pauses between talks and for the size of a batch."""

from hypothesis import given
from hypothesis import strategies as st

from dealer_app.protocol.wire import MOST_COMMANDS
from dealer_app.sync.session.backoff import IDLE_S, LONGEST_S, SHORTEST_S, asked_s, idle_s, pause_s
from dealer_app.sync.session.sender import FAST_S, BatchSize

DICE = st.floats(0, 1, exclude_max=True)


@given(st.integers(1, 10_000), DICE)
def test_pause_is_never_longer_than_five_minutes(failures: int, dice: float) -> None:
    assert 0 <= pause_s(failures, dice=lambda: dice) <= LONGEST_S


@given(st.integers(1, 100))
def test_limit_grows_with_each_failure(failures: int) -> None:
    assert pause_s(failures, dice=lambda: 1.0) <= pause_s(failures + 1, dice=lambda: 1.0)
    assert pause_s(1, dice=lambda: 1.0) >= SHORTEST_S


@given(st.integers(1, 100))
def test_jitter_starts_at_zero(failures: int) -> None:
    assert pause_s(failures, dice=lambda: 0.0) == 0


@given(st.integers(0, 1), DICE)
def test_idle_counter_asks_about_every_five_minutes(quiet: int, dice: float) -> None:
    assert IDLE_S * 0.8 <= idle_s(quiet, dice=lambda: dice) <= IDLE_S * 1.2


@given(st.integers(2, 1000), DICE)
def test_long_idle_counter_asks_about_every_ten_minutes(quiet: int, dice: float) -> None:
    assert 2 * IDLE_S * 0.8 <= idle_s(quiet, dice=lambda: dice) <= 2 * IDLE_S * 1.2


@given(st.integers(0, 3600), DICE)
def test_pause_is_at_least_as_long_as_head_office_asked(seconds: int, dice: float) -> None:
    assert seconds <= asked_s(seconds, dice=lambda: dice) <= 2 * seconds


@given(st.lists(st.tuples(st.booleans(), st.floats(0, 60))))
def test_batch_size_stays_between_one_and_the_limit(history: list[tuple[bool, float]]) -> None:
    batch_size = BatchSize()
    for is_well, seconds in history:
        before = batch_size.size
        if is_well:
            batch_size.succeed(seconds)
            assert batch_size.size == (min(before * 2, MOST_COMMANDS) if seconds < FAST_S else before)
        else:
            batch_size.fail(before)
            assert batch_size.size == max(1, before // 2)
        assert 1 <= batch_size.size <= MOST_COMMANDS
