"""The delay after wrong PINs counts time that surely passed: no clock, restart or restored backup shortens it."""

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dealer_app.desktop import Desktop
from dealer_app.domain.errors import Refusal
from dealer_app.domain.staff import Actor, Role
from dealer_app.services.staff import staff
from dealer_app.services.staff.pins import LONGEST_DELAY_S, delay_seconds
from dealer_app.store.database.presence import SIGN_INS_FILE
from tests.services.conftest import NOON, FakeClock
from tests.services.factories import clerk_of
from tests.signed_on import CLERK, sign_on

RIGHT, WRONG = "222222", "000000"


class Pc:
    """A PC on a bench: its real time, its clock that anybody turns, and its counter."""

    def __init__(self, home: Path) -> None:
        self.home, self.clock, self.up_s = home, FakeClock(), 1000.0
        self.open()

    def open(self) -> None:
        self.desktop = Desktop(self.home, clock=self.clock, ticks=lambda: self.up_s)
        self.desktop.actor = Actor(None, "", CLERK, "")
        self.desktop.open()
        self.clerk = clerk_of(self.desktop)

    def restart(self, *, is_rebooted: bool) -> None:
        self.desktop.close()
        self.up_s = 0.0 if is_rebooted else self.up_s
        self.open()

    def let_pass(self, seconds: float) -> None:
        self.clock.pass_time(seconds=seconds)
        self.up_s += seconds

    def try_pin(self, pin: str) -> str:
        try:
            self.desktop.write(lambda unit: staff.sign_in(unit, self.clerk.id, pin))
        except Refusal as refusal:
            return refusal.code
        return "in"


@pytest.fixture(scope="module")
def pc(demo_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pc]:
    """One counter for all examples, because opening one takes longer than the example; each begins signed in."""
    home = tmp_path_factory.mktemp("pc") / "home"
    shutil.copytree(demo_home, home)
    one = Pc(home)
    sign_on(one.desktop, "", Role.MANAGER)
    one.desktop.backup(home.with_name("before.bajeh"))
    yield one
    one.desktop.close()


@settings(max_examples=15, phases=[Phase.explicit, Phase.generate])
@given(
    steps=st.lists(
        st.one_of(
            st.tuples(st.just("turn"), st.integers(-400 * 86400, 400 * 86400)),
            st.tuples(st.just("pass"), st.integers(0, 40)),
            st.tuples(st.sampled_from(["wrong", "right", "restart", "reboot"]), st.just(0)),
        ),
        min_size=1,
        max_size=12,
    ),
    is_restored=st.booleans(),
)
def test_no_history_of_the_clock_shortens_or_stretches_the_delay(
    pc: Pc, steps: list[tuple[str, int]], is_restored: bool
) -> None:
    pc.let_pass(LONGEST_DELAY_S + 1)
    assert pc.try_pin(RIGHT) == "in"
    errors = [pc.try_pin(WRONG) for _ in range(5)]
    assert errors == ["pin_wrong"] * 4 + ["pin_wait"]
    wrong, left = 5, float(delay_seconds(5))  # seconds of real time that must still pass
    if is_restored:
        sign_on(pc.desktop, "", Role.MANAGER)
        pc.desktop.restore(pc.home.with_name("before.bajeh"))
    for what, seconds in steps:
        if what == "turn":
            pc.clock.pass_time(seconds=seconds)
        elif what == "pass":
            pc.let_pass(seconds)
            left -= seconds
        elif what in {"restart", "reboot"}:
            pc.try_pin(RIGHT)  # only to note how much has passed
            pc.restart(is_rebooted=what == "reboot")
        elif left > 0:
            assert pc.try_pin(RIGHT if what == "right" else WRONG) == "pin_wait"
        elif what == "wrong":
            assert pc.try_pin(WRONG) == "pin_wait"
            wrong += 1
            left = float(delay_seconds(wrong))
        else:
            assert pc.try_pin(RIGHT) == "in"
            return
        if what in {"restart", "reboot"} and left <= 0:
            return  # it was let in while the passed time was noted
    pc.let_pass(max(left, 0))
    assert pc.try_pin(RIGHT) == "in"


@pytest.mark.parametrize("by", [timedelta(hours=1), timedelta(days=1), timedelta(days=365), timedelta(days=-365)])
def test_turned_clock_alone_neither_ends_nor_stretches_the_delay(
    counter: Desktop, clock: FakeClock, by: timedelta
) -> None:
    clerk = clerk_of(counter)
    for _ in range(5):
        with pytest.raises(Refusal):
            counter.write(lambda unit: staff.sign_in(unit, clerk.id, WRONG))
    clock.at += by
    with pytest.raises(Refusal, match="pin_wait"):
        counter.write(lambda unit: staff.sign_in(unit, clerk.id, RIGHT))
    clock.pass_time(seconds=31)
    assert counter.write(lambda unit: staff.sign_in(unit, clerk.id, RIGHT)).value.name == "سمیه کریمی"


def test_clock_a_year_ahead_locks_nobody_out_for_a_year(counter: Desktop, clock: FakeClock) -> None:
    clerk = clerk_of(counter)
    clock.at = NOON + timedelta(days=365)
    for _ in range(8):
        with pytest.raises(Refusal):
            counter.write(lambda unit: staff.sign_in(unit, clerk.id, WRONG))
        clock.pass_time(seconds=LONGEST_DELAY_S)
    clock.at = NOON
    with pytest.raises(Refusal, match="pin_wait") as caught:
        counter.write(lambda unit: staff.sign_in(unit, clerk.id, WRONG))
    assert caught.value.params["seconds"] == "۲۴۰"


def _delete(file: Path) -> None:
    file.unlink()


def _spoil(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b'"errors": 5', b'"errors": 0'))


@pytest.mark.parametrize("harm", [_delete, _spoil])
def test_without_its_file_the_database_counts(counter: Desktop, harm: Callable[[Path], None]) -> None:
    clerk = clerk_of(counter)
    for _ in range(5):
        with pytest.raises(Refusal):
            counter.write(lambda unit: staff.sign_in(unit, clerk.id, WRONG))
    harm(counter.home / SIGN_INS_FILE)
    with pytest.raises(Refusal, match="pin_wait"):
        counter.write(lambda unit: staff.sign_in(unit, clerk.id, RIGHT))
