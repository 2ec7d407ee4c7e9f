"""Test that a kind of number that head office does not give leaves the other kinds alone."""

from dealer_app.desktop import Desktop
from dealer_app.store.tables.leases import KINDS, is_provisional, take_number
from tests.sync.counters import SpoiltLine


def kinds_with_numbers(desktop: Desktop) -> set[str]:
    """Return the kinds of which the counter has head office's numbers."""
    taken = {kind: desktop.write(lambda unit, k=kind: take_number(unit, k)).value for kind in KINDS}  # type: ignore[misc]
    return {kind for kind, number in taken.items() if not is_provisional(number)}


def test_older_head_office_that_refuses_one_kind_gives_the_others(joined: Desktop, line: SpoiltLine) -> None:
    line.refuse("/v1/lease", 400, "malformed", when=lambda call: b"invitation" in call.body)
    assert joined.talk().trouble == ""
    assert kinds_with_numbers(joined) == set(KINDS) - {"invitation"}


def test_refusal_of_another_reason_is_reported(joined: Desktop, line: SpoiltLine) -> None:
    line.refuse("/v1/lease", 503, "busy")
    assert joined.talk().trouble == "busy"
