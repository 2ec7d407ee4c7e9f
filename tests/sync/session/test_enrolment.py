"""Test enrolment with a code; an enrolment that was interrupted and repeated creates one device."""

import pytest
from sqlalchemy import func, select

from dealer_app.desktop import Desktop
from dealer_app.domain.errors import EnvironmentFault, FieldError, Refusal
from dealer_app.hub.database.database import transaction
from dealer_app.hub.devices.devices import change_device
from dealer_app.protocol.carriage import Answer
from dealer_app.protocol.signing import new_key
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.leases import LeaseRecord, take_number
from dealer_app.store.tables.outbox import OutboxRecord
from tests.hub.head_office import Office
from tests.sync.both_sides import count_devices, ledger_lines, me, states
from tests.sync.counters import HUB_URL, SpoiltLine, pay, register
from tests.sync.counters import new_order as order_of


def ranges(desktop: Desktop, origin: str) -> set[tuple[str, int]]:
    """Return kind and remaining size of the open ranges of an origin."""

    def read(unit: Unit) -> set[tuple[str, int]]:
        found = unit.session.scalars(select(LeaseRecord).where(LeaseRecord.origin == origin)).all()
        return {(row.kind, row.last - row.next + 1) for row in found if row.next <= row.last}

    return desktop.read(read)


def test_valid_code_enrols_the_counter(fresh: Desktop, office: Office) -> None:
    state = fresh.enrol(HUB_URL, office.code("2606"))

    assert (state.enrolment, state.dealership, state.hub_url) == ("active", "2606", HUB_URL)
    assert me(fresh).hub_key == office.keys.public


def test_enrolment_closes_local_ranges_and_opens_the_provisional_window(fresh: Desktop, office: Office) -> None:
    register(fresh, 1)
    assert fresh.write(lambda unit: take_number(unit, "receipt")).value == 1

    fresh.enrol(HUB_URL, office.code("2606"))

    assert ranges(fresh, "local") == set()
    assert {size for _, size in ranges(fresh, "provisional")} == {1_000}
    assert fresh.write(lambda unit: take_number(unit, "receipt")).value >= 90_000_000
    fresh.talk()
    assert fresh.write(lambda unit: take_number(unit, "receipt")).value == 1_000_000


def test_records_from_before_the_enrolment_are_sent_after_it(fresh: Desktop, office: Office) -> None:
    register(fresh, 1)
    pay(fresh, order_of(fresh), "A1")
    fresh.enrol(HUB_URL, office.code("2606"))

    assert fresh.talk().sent == 2
    assert len(ledger_lines(office)) == 2


def test_repeated_enrolment_after_a_lost_answer_creates_one_device(
    fresh: Desktop, office: Office, line: SpoiltLine
) -> None:
    code = office.code("2606")
    register(fresh, 1)
    line.lose_answer("/v1/enrol")
    with pytest.raises(EnvironmentFault, match="line_down"):
        fresh.enrol(HUB_URL, code)
    assert fresh.line_state().enrolment == ""
    register(fresh, 2)

    fresh.enrol(HUB_URL, code.lower().replace("-", " "))

    assert count_devices(office) == 1
    assert fresh.talk().sent == 2


@pytest.mark.parametrize("code", ["", "K7QF", "K7QF-2M9D-AAAA-BBBB-CCCC-DDDD-EEEE-FFFFF"])
def test_malformed_code_is_refused_without_a_call(fresh: Desktop, line: SpoiltLine, code: str) -> None:
    with pytest.raises(FieldError, match="code_form"):
        fresh.enrol(HUB_URL, code)
    assert line.calls == []


@pytest.mark.parametrize("url", ["", "hub.test", "http://hub.test", "ftp://hub.test", "https://", "https://a:b:c"])
def test_address_without_tls_is_refused_without_a_call(
    fresh: Desktop, line: SpoiltLine, office: Office, url: str
) -> None:
    with pytest.raises(FieldError, match="hub_url_wrong"):
        fresh.enrol(url, office.code("2606"))
    assert line.calls == []


def test_wrong_and_expired_codes_are_refused_with_their_reason(fresh: Desktop, office: Office) -> None:
    code, late = office.code("2606"), office.code("2606")
    wrong = "2222" + code[4:]
    with pytest.raises(FieldError, match="code_wrong"):
        fresh.enrol(HUB_URL, wrong)
    office.clock.pass_by(hours=73)
    with pytest.raises(FieldError, match="code_expired"):
        fresh.enrol(HUB_URL, late)


def test_head_office_with_another_key_than_the_code_is_refused(fresh: Desktop, office: Office) -> None:
    code = office.code("2606")
    office.keys = type(office.keys)(new_key(), office.keys.box)

    with pytest.raises(EnvironmentFault, match="hub_key_wrong"):
        fresh.enrol(HUB_URL, code)
    assert fresh.line_state().enrolment == ""


def test_login_page_does_not_enrol_the_counter(fresh: Desktop, office: Office, line: SpoiltLine) -> None:
    line.after = lambda _call, _answer: Answer(200, {}, b"<html>Log in</html>")
    code = office.code("2606")

    with pytest.raises(EnvironmentFault, match="line_portal"):
        fresh.enrol(HUB_URL, code)
    line.come_back()
    assert fresh.enrol(HUB_URL, code).enrolment == "active"


def test_enrolled_counter_is_not_enrolled_twice(joined: Desktop, office: Office) -> None:
    with pytest.raises(Refusal, match="already_enrolled"):
        joined.enrol(HUB_URL, office.code("2606"))


def test_superseded_counter_continues_under_a_new_code(joined: Desktop, office: Office) -> None:
    joined.talk()
    register(joined, 1)
    joined.talk()
    register(joined, 2)
    with transaction(office.engine, "2606", office.clock()) as tx:
        change_device(tx, me(joined).device, state="superseded")

    assert joined.talk().trouble == "device_superseded"
    with pytest.raises(Refusal, match="counter_stopped"):
        register(joined, 3)

    joined.enrol(HUB_URL, office.code("2606"))
    register(joined, 3)
    assert joined.talk().trouble == ""
    assert joined.read(lambda unit: unit.session.scalar(select(func.count()).select_from(OutboxRecord))) == 3
    assert len(ledger_lines(office)) == 3
    assert "queued" not in states(joined)
