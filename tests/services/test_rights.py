"""Rights: the services refuse a manager's actions to a clerk, through any screen."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update
from uuid_utils.compat import uuid7

from dealer_app import services
from dealer_app.desktop import Desktop
from dealer_app.domain.edits.edits import Topic
from dealer_app.domain.errors import Refusal, sentence
from dealer_app.domain.ids import StaffId
from dealer_app.domain.rights import Grant, Right, grant_of, grants
from dealer_app.domain.settings import Settings
from dealer_app.domain.staff import Actor, AddStaff, Role
from dealer_app.services import settings
from dealer_app.services.attachments import attachments
from dealer_app.services.bills.bills import issue_bills
from dealer_app.services.calls import call_backs, calls, gate
from dealer_app.services.customers import customers
from dealer_app.services.days.confirming import confirm_day
from dealer_app.services.deadlines.calendar import seed_years
from dealer_app.services.deadlines.printed import note_print, read_sheet
from dealer_app.services.deadlines.rules import save_rule
from dealer_app.services.directory import editing as directory_editing
from dealer_app.services.directory import holidays as directory_holidays
from dealer_app.services.directory.addresses import issue_address
from dealer_app.services.directory.importing import import_dealerships
from dealer_app.services.edits.undoing import undo_edit
from dealer_app.services.files import activation, contacts, joins
from dealer_app.services.head_office.conflicts import resolve_conflict
from dealer_app.services.help import questions
from dealer_app.services.help import records as help_records
from dealer_app.services.imports.plan import BatchPlan
from dealer_app.services.imports.write import store_plan
from dealer_app.services.invitations.invitations import issue_invitation
from dealer_app.services.payments import payments
from dealer_app.services.plans.brochures import issue_brochure
from dealer_app.services.plans.plans import store_plans
from dealer_app.services.plans.requests import make_request
from dealer_app.services.prints.prints import begin_print
from dealer_app.services.registrations.registrations import issue_registration
from dealer_app.services.rights import require
from dealer_app.services.search.search import track
from dealer_app.services.staff import staff
from dealer_app.services.visits import visits, waiting
from dealer_app.services.visits.check_lists import save_check_list
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import AuditRecord, audit_head
from dealer_app.store.tables.staff import StaffRecord
from tests.services.factories import by_manager
from tests.signed_on import CLERK, MANAGER, with_roles

CHANGES: dict[str, Callable[[Settings], Settings]] = {
    "dealership": lambda known: replace(known, dealership=replace(known.dealership, city="یزد")),
    "issuer": lambda known: replace(known, issuer=replace(known.issuer, company_code="777")),
    "rules": lambda known: replace(known, rules=replace(known.rules, invitation_pay_workdays=9)),
    "company": lambda known: replace(known, company=replace(known.company, other_name="کرمان‌خودرو")),
    "phone": lambda known: replace(known, phone=replace(known.phone, is_open_on_holidays=True)),
    "is_demo": lambda known: replace(known, is_demo=not known.is_demo),
}


@pytest.mark.parametrize("section", CHANGES)
def test_clerk_cannot_change_settings_of_the_dealership(counter: Desktop, section: str) -> None:
    known = counter.read(settings.get_settings)
    wanted = CHANGES[section](known)
    with pytest.raises(Refusal, match="right_missing") as caught:
        counter.write(lambda unit: settings.save_settings(unit, wanted))
    assert "مدیر" in sentence(caught.value)
    assert counter.read(settings.get_settings) == known

    counter.write(lambda unit: settings.save_settings(by_manager(unit), wanted))
    assert counter.read(settings.get_settings) == wanted


def test_clerk_may_change_the_settings_of_the_counter(counter: Desktop) -> None:
    known = counter.read(settings.get_settings)
    wanted = replace(known, counter=replace(known.counter, theme="dark"))
    counter.write(lambda unit: settings.save_settings(unit, wanted))
    assert counter.read(settings.get_settings) == wanted


def test_clerk_cannot_add_a_manager(counter: Desktop) -> None:
    before = counter.read(staff.list_staff)
    with pytest.raises(Refusal, match="right_missing"):
        counter.write(lambda unit: staff.add_staff(unit, AddStaff("ناهید", MANAGER, "271828")))
    assert counter.read(staff.list_staff) == before


def test_first_start_is_open_until_staff_exists(new_counter: Desktop) -> None:
    known = new_counter.read(settings.get_settings)
    wanted = CHANGES["dealership"](known)
    new_counter.write(lambda unit: settings.save_settings(unit, wanted))
    new_counter.write(lambda unit: staff.add_staff(unit, AddStaff("ناهید", MANAGER, "271828")))
    with pytest.raises(Refusal, match="actor_unknown"):
        new_counter.write(lambda unit: settings.save_settings(unit, known))
    with pytest.raises(Refusal, match="actor_unknown"):
        new_counter.write(lambda unit: staff.add_staff(unit, AddStaff("بهمن", CLERK, "314159")))


VERBS: dict[str, Callable[[Unit], object]] = {
    "note_print": lambda unit: note_print(unit, ANY, ""),
    "read_sheet": lambda unit: read_sheet(unit, ANY),
    "issue_bills": lambda unit: issue_bills(unit, ANY),
    "register_customer": lambda unit: customers.register_customer(unit, ANY),
    "correct_customer": lambda unit: customers.correct_customer(unit, ANY),
    "ensure_number": lambda unit: customers.ensure_number(unit, ANY),
    "ask_code": lambda unit: activation.ask_code(unit, ANY),
    "check_code": lambda unit: activation.check_code(unit, ANY, ""),
    "complete_registration": lambda unit: activation.complete_registration(unit, ANY),
    "join_files": lambda unit: joins.join_files(unit, ANY),
    "part_files": lambda unit: joins.part_files(unit, ANY),
    "change_contact": lambda unit: contacts.change_contact(unit, ANY),
    "find_registered": lambda unit: contacts.find_registered(unit, ANY),
    "write_fields": lambda unit: customers.write_fields(unit, ANY, ANY),
    "reveal": lambda unit: customers.reveal(unit, ANY, "mobile", ""),
    "resolve_conflict": lambda unit: resolve_conflict(unit, ANY),
    "make_request": lambda unit: make_request(unit, ANY),
    "issue_address": lambda unit: issue_address(unit, ANY),
    "issue_brochure": lambda unit: issue_brochure(unit, ANY),
    "store_plans": lambda unit: store_plans(unit, ANY),
    "store_plan": lambda unit: store_plan(unit, BatchPlan(), ""),
    "issue_invitation": lambda unit: issue_invitation(unit, ANY),
    "record_payment": lambda unit: payments.record_payment(unit, ANY),
    "reverse_payment": lambda unit: payments.reverse_payment(unit, ANY),
    "receipt_of_imported": lambda unit: payments.receipt_of_imported(unit, ANY),
    "begin_print": lambda unit: begin_print(unit, ANY),
    "issue_registration": lambda unit: issue_registration(unit, ANY),
    "begin_call": calls.begin_call,
    "ask": lambda unit: gate.ask(unit, ANY),
    "judge": lambda unit: gate.judge(unit, ANY, ""),
    "view_gate": lambda unit: gate.view_gate(unit, ANY),
    "record_call": lambda unit: calls.record_call(unit, ANY),
    "list_call_backs": call_backs.list_call_backs,
    "add_call_back": lambda unit: call_backs.add_call_back(unit, ANY, ANY),
    "show_phone": lambda unit: call_backs.show_phone(unit, ANY),
    "move_call_back": lambda unit: call_backs.move_call_back(unit, ANY),
    "close_call_back": lambda unit: call_backs.close_call_back(unit, ANY),
    "save_question": lambda unit: questions.save_question(unit, ANY),
    "record_answer": lambda unit: help_records.record_answer(unit, ANY, ANY),
    "record_result": lambda unit: help_records.record_result(unit, ANY),
    "issue_slip": lambda unit: help_records.issue_slip(unit, ANY, ANY),
    "add_attachment": lambda unit: attachments.add_attachment(unit, ANY),
    "open_attachment": lambda unit: attachments.open_attachment(unit, ANY),
    "export_attachment": lambda unit: attachments.export_attachment(unit, ANY),
    "keep_thumb": lambda unit: attachments.keep_thumb(unit, ANY, b""),
    "withdraw_attachment": lambda unit: attachments.withdraw_attachment(unit, ANY),
    "track": lambda unit: track(unit, "", ""),
    "record_visit": lambda unit: visits.record_visit(unit, ANY),
    "save_check_list": lambda unit: save_check_list(unit, ANY),
    "take_ticket": lambda unit: waiting.take_ticket(unit, ANY),
    "call_next": waiting.call_next,
    "skip_ticket": lambda unit: waiting.skip_ticket(unit, ANY),
    "take_back_ticket": lambda unit: waiting.take_back_ticket(unit, ANY),
    "undo_ticket": waiting.undo_ticket,
    "save_dealership": lambda unit: directory_editing.save_dealership(unit, {}),
    "undo_edit": lambda unit: undo_edit(unit, Topic.DEALERSHIP, ""),
    "set_closed": lambda unit: directory_editing.set_closed(unit, "", is_closed=True),
    "import_dealerships": lambda unit: import_dealerships(unit, ANY),
    "edit_holiday": lambda unit: directory_holidays.edit_holiday(unit, ANY),
    "fill_year": lambda unit: directory_holidays.fill_year(unit, 1406),
    "add_staff": lambda unit: staff.add_staff(unit, ANY),
    "confirm_day": confirm_day,
    "seed_years": seed_years,
    "save_rule": lambda unit: save_rule(unit, ANY),
    "save_settings": lambda unit: settings.save_settings(unit, CHANGES["rules"](settings.get_settings(unit))),
}
ANY: Any = None
"""No verb looks at its command before it has asked for the right."""
UNASKED = {
    "calls/refused.py": "writes for the verbs of the gate",
    "demo/demo.py": "makes the first staff",
    "imports/run.py": "asks in the transaction of its audit row",
    "papers/seals.py": "the key is made inside a paper's verb",
    "payments/receipts.py": "writes for the verbs of payments",
    "prints/prints.py": "a begun print may end after its person has left",
    "rights.py": "notes who allowed the use of a right",
    "staff/staff.py": "signing in makes the actor",
}
"""Modules with an audit row that is not below a right of its own -> why."""
OF_PARTS = (
    "UNLOCK_ACTIVATION", "COUNTER_NAME", "COUNTER_LOOK", "RULES", "IMPORT",
    "REVEAL", "OTHER_DEALERSHIP", "ISSUE", "ISSUE",
)  # fmt: skip
"""Rights that a part of a verb needs."""


def unknown(unit: Unit) -> Actor:
    return Actor(None, "ناشناس", MANAGER, "")


def not_of_staff(unit: Unit) -> Actor:
    return Actor(StaffId(uuid7()), "ناشناس", MANAGER, "")


def dismissed(unit: Unit) -> Actor:
    actor = by_manager(unit).actor
    unit.session.execute(update(StaffRecord).where(StaffRecord.id == actor.staff_id).values(is_active=False))
    return actor


@pytest.mark.parametrize("who", [unknown, not_of_staff, dismissed])
def test_every_verb_refuses_an_unknown_actor(counter: Desktop, who: Callable[[Unit], Actor]) -> None:
    before = counter.read(lambda unit: audit_head(unit.session))
    for name, verb in VERBS.items():

        def attempt(unit: Unit, verb: Callable[[Unit], object] = verb) -> object:
            return verb(replace(unit, actor=who(unit)))

        with pytest.raises(Refusal) as caught:
            counter.write(attempt)
        assert caught.value.code == "actor_unknown", name
        assert sentence(caught.value)
    assert counter.read(lambda unit: audit_head(unit.session)) == before


@pytest.mark.parametrize("name", VERBS)
def test_every_verb_obeys_the_table_for_each_role(counter: Desktop, name: str) -> None:
    refused = {role: refusal_of(counter, role, name) for role in Role}
    asked = {error.params["right"] for error in refused.values() if error is not None}
    assert len(asked) == 1, "a verb asks for one right first"
    (right,) = (Right(str(one)) for one in asked)
    assert {role: GRANTED[error.code] if error else Grant.YES for role, error in refused.items()} == grants()[right]


GRANTED = {"right_missing": Grant.NO, "right_beside": Grant.BESIDE}


def refusal_of(counter: Desktop, role: Role, name: str) -> Refusal | None:
    """Return the refusal of a right to a person with one role; None if the verb went on to its command."""

    def attempt(unit: Unit) -> None:
        try:
            VERBS[name](with_roles(unit, frozenset({role})))
        except Refusal as error:
            raise StoppedError(error if error.code in GRANTED else None) from error
        except Exception as error:  # no command was given: the verb went on to it
            raise StoppedError(None) from error
        raise StoppedError(None)

    with pytest.raises(StoppedError) as caught:
        counter.write(attempt)
    return caught.value.refusal


class StoppedError(Exception):
    """Undoes the transaction."""

    def __init__(self, refusal: Refusal | None) -> None:
        super().__init__()
        self.refusal = refusal


_ASKS = r"    require\(unit, (?:Right\.|RIGHTS\[)"


def test_every_module_that_writes_an_audit_row_asks_for_a_right() -> None:
    folder = Path(services.__file__).parent
    for path in sorted(folder.rglob("*.py")):
        words = path.read_text("utf-8")
        if "write_audit(" in words and str(path.relative_to(folder)) not in UNASKED:
            verbs = re.findall(_ASKS, words)
            assert verbs, path
    asked = sum(len(re.findall(_ASKS, path.read_text("utf-8"))) for path in folder.rglob("*.py"))
    assert len(VERBS) == asked - len(OF_PARTS), "a verb is missing in VERBS"


def test_role_is_that_of_the_staff_table(counter: Desktop) -> None:
    clerk = replace(counter.actor, roles=MANAGER)
    with pytest.raises(Refusal, match="right_beside"):
        counter.write(lambda unit: payments.reverse_payment(replace(unit, actor=clerk), ANY))


@pytest.mark.parametrize("right", [right for right in Right if grant_of(CLERK, right) is Grant.NO])
def test_right_of_a_manager_is_refused_to_a_clerk(counter: Desktop, right: Right) -> None:
    with pytest.raises(Refusal, match="right_missing"):
        counter.write(lambda unit: require(unit, right))
    counter.write(lambda unit: require(by_manager(unit), right))


def test_clerk_cannot_rename_the_counter(counter: Desktop) -> None:
    known = counter.read(settings.get_settings)
    wanted = replace(known, counter=replace(known.counter, counter="پیشخوان ۹"))
    with pytest.raises(Refusal, match="right_missing"):
        counter.write(lambda unit: settings.save_settings(unit, wanted))
    counter.write(lambda unit: settings.save_settings(by_manager(unit), wanted))


def test_backup_passphrase_and_restore_are_a_managers_and_leave_an_audit_row(counter: Desktop, tmp_path: Path) -> None:
    backup = tmp_path / "b.bajeh"
    with pytest.raises(Refusal, match="right_missing"):
        counter.backup(backup)
    with pytest.raises(Refusal, match="right_missing"):
        counter.set_recovery_passphrase("گذرواژهٔ بلند است")
    with pytest.raises(Refusal, match="right_missing"):
        counter.restore(backup)
    assert not backup.exists()
    counter.actor = counter.read(lambda unit: by_manager(unit).actor)
    counter.backup(backup)
    counter.restore(backup)
    counter.backup(backup)
    assert actions(counter)[-2:] == ["restored", "backed_up"]


def test_closed_counter_with_staff_is_not_restored_by_a_stranger(counter: Desktop, tmp_path: Path) -> None:
    manager = counter.read(lambda unit: by_manager(unit).actor)
    clerk, counter.actor = counter.actor, manager
    counter.backup(tmp_path / "b")
    counter.close()
    counter.actor = clerk
    with pytest.raises(Refusal, match="right_missing"):
        counter.restore(tmp_path / "b")


def actions(desktop: Desktop) -> list[str]:
    return desktop.read(lambda unit: list(unit.session.scalars(select(AuditRecord.action).order_by(AuditRecord.n))))
