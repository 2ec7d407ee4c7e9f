"""The print log, the registration confirmation and the seal."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.exc import IntegrityError

from dealer_app.desktop import Desktop
from dealer_app.domain.bills import IssueInvitation
from dealer_app.domain.errors import Refusal
from dealer_app.domain.ids import OrderId
from dealer_app.domain.papers.authenticity import encode_facts, seal, unseal
from dealer_app.domain.papers.papers import PaperKind, PaperRef
from dealer_app.services.customers.customers import find_customer_by_code
from dealer_app.services.invitations import invitations
from dealer_app.services.papers import seals
from dealer_app.services.prints import prints
from dealer_app.services.prints.prints import BegunPrint
from dealer_app.services.registrations import registrations
from dealer_app.services.settings import get_settings, save_settings
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.settings import put_setting
from tests.print_log import list_prints
from tests.services.factories import by_manager

NOT_GENUINE = {"invalid", "unreadable", "unknown_key"}


def letter_ref(counter: Desktop, order_id: OrderId) -> PaperRef:
    letter = counter.write(lambda unit: invitations.issue_invitation(unit, IssueInvitation(order_id))).value
    return PaperRef(PaperKind.INVITATION, letter.id)


def begin(counter: Desktop, ref: PaperRef) -> BegunPrint:
    return counter.write(lambda unit: prints.begin_print(unit, ref)).value


def test_each_print_of_a_paper_is_the_next_copy(counter: Desktop, main_order: OrderId) -> None:
    ref = letter_ref(counter, main_order)

    begun = [begin(counter, ref) for _ in range(3)]

    assert [one.stamp.copy_number for one in begun] == [1, 2, 3]
    assert {one.number for one in begun} == {"1405/2606/00001"}
    assert begun[0].stamp.printed_at.isoformat() == "2026-11-22T12:00:00+03:30"
    assert counter.read(lambda unit: prints.count_prints(unit, ref)) == 3


def test_hash_of_a_print_is_written_once_and_its_state_is_kept(counter: Desktop, main_order: OrderId) -> None:
    ref = letter_ref(counter, main_order)
    print_id = begin(counter, ref).print_id
    counter.write(lambda unit: prints.finish_print(unit, print_id, "ab" * 32, "letter 1"))
    counter.write(lambda unit: prints.mark_print(unit, print_id, "failed", "HP", "کاغذ نیست"))

    (row,) = counter.read(lambda unit: list_prints(unit, ref))

    assert (row.sha256, row.state, row.printer, row.fault) == ("ab" * 32, "failed", "HP", "کاغذ نیست")
    with pytest.raises(IntegrityError, match="prints_keep_sha256"):
        counter.write(lambda unit: prints.finish_print(unit, print_id, "cd" * 32))


def test_imported_customer_gets_a_number_at_the_first_confirmation(counter: Desktop) -> None:
    customer_id = counter.read(lambda unit: find_customer_by_code(unit, "0499370899"))
    assert customer_id is not None
    ref = PaperRef(PaperKind.REGISTRATION, customer_id)

    assert [begin(counter, ref).number for _ in range(2)] == ["1405/2606/00003"] * 2
    assert counter.read(lambda unit: registrations.get_registration(unit, customer_id)).number == "1405/2606/00003"


@pytest.mark.parametrize("kind", PaperKind)
def test_unknown_paper_cannot_be_printed(counter: Desktop, main_order: OrderId, kind: PaperKind) -> None:
    with pytest.raises(Refusal, match="not_found"):
        begin(counter, PaperRef(kind, main_order))


def test_confirmation_has_the_stored_fields(counter: Desktop) -> None:
    customer_id = counter.read(lambda unit: find_customer_by_code(unit, "0499370899"))
    assert customer_id is not None

    details = counter.read(lambda unit: registrations.get_registration(unit, customer_id))

    assert (details.customer_name, details.fields.father_name, details.bank_name) == ("زهرا نوری‌فر", "علی", "پارسیان")
    assert details.is_sample
    assert details.consent_text
    assert counter.read(lambda unit: seals.check_seal(unit, details.authenticity)) == "genuine"


def test_seal_with_one_changed_character_is_invalid(counter: Desktop, main_order: OrderId) -> None:
    letter = counter.write(lambda unit: invitations.issue_invitation(unit, IssueInvitation(main_order))).value
    text = letter.authenticity
    after_key = text.index(".") + 1

    for place in range(after_key, len(text), 7):
        other = "A" if text[place] != "A" else "B"
        changed = text[:place] + other + text[place + 1 :]
        assert counter.read(lambda unit, it=changed: seals.check_seal(unit, it)) in NOT_GENUINE  # type: ignore[misc]


def test_seal_of_another_dealership_needs_its_key(counter: Desktop, main_order: OrderId) -> None:
    letter = counter.write(lambda unit: invitations.issue_invitation(unit, IssueInvitation(main_order))).value
    facts = replace(unseal(letter.authenticity)[0], dealership="2711")
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes_raw()
    foreign = seal(facts, key.sign(encode_facts(facts)), seals.key_id_of(public))

    assert counter.read(lambda unit: seals.check_seal(unit, foreign)) == "unknown_key"
    key_id = seals.key_id_of(public)

    def know(value: object) -> str:
        counter.write(lambda unit: put_setting(unit, seals.KNOWN_KEYS, {key_id: value}))
        return counter.read(lambda unit: seals.check_seal(unit, foreign))

    assert know({"public": public.hex(), "dealership": "2711"}) == "genuine"
    assert know({"public": public.hex(), "dealership": "2606"}) == "invalid"  # a key of another dealership
    assert know({"public": public.hex()}) == "invalid"
    assert know(public.hex()) == "unknown_key"  # as it was stored before: it proves no dealership


def test_own_key_seals_only_for_its_own_dealership(counter: Desktop, main_order: OrderId) -> None:
    letter = counter.write(lambda unit: invitations.issue_invitation(unit, IssueInvitation(main_order))).value
    facts = unseal(letter.authenticity)[0]

    def sealed_for(unit: Unit, dealership: str) -> str:
        key_id, key = seals._own_key(unit)
        forged = replace(facts, dealership=dealership)
        return seal(forged, key.sign(encode_facts(forged)), key_id)

    forged = counter.write(lambda unit: sealed_for(unit, "2711")).value
    assert counter.read(lambda unit: seals.check_seal(unit, forged)) == "invalid"
    again = counter.write(lambda unit: sealed_for(unit, facts.dealership)).value
    assert counter.read(lambda unit: seals.check_seal(unit, again)) == "genuine"


def test_paper_stays_genuine_after_a_change_of_the_dealership_code(counter: Desktop, main_order: OrderId) -> None:
    letter = counter.write(lambda unit: invitations.issue_invitation(unit, IssueInvitation(main_order))).value

    def change(unit: Unit) -> None:
        settings = get_settings(unit)
        save_settings(by_manager(unit), replace(settings, dealership=replace(settings.dealership, code="2711")))

    counter.write(change)
    assert counter.read(lambda unit: seals.check_seal(unit, letter.authenticity)) == "genuine"


@pytest.mark.parametrize("text", ["", "BAJEH1:", "سلام", "10643481031150000097570237"])
def test_text_that_is_no_seal_is_unreadable(counter: Desktop, text: str) -> None:
    assert counter.read(lambda unit: seals.check_seal(unit, text)) == "unreadable"


def test_genuine_seal_that_arrives_damaged_is_never_called_invalid(counter: Desktop, main_order: OrderId) -> None:
    sealed = counter.write(
        lambda unit: invitations.issue_invitation(unit, IssueInvitation(main_order))
    ).value.authenticity
    damaged = [sealed[:at] + sealed[at + 1 :] for at in range(0, len(sealed), 5)]  # a lost letter
    damaged += [sealed[:at] + sealed[at] + sealed[at:] for at in range(0, len(sealed), 5)]  # a letter twice
    damaged += [sealed[:at] for at in range(0, len(sealed), 5)]
    damaged += [sealed.upper(), sealed.lower(), sealed.swapcase(), sealed[::-1], f"{sealed}{sealed}"[1:]]
    damaged += [f"{sealed}X\r", f"~{sealed}#", f"{sealed}{sealed}"]

    def verdicts(unit: Unit) -> set[str]:
        return {seals.check_seal(unit, text) for text in damaged}

    assert counter.read(verdicts) <= {"unreadable", "genuine"}
    assert counter.read(lambda unit: seals.check_seal(unit, f"~{sealed}#")) == "genuine"
    assert counter.read(lambda unit: seals.check_seal(unit, f"{sealed}X")) == "genuine"
