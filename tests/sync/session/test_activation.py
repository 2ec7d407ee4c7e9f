"""Activation from counter to telephone and back: asked, sent, proved without a line, locked, begun anew."""

from functools import partial

import pytest
from sqlalchemy import select
from uuid_utils.compat import uuid7

from dealer_app.desktop import Desktop
from dealer_app.domain.customers import Activation, RegisterCustomer
from dealer_app.domain.errors import Refusal
from dealer_app.domain.files.activation import LONGEST_WAIT, MOST_WRONG, CodeState
from dealer_app.domain.ids import CustomerId
from dealer_app.domain.staff import Role
from dealer_app.hub.database.schema import ledger, rows, sms
from dealer_app.hub.office.activation import CODE_LIFE, MOST_A_DAY
from dealer_app.services.customers.customers import get_customer
from dealer_app.services.files.activation import ask_code, complete_registration
from dealer_app.store.core.types import instant_text
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import AuditRecord
from dealer_app.store.tables.outbox import OutboxRecord, enqueue
from tests.hub.codes import Telephones, other_than, send_code, send_codes
from tests.hub.head_office import Office
from tests.hub.raw import stored
from tests.services.factories import by_manager, nth_walk_in
from tests.signed_on import with_roles
from tests.sync.activations import change_mobile, tell, view
from tests.sync.counters import SpoiltLine

MOBILE = nth_walk_in(1).mobile


@pytest.fixture
def customer_id(joined: Desktop) -> CustomerId:
    """A walk-in of an enrolled counter; the request for a code is at head office."""
    joined.talk()
    wish = RegisterCustomer(nth_walk_in(1), frozenset({"mobile_unknown_operator"}))
    registered = joined.write(partial(complete_registration, command=wish)).value
    assert joined.talk().trouble == ""
    return registered.customer_id


def everything(desktop: Desktop, office: Office) -> str:
    """Return all that the counter and head office store about the code."""

    def of_counter(unit: Unit) -> str:
        bodies = unit.session.scalars(select(OutboxRecord.body)).all()
        details = unit.session.scalars(select(AuditRecord.detail)).all()
        raw = unit.session.connection().exec_driver_sql("SELECT * FROM activations").all()
        return f"{bodies}{details}{raw}"

    office_holds = [stored(office.engine, "2606", table, office) for table in (rows, sms, ledger)]
    return f"{desktop.read(of_counter)}{office_holds}"


def test_nothing_claims_that_a_code_was_sent_without_a_gateway(
    joined: Desktop, office: Office, customer_id: CustomerId
) -> None:
    assert view(joined, customer_id).state is CodeState.ASKED
    assert send_codes(office, None) == {"sent": 0, "failed": 0, "waiting": 1}
    joined.talk()
    assert view(joined, customer_id).state is CodeState.ASKED
    assert joined.read(partial(get_customer, customer_id=customer_id)).activation is Activation.PENDING
    with pytest.raises(Refusal, match="activation_not_sent"):
        tell(joined, customer_id, "123456")
    with pytest.raises(Refusal, match="activation_waits"):
        joined.write(partial(ask_code, customer_id=customer_id))


def test_sent_code_is_proved_without_a_line(joined: Desktop, office: Office, customer_id: CustomerId) -> None:
    telephones = Telephones()
    send_codes(office, telephones)
    ((receptor, code),) = telephones.got
    assert receptor == MOBILE
    joined.talk()
    assert view(joined, customer_id).state is CodeState.SENT

    assert tell(joined, customer_id, other_than(code)) is CodeState.SENT
    assert view(joined, customer_id).wrong == 1
    assert tell(joined, customer_id, code) is CodeState.ACTIVE

    assert joined.read(partial(get_customer, customer_id=customer_id)).activation is Activation.ACTIVE
    assert joined.talk().trouble == ""
    assert view(joined, customer_id).state is CodeState.ACTIVE
    assert joined.verify().is_sound
    with pytest.raises(Refusal, match="activation_active"):
        joined.write(partial(ask_code, customer_id=customer_id))


def test_code_is_nowhere_but_in_the_message(joined: Desktop, office: Office, customer_id: CustomerId) -> None:
    code = send_code(office)
    joined.talk()
    tell(joined, customer_id, other_than(code))
    joined.talk()
    held = everything(joined, office)
    assert "scrypt$" in held
    assert code not in held
    tell(joined, customer_id, code)
    joined.talk()
    assert "scrypt$" not in everything(joined, office)


def test_five_wrong_codes_lock_and_somebody_who_may_begins_anew(
    joined: Desktop, office: Office, customer_id: CustomerId
) -> None:
    code = send_code(office)
    joined.talk()
    answers = [tell(joined, customer_id, other_than(code)) for _ in range(MOST_WRONG)]
    assert answers == [CodeState.SENT] * (MOST_WRONG - 1) + [CodeState.LOCKED]
    with pytest.raises(Refusal, match="activation_locked"):
        tell(joined, customer_id, code)
    assert joined.talk().trouble == ""
    assert view(joined, customer_id).activation is Activation.LOCKED

    joined.write(lambda unit: ask_code(by_manager(unit), customer_id))
    joined.talk()
    second = send_code(office)
    joined.talk()
    assert tell(joined, customer_id, second) is CodeState.ACTIVE


def test_asking_again_does_not_forget_the_wrong_codes(joined: Desktop, office: Office, customer_id: CustomerId) -> None:
    """Otherwise four wrong codes and a new request, again and again, try every code there is."""
    answers = []
    for tries in (3, 1, 1):
        code = send_code(office)
        joined.talk()
        answers += [tell(joined, customer_id, other_than(code)) for _ in range(tries)]
        if answers[-1] is not CodeState.LOCKED:
            joined.write(partial(ask_code, customer_id=customer_id))
            joined.talk()
    assert answers == [CodeState.SENT] * (MOST_WRONG - 1) + [CodeState.LOCKED]
    with pytest.raises(Refusal, match="right_missing"):
        joined.write(lambda unit: ask_code(with_roles(unit, frozenset({Role.CASHIER})), customer_id))


def test_code_in_hand_is_good_until_a_later_one_is_sent(
    joined: Desktop, office: Office, customer_id: CustomerId
) -> None:
    first = send_code(office)
    joined.talk()
    asked = joined.write(partial(ask_code, customer_id=customer_id)).value
    assert (asked.state, asked.again, asked.is_queued) == (CodeState.SENT, CodeState.ASKED, True)
    with pytest.raises(Refusal, match="activation_waits"):
        joined.write(partial(ask_code, customer_id=customer_id))
    joined.talk()
    send_codes(office, Telephones("sms_receptor"))
    joined.talk()
    failed = view(joined, customer_id)
    assert (failed.state, failed.again, failed.reason) == (CodeState.SENT, CodeState.FAILED, "sms_receptor")
    joined.write(partial(ask_code, customer_id=customer_id))
    joined.talk()
    second = send_code(office)
    joined.talk()
    assert view(joined, customer_id).again is None
    assert tell(joined, customer_id, first) is CodeState.SENT
    assert tell(joined, customer_id, second) is CodeState.ACTIVE


def test_code_in_hand_is_proved_while_a_later_one_waits(
    joined: Desktop, office: Office, customer_id: CustomerId
) -> None:
    first = send_code(office)
    joined.talk()
    joined.write(partial(ask_code, customer_id=customer_id))
    assert tell(joined, customer_id, first) is CodeState.ACTIVE
    joined.talk()
    send_codes(office, Telephones())
    assert joined.talk().trouble == ""
    assert view(joined, customer_id).state is CodeState.ACTIVE
    assert joined.read(partial(get_customer, customer_id=customer_id)).activation is Activation.ACTIVE
    assert joined.verify().is_sound


def test_lock_ends_the_request_that_waits_too(joined: Desktop, office: Office, customer_id: CustomerId) -> None:
    first = send_code(office)
    joined.talk()
    joined.write(partial(ask_code, customer_id=customer_id))
    for _ in range(MOST_WRONG):
        tell(joined, customer_id, other_than(first))
    joined.talk()
    late = Telephones()
    send_codes(office, late)
    joined.talk()
    assert view(joined, customer_id).activation is Activation.LOCKED
    for _, code in late.got:
        with pytest.raises(Refusal, match="activation_locked"):
            tell(joined, customer_id, code)

    joined.write(lambda unit: ask_code(by_manager(unit), customer_id))
    joined.talk()
    code = send_code(office)
    joined.talk()
    assert tell(joined, customer_id, code) is CodeState.ACTIVE


def test_code_ends_with_its_time(joined: Desktop, office: Office, customer_id: CustomerId) -> None:
    code = send_code(office)
    joined.talk()
    office.clock.pass_by(seconds=CODE_LIFE.total_seconds())
    assert view(joined, customer_id).is_expired
    with pytest.raises(Refusal, match="activation_expired"):
        tell(joined, customer_id, code)
    joined.write(partial(ask_code, customer_id=customer_id))
    assert view(joined, customer_id).state is CodeState.ASKED


def test_final_refusal_of_the_gateway_is_told(joined: Desktop, office: Office, customer_id: CustomerId) -> None:
    assert send_codes(office, Telephones("sms_receptor"))["failed"] == 1
    joined.talk()
    told = view(joined, customer_id)
    assert (told.state, told.reason) == (CodeState.FAILED, "sms_receptor")
    joined.write(partial(ask_code, customer_id=customer_id))


def test_one_mobile_gets_few_codes_a_day(joined: Desktop, office: Office, customer_id: CustomerId) -> None:
    for _ in range(MOST_A_DAY):
        assert send_codes(office, Telephones())["sent"] == 1
        joined.talk()
        joined.write(partial(ask_code, customer_id=customer_id))
        joined.talk()
    assert send_codes(office, Telephones())["failed"] == 1
    joined.talk()
    assert view(joined, customer_id).reason == "sms_too_many_today"


def test_changed_mobile_is_not_active(joined: Desktop, office: Office, customer_id: CustomerId) -> None:
    tell_after_sending(joined, office, customer_id)
    change_mobile(joined, nth_walk_in(1).national_code)
    assert joined.read(partial(get_customer, customer_id=customer_id)).activation is Activation.PENDING
    assert view(joined, customer_id).state is None


def tell_after_sending(joined: Desktop, office: Office, customer_id: CustomerId) -> None:
    code = send_code(office)
    joined.talk()
    assert tell(joined, customer_id, code) is CodeState.ACTIVE


def test_message_goes_only_to_the_mobile_of_the_file(joined: Desktop, office: Office, customer_id: CustomerId) -> None:
    tell_after_sending(joined, office, customer_id)
    joined.talk()

    def ask_elsewhere(unit: Unit) -> None:
        at = instant_text(unit.now)
        body = {"id": str(uuid7()), "customer_id": str(customer_id), "mobile": "09120000000", "asked_at": at}
        enqueue(unit, "activation.ask", body)

    joined.write(ask_elsewhere)
    assert joined.talk().trouble == ""
    telephones = Telephones()
    send_codes(office, telephones)
    assert telephones.got == []


def test_code_is_not_sent_after_the_mobile_changed(joined: Desktop, office: Office, customer_id: CustomerId) -> None:
    change_mobile(joined, nth_walk_in(1).national_code)
    joined.write(partial(ask_code, customer_id=customer_id))
    assert joined.talk().trouble == ""

    telephones = Telephones()
    assert send_codes(office, telephones) == {"sent": 1, "failed": 1, "waiting": 0}
    ((receptor, code),) = telephones.got
    assert receptor == "09121112233"
    joined.talk()
    assert tell(joined, customer_id, code) is CodeState.ACTIVE


def test_request_without_an_answer_can_be_made_again_and_one_code_is_sent(
    joined: Desktop, office: Office, customer_id: CustomerId
) -> None:
    office.clock.pass_by(seconds=LONGEST_WAIT.total_seconds())
    joined.write(partial(ask_code, customer_id=customer_id))
    assert joined.talk().trouble == ""

    telephones = Telephones()
    assert send_codes(office, telephones) == {"sent": 1, "failed": 1, "waiting": 0}
    joined.talk()
    assert tell(joined, customer_id, telephones.got[0][1]) is CodeState.ACTIVE


def test_code_cannot_be_proved_by_turning_the_clock_back(
    joined: Desktop, office: Office, customer_id: CustomerId
) -> None:
    code = send_code(office)
    joined.talk()
    office.clock.pass_by(seconds=CODE_LIFE.total_seconds())
    joined.write(partial(ask_code, customer_id=customer_id))
    office.clock.pass_by(seconds=-CODE_LIFE.total_seconds())
    with pytest.raises(Refusal, match="clock_back"):
        tell(joined, customer_id, code)


def test_answer_that_comes_after_its_time_proves_nothing(
    joined: Desktop, office: Office, customer_id: CustomerId
) -> None:
    code = send_code(office)
    office.clock.pass_by(seconds=CODE_LIFE.total_seconds())
    joined.talk()
    assert view(joined, customer_id).activation is Activation.PENDING
    with pytest.raises(Refusal, match="activation_expired"):
        tell(joined, customer_id, code)


def test_answers_that_are_lost_or_come_twice_change_nothing(
    joined: Desktop, office: Office, customer_id: CustomerId, line: SpoiltLine
) -> None:
    code = send_code(office)
    line.lose_answer("/v1/pull")
    joined.talk()
    joined.talk()
    assert view(joined, customer_id).state is CodeState.SENT
    tell(joined, customer_id, other_than(code))
    assert tell(joined, customer_id, code) is CodeState.ACTIVE
    line.lose_answer("/v1/push")
    joined.talk()
    assert joined.talk().trouble == ""
    seen = view(joined, customer_id)
    assert (seen.state, seen.wrong) == (CodeState.ACTIVE, 1)
    assert joined.verify().is_sound
