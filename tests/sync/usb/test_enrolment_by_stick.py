"""Test enrolment without a line: invitation, request and answer by stick, also repeated and mixed up."""

import json
import resource
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from dealer_app.desktop import Desktop
from dealer_app.domain.errors import EnvironmentFault, FieldError, Refusal
from dealer_app.hub.database.database import transaction
from dealer_app.hub.devices.codes import new_code, plain_code
from dealer_app.hub.devices.devices import change_device
from dealer_app.hub.office.publishing import Published
from dealer_app.hub.refusals import CallRefusedError
from dealer_app.protocol.canonical_json import canonical_json
from dealer_app.protocol.enrolment_file import MAGIC, make_enrolment_file
from dealer_app.protocol.sealing import new_box_key, public_box_key
from dealer_app.protocol.signing import new_key
from dealer_app.services.customers.customers import find_customer_by_code
from dealer_app.store.tables.leases import take_number
from tests.hub.head_office import Office
from tests.services.factories import nth_walk_in
from tests.sync.both_sides import count_devices, ledger_lines, me, states
from tests.sync.counters import HUB_URL, SpoiltLine, open_counter, register
from tests.sync.sticks import Pocket

HOLIDAY = Published("holiday", "0193b1c0-79ff-7d10-8a2b-1c2d3e4f5a01", {"day": "2026-11-26", "name": "نمونه"})


@pytest.fixture
def pocket(office: Office, tmp_path: Path) -> Pocket:
    return Pocket(office, tmp_path / "sticks")


def test_one_exchange_enrols_the_counter_with_numbers_and_rows(
    fresh: Desktop, office: Office, pocket: Pocket, line: SpoiltLine
) -> None:
    office.publish("*", HOLIDAY)

    report = pocket.join(fresh, "2606")

    state = fresh.line_state()
    assert (report.joined, report.trouble, report.received) == ("2606", "", 1)
    assert (state.enrolment, state.dealership, state.hub_url, state.is_by_stick) == ("active", "2606", "", True)
    assert me(fresh).hub_key == office.keys.public
    assert me(fresh).counter == "باجه ۲"
    assert fresh.write(lambda unit: take_number(unit, "receipt")).value == 1_000_000
    assert line.calls == []


def test_earlier_records_are_sent_with_the_next_stick(fresh: Desktop, office: Office, pocket: Pocket) -> None:
    register(fresh, 1)
    pocket.join(fresh, "2606")
    register(fresh, 2)

    assert pocket.exchange(fresh).sent == 2
    assert len(ledger_lines(office)) == 2
    assert fresh.line_state().waiting == 0


def test_pending_enrolment_request_is_shown_in_the_line_state(fresh: Desktop, office: Office, pocket: Pocket) -> None:
    answer = pocket.answer(pocket.request(fresh, office.code("2606")))
    assert fresh.line_state().is_asking
    assert not fresh.line_state().is_enrolled

    fresh.import_bundle(answer)
    assert not fresh.line_state().is_asking


def test_repeated_requests_and_answers_create_one_device(fresh: Desktop, office: Office, pocket: Pocket) -> None:
    code = office.code("2606")
    ups = [pocket.request(fresh, code)]
    register(fresh, 1)
    ups.append(pocket.request(fresh, code.lower().replace("-", " ")))
    answers = [pocket.answer(up) for up in (*ups, *ups)]

    fresh.import_bundle(answers[2])
    device = me(fresh).device
    assert pocket.exchange(fresh).sent == 1
    for answer in answers:
        assert fresh.import_bundle(answer).joined == ""

    assert me(fresh).device == device
    assert me(fresh).acked_n == 1
    assert count_devices(office) == 1


def test_enrolment_may_change_between_stick_and_line(
    fresh: Desktop, office: Office, pocket: Pocket, line: SpoiltLine
) -> None:
    code = office.code("2606")
    answer = pocket.answer(pocket.request(fresh, code))
    fresh.enrol(HUB_URL, code)
    assert fresh.line_state().hub_url == HUB_URL
    assert fresh.import_bundle(answer).trouble == ""
    assert count_devices(office) == 1

    other = open_counter(fresh.home.parent / "other", line)
    code = office.code("2606")
    line.lose_answer("/v1/enrol")
    with pytest.raises(EnvironmentFault):
        other.enrol(HUB_URL, code)
    assert other.import_bundle(pocket.answer(pocket.request(other, code))).joined == "2606"
    assert count_devices(office) == 2
    assert other.line_state().is_by_stick
    other.close()


def test_refused_code_is_reported_at_the_import(fresh: Desktop, office: Office, pocket: Pocket) -> None:
    good = office.code("2606")
    unknown = "2222" + good[4:]
    invitation = pocket.write(office.invite(unknown))
    fresh.request_enrolment(invitation, unknown, up := pocket.path())
    with pytest.raises(Refusal, match="code_wrong"):
        fresh.import_bundle(pocket.answer(up))

    late = pocket.request(fresh, good)
    office.clock.pass_by(hours=73)
    with pytest.raises(Refusal, match="code_expired"):
        fresh.import_bundle(pocket.answer(late))
    assert not fresh.line_state().is_enrolled


def test_code_with_a_long_life_is_accepted_after_13_days(fresh: Desktop, office: Office, pocket: Pocket) -> None:
    with transaction(office.engine, "2606", office.clock()) as tx:
        code = new_code(tx, office.keys.public, life=timedelta(days=14))
    up = pocket.request(fresh, code)
    office.clock.pass_by(days=13)
    assert fresh.import_bundle(pocket.answer(up)).joined == "2606"


def test_code_that_another_counter_used_is_refused(
    fresh: Desktop, office: Office, pocket: Pocket, line: SpoiltLine
) -> None:
    other, code = open_counter(fresh.home.parent / "other", line), office.code("2606")
    up = pocket.request(other, code)
    other.close()
    fresh.import_bundle(pocket.answer(pocket.request(fresh, code)))

    reopened = open_counter(other.home, line)
    with pytest.raises(Refusal, match="code_used"):
        reopened.import_bundle(pocket.answer(up))
    reopened.close()


def test_mistyped_code_is_refused_before_a_request_is_written(fresh: Desktop, office: Office, pocket: Pocket) -> None:
    code = office.code("2606")
    other = "3" if code[0] == "2" else "2"
    slip = other + code[1:]
    with pytest.raises(FieldError, match="enrolment_file_code") as caught:
        fresh.request_enrolment(pocket.write(office.invite(code)), slip, pocket.path())
    assert caught.value.field == "code"
    with pytest.raises(FieldError, match="code_form"):
        fresh.request_enrolment(pocket.write(office.invite(code)), code[:-1], pocket.path())
    assert not fresh.line_state().is_asking


def test_invitation_of_another_head_office_is_refused(fresh: Desktop, office: Office, pocket: Pocket) -> None:
    code = office.code("2606")
    forged = make_enrolment_file(new_key(), public_box_key(new_box_key()), plain_code(code))
    with pytest.raises(FieldError, match="enrolment_file_other"):
        fresh.request_enrolment(pocket.write(forged), code, pocket.path())


def test_box_key_that_head_office_did_not_sign_is_refused(fresh: Desktop, office: Office, pocket: Pocket) -> None:
    code = office.code("2606")
    line = json.loads(office.invite(code)[len(MAGIC) :])
    forged = json.loads(make_enrolment_file(new_key(), public_box_key(new_box_key()), plain_code(code))[len(MAGIC) :])
    line["box_key"] = forged["box_key"]
    file = pocket.write(MAGIC + canonical_json(line).encode())
    with pytest.raises(FieldError, match="enrolment_file_changed"):
        fresh.request_enrolment(file, code, pocket.path())


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", MAGIC, MAGIC + b"[]", MAGIC + b"{}", MAGIC + b"\xff"])
def test_file_that_is_no_invitation_is_refused(fresh: Desktop, office: Office, pocket: Pocket, content: bytes) -> None:
    with pytest.raises(FieldError, match="enrolment_file_unreadable"):
        fresh.request_enrolment(pocket.write(content), office.code("2606"), pocket.path())


def test_changed_bits_of_a_request_and_of_its_answer_are_refused(
    fresh: Desktop, office: Office, pocket: Pocket
) -> None:
    up = pocket.request(fresh, office.code("2606"))
    content = up.read_bytes()
    for at in range(0, len(content), max(len(content) // 49, 1)):
        changed = pocket.write(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        with pytest.raises(CallRefusedError, match=r"malformed|signature_wrong"):
            pocket.answer(changed)
    assert count_devices(office) == 0
    content = pocket.answer(up).read_bytes()
    for at in range(0, len(content), max(len(content) // 49, 1)):
        changed = pocket.write(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        with pytest.raises(Refusal):
            fresh.import_bundle(changed)
    assert not fresh.line_state().is_enrolled


def test_request_contains_neither_the_code_nor_the_counter(fresh: Desktop, office: Office, pocket: Pocket) -> None:
    code = office.code("2606")
    content = pocket.request(fresh, code).read_bytes() + office.invite(code)
    for secret in (code, plain_code(code), plain_code(code)[:16], "باجه"):
        assert secret.encode() not in content


def test_answer_for_another_counter_is_refused(
    fresh: Desktop, office: Office, pocket: Pocket, line: SpoiltLine
) -> None:
    other = open_counter(fresh.home.parent / "other", line)
    answer = pocket.answer(pocket.request(other, office.code("2606")))
    other.close()

    with pytest.raises(Refusal, match="bundle_other"):
        fresh.import_bundle(answer)
    pocket.join(fresh, "2606")
    with pytest.raises(Refusal, match="bundle_other"):
        fresh.import_bundle(answer)


def test_second_code_is_refused_after_enrolment(fresh: Desktop, office: Office, pocket: Pocket) -> None:
    first, second = (pocket.answer(pocket.request(fresh, office.code("2606"))) for _ in range(2))
    fresh.import_bundle(second)
    with pytest.raises(Refusal, match="already_enrolled"):
        fresh.import_bundle(first)
    with pytest.raises(Refusal, match="already_enrolled"):
        pocket.request(fresh, office.code("2606"))


def test_superseded_counter_enrols_again_by_stick_and_refuses_old_answers(
    fresh: Desktop, office: Office, pocket: Pocket
) -> None:
    old = pocket.answer(pocket.request(fresh, office.code("2606")))
    fresh.import_bundle(old)
    register(fresh, 1)
    late = pocket.answer(pocket.export(fresh))
    device = me(fresh).device
    with transaction(office.engine, "2606", office.clock()) as tx:
        change_device(tx, device, state="superseded")
    register(fresh, 2)
    assert pocket.exchange(fresh).trouble == "device_superseded"

    code = office.code("2606", replaces=device)
    assert fresh.import_bundle(pocket.answer(pocket.request(fresh, code))).joined == "2606"
    for answer in (old, late):
        with pytest.raises(Refusal, match="bundle_other"):
            fresh.import_bundle(answer)
    pocket.exchange(fresh)
    assert len(ledger_lines(office)) == 2
    assert "queued" not in states(fresh)


def test_restored_database_is_detected_by_stick_and_continues_under_a_new_code(
    fresh: Desktop, office: Office, pocket: Pocket
) -> None:
    pocket.join(fresh, "2606")
    register(fresh, 1)
    pocket.exchange(fresh)
    fresh.backup(pocket.folder / "day.bajeh")
    register(fresh, 2)
    pocket.exchange(fresh)
    fresh.restore(pocket.folder / "day.bajeh")
    register(fresh, 3)
    assert pocket.exchange(fresh).trouble == "fork"
    with pytest.raises(Refusal, match="counter_stopped"):
        register(fresh, 4)

    code = office.code("2606", replaces=me(fresh).device)
    assert fresh.import_bundle(pocket.answer(pocket.request(fresh, code))).joined == "2606"
    register(fresh, 4)
    assert pocket.exchange(fresh).sent == 2
    assert len(ledger_lines(office)) == 4
    for at in range(1, 5):
        national_code = nth_walk_in(at).national_code
        assert fresh.read(partial(find_customer_by_code, code=national_code)) is not None
    assert fresh.verify().is_sound


def test_request_sealed_with_an_older_box_key_is_answered(fresh: Desktop, office: Office, pocket: Pocket) -> None:
    up = pocket.request(fresh, office.code("2606"))
    office.keys = type(office.keys)(office.keys.signing, new_box_key(), (office.keys.box,))

    assert fresh.import_bundle(pocket.answer(up)).joined == "2606"
    assert me(fresh).hub_box_key == office.keys.public_box


def test_talk_without_an_address_reports_that_there_is_no_line(
    fresh: Desktop, pocket: Pocket, line: SpoiltLine
) -> None:
    pocket.join(fresh, "2606")
    assert fresh.talk().trouble == "line_none"
    assert fresh.line_state().trouble == ""
    assert line.calls == []


def test_address_may_come_with_the_invitation_or_later(
    fresh: Desktop, office: Office, pocket: Pocket, line: SpoiltLine
) -> None:
    pocket.join(fresh, "2606", HUB_URL)
    assert fresh.talk().trouble == ""

    other = open_counter(fresh.home.parent / "other", line)
    with pytest.raises(Refusal, match="not_enrolled"):
        other.change_address(HUB_URL)
    pocket.join(other, "2606")
    with pytest.raises(FieldError, match="hub_url_wrong"):
        other.change_address("http://hub.test")
    assert not other.change_address(HUB_URL).is_by_stick
    assert other.talk().trouble == ""
    other.close()


def test_address_of_the_last_attempt_is_used(fresh: Desktop, office: Office, line: SpoiltLine) -> None:
    code = office.code("2606")
    line.go_down("dns")
    with pytest.raises(EnvironmentFault):
        fresh.enrol("https://hbu.test", code)
    line.come_back()

    assert fresh.enrol(HUB_URL, code).hub_url == HUB_URL


def test_restored_database_skips_pages_that_begin_after_its_cursor(
    fresh: Desktop, office: Office, pocket: Pocket
) -> None:
    pocket.join(fresh, "2606")
    fresh.backup(pocket.folder / "day.bajeh")
    office.publish("*", HOLIDAY)
    pocket.exchange(fresh)
    office.publish("*", Published(HOLIDAY.kind, HOLIDAY.id[:-1] + "2", {"day": "2026-11-27", "name": "نمونه"}))
    late = pocket.answer(pocket.export(fresh))
    fresh.restore(pocket.folder / "day.bajeh")

    report = fresh.import_bundle(late)
    assert (report.trouble, report.received) == ("bundle_ahead", 0)
    assert pocket.exchange(fresh).received == 2


def test_stick_that_cannot_be_read_or_written_is_reported(fresh: Desktop, office: Office, pocket: Pocket) -> None:
    code = office.code("2606")
    invitation = pocket.write(office.invite(code))
    nowhere = pocket.folder / "gone" / "x.bundle"
    with pytest.raises(EnvironmentFault, match="stick_cannot_read"):
        fresh.request_enrolment(nowhere, code, pocket.path())
    with pytest.raises(EnvironmentFault, match="stick_cannot_write"):
        fresh.request_enrolment(invitation, code, nowhere)
    pocket.join(fresh, "2606")
    with pytest.raises(EnvironmentFault, match="stick_cannot_read"):
        fresh.import_bundle(nowhere)
    with pytest.raises(EnvironmentFault, match="stick_cannot_write"):
        fresh.export_bundle(nowhere)


def test_full_stick_is_reported_and_the_old_bundle_is_kept(fresh: Desktop, pocket: Pocket) -> None:
    pocket.join(fresh, "2606")
    out = pocket.export(fresh)
    before = out.read_bytes()
    for at in range(3):
        register(fresh, at)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before), hard))
    try:
        with pytest.raises(EnvironmentFault, match="stick_full"):
            fresh.export_bundle(out)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert out.read_bytes() == before
    assert pocket.exchange(fresh).sent == 3
