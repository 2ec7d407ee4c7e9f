"""Test devices: enrolled by a one-time code, reopened after a restore, replaced, revoked permanently."""

from base64 import b64encode

import pytest
from sqlalchemy import select

from dealer_app.domain.errors import Refusal
from dealer_app.hub.database.database import transaction
from dealer_app.hub.database.schema import devices, enrol_codes, leases, void_numbers
from dealer_app.hub.devices.codes import code_hash, new_code
from dealer_app.hub.devices.devices import reopen, revoke
from dealer_app.protocol import wire
from dealer_app.protocol.carriage import LineDownError
from dealer_app.protocol.signing import public_key
from dealer_app.sync.session import talker
from dealer_app.sync.session.talker import HubRefusedError
from tests.hub.head_office import Counter, Office, a_counter, fingerprint_of


def request(counter: Counter, code: str, checkpoints: tuple[wire.Head, ...] = ()) -> wire.Enrolled:
    """Enrol with a code and the counter's keys."""
    keys = b64encode(public_key(counter.signing_key)).decode(), b64encode(public_key(counter.box_key)).decode()
    body = wire.Enrol(code, *keys, "باجه ۲", checkpoints=checkpoints)
    answer = talker.enrol(counter.office.service.answer, body, counter.signing_key, fingerprint_of(code))
    counter.device = answer.device
    return answer


def refusal(counter: Counter, code: str) -> str:
    with pytest.raises(HubRefusedError) as refused:
        request(counter, code)
    return refused.value.code


def state_of(office: Office, device: str) -> str:
    with transaction(office.engine, "2606", office.clock()) as tx:
        return str(tx.connection.scalar(select(devices.c.state).where(devices.c.device == device)))


def talk_refused(counter: Counter, epoch: int = 1) -> str:
    counter.epoch = epoch
    with pytest.raises(HubRefusedError) as refused:
        counter.talk()
    return refused.value.code


def write(counter: Counter, *, count: int = 1) -> None:
    """Write entries of an unknown kind, which head office quarantines, and send them."""
    for _ in range(count):
        counter.write("example.note", {"words": "x"})
    counter.talk().push(counter.batch())


def test_code_enrols_once_in_its_own_dealership(office: Office) -> None:
    code = office.code("2607")
    first = request(Counter(office), code)
    assert (first.dealership, first.epoch, first.base.n) == ("2607", 1, 0)
    assert refusal(Counter(office), code) == "code_used"


def test_same_request_again_gets_the_same_answer(office: Office) -> None:
    code, counter = office.code("2606"), Counter(office)
    first = request(counter, code)
    office.clock.pass_by(hours=200)  # the answer was lost; the counter asks again much later
    assert request(counter, code) == first
    with transaction(office.engine, "2606", office.clock()) as tx:
        assert len(tx.connection.execute(select(devices.c.device)).all()) == 1


def test_code_is_valid_for_72_hours(office: Office) -> None:
    in_time, too_late = office.code("2606"), office.code("2606")
    office.clock.pass_by(hours=72)
    assert request(Counter(office), in_time).dealership == "2606"
    office.clock.pass_by(seconds=1)
    assert refusal(Counter(office), too_late) == "code_expired"


def test_code_may_be_typed_in_small_letters_and_without_hyphens(office: Office) -> None:
    code = office.code("2606")
    typed = code.lower().replace("-", " ")
    assert code_hash(typed) == code_hash(code)
    assert fingerprint_of(typed) == fingerprint_of(code)
    assert request(Counter(office), typed).dealership == "2606"


def test_unknown_code_is_wrong(office: Office) -> None:
    code = office.code("2606")
    other = ("3" if code[0] == "2" else "2") + code[1:]
    assert refusal(Counter(office), other) == "code_wrong"


def test_code_with_the_fingerprint_of_another_hub_is_refused(office: Office) -> None:
    code = office.code("2606")
    other = code[:-1] + ("0" if code[-1] != "0" else "1")
    with pytest.raises(LineDownError):
        request(Counter(office), other)


def test_code_is_stored_only_as_a_hash(office: Office) -> None:
    code = office.code("2606")
    with transaction(office.engine, "2606", office.clock()) as tx:
        kept = str(tx.connection.execute(select(enrol_codes)).all())
    secret = "".join(letter for letter in code if letter.isalnum())[:16]
    assert secret not in kept
    assert code not in kept


def test_codes_never_repeat_and_have_no_ambiguous_letters(office: Office) -> None:
    with transaction(office.engine, "2606", office.clock()) as tx:
        codes = [new_code(tx, office.keys.public) for _ in range(50)]
    assert len(set(codes)) == 50
    assert not set("".join(code[:19] for code in codes)) & set("01ILO")


def test_windows_of_provisional_numbers_do_not_overlap(office: Office) -> None:
    firsts = [request(Counter(office), office.code("2606")).provisional[0].first for _ in range(3)]
    assert firsts == [90_000_000, 90_001_000, 90_002_000]


def test_reopened_device_continues_after_the_last_common_entry(office: Office) -> None:
    counter = a_counter(office)
    write(counter, count=3)
    common = counter.lines[1]
    del counter.lines[2:]
    counter.write("example.note", {"words": "another"})
    counter.write("example.note", {"words": "another"})
    with pytest.raises(HubRefusedError, match="fork"):
        counter.talk().push(counter.batch())
    assert (state_of(office, counter.device), talk_refused(counter)) == ("forked", "fork")

    with transaction(office.engine, "2606", office.clock()) as tx:
        assert reopen(tx, counter.device) == 2
    shown = tuple(wire.Head(line.n, line.hash) for line in counter.lines)
    counter.talk(checkpoints=shown)  # it still sends epoch 1; the answer contains the second
    counter.epoch = 2
    assert counter.talk().push(counter.batch(common.n + 1)).acked_n == 4
    assert talk_refused(counter, epoch=1) == "epoch_old"


def test_reopening_closes_leases_and_voids_unused_numbers(office: Office) -> None:
    counter = a_counter(office)
    counter.talk().lease(wire.Wants((wire.Want("receipt", 0),)))
    with transaction(office.engine, "2606", office.clock()) as tx:
        reopen(tx, counter.device)
        closed = tx.connection.execute(select(leases.c.closed_at).where(leases.c.device == counter.device)).all()
        void = tx.connection.execute(select(void_numbers.c.first, void_numbers.c.last)).all()
    assert all(row.closed_at for row in closed)
    assert [(row.first, row.last) for row in void] == [(1_000_000, 1_000_999)]


def test_revoked_device_stays_revoked(office: Office) -> None:
    counter = a_counter(office)
    session = counter.talk()
    with transaction(office.engine, "2606", office.clock()) as tx:
        revoke(tx, counter.device)
    with pytest.raises(HubRefusedError, match="device_revoked"):  # an open session ends at once
        session.pull(0, 0)
    assert talk_refused(counter) == "device_revoked"
    with transaction(office.engine, "2606", office.clock()) as tx, pytest.raises(Refusal, match="hub_device_shut_out"):
        reopen(tx, counter.device)
    assert state_of(office, counter.device) == "revoked"


def test_database_of_a_copied_pc_continues_under_a_new_device(office: Office) -> None:
    old = a_counter(office)
    write(old, count=2)
    copy = Counter(office, lines=list(old.lines))
    copy.write("example.note", {"words": "of the copy"})
    shown = tuple(wire.Head(line.n, line.hash) for line in copy.lines)

    answer = request(copy, office.code("2606", replaces=old.device), shown)

    assert (answer.base.n, answer.device != old.device) == (2, True)
    assert copy.talk().push(copy.batch(3)).acked_n == 3
    assert talk_refused(old) == "device_superseded"
    with transaction(office.engine, "2606", office.clock()) as tx, pytest.raises(Refusal, match="hub_device_shut_out"):
        reopen(tx, old.device)


def test_code_of_one_dealership_replaces_no_device_of_another(office: Office) -> None:
    other = a_counter(office, "2607")
    with pytest.raises(Refusal, match="hub_device_unknown"):
        office.code("2606", replaces=other.device)
