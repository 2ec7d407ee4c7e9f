"""The registration page: live checks, known codes, drafts, one write, correction with undo."""

from dataclasses import replace

from PySide6.QtCore import Qt

from dealer_app.domain.persian import persian_digits
from dealer_app.store.core.unit import Unit
from tests.ui.clerk import Clerk, accessible_names, main_order
from ui.forms.field import FieldState
from ui.pages.customer_file.page import CustomerFilePage
from ui.pages.registration.page import RegistrationPage
from ui.texts import registration as texts
from ui.texts import shell as shell_texts

GIVEN = {
    "kind": "natural",
    "national_code": "0790419904",
    "given_name": "محمدرضا",
    "family_name": "چگینی",
    "birth_on": "1364/02/11",
    "mobile": "09133456789",
    "sheba": "IR820540102680020817909002",
    "is_sheba_own": "yes",
}


def open_form(clerk: Clerk, **changes: str) -> RegistrationPage:
    clerk.counter.navigate.open_registration()
    page = clerk.page
    assert isinstance(page, RegistrationPage)
    clerk.settle()
    page.form.fill({**GIVEN, **changes})
    return page


def walk_to_read_back(page: RegistrationPage) -> None:
    for _ in range(4):
        page.go_on()
    assert page.sheet.next.text() == "ثبت و چاپ تأییدیه"


def test_short_mobile_is_refused_at_its_field_and_the_text_is_kept(clerk: Clerk) -> None:
    page = open_form(clerk, mobile="0913345678")
    page.go_on()
    page.go_on()
    mobile = page.form.field("mobile")
    assert mobile.state is FieldState.ERROR
    assert "رقم" in mobile.sentence.words.text()
    assert mobile.raw() == "0913345678"
    assert mobile.editor.hasFocus()


def test_section_with_an_empty_required_field_cannot_be_left(clerk: Clerk) -> None:
    page = open_form(clerk, family_name="")
    page.go_on()
    assert page.form.field("family_name").state is FieldState.ERROR
    assert page.sections.buttons["identity"].isChecked()


def test_registration_saves_once_and_opens_the_file(clerk: Clerk) -> None:
    page = open_form(clerk)
    walk_to_read_back(page)
    page._save_only()
    page._save_only()
    clerk.until(lambda: isinstance(clerk.page, CustomerFilePage) and clerk.page.file is not None)
    file = clerk.page
    assert isinstance(file, CustomerFilePage)
    assert file.title == "محمدرضا چگینی"

    def count(unit: Unit) -> int:
        from dealer_app.services.customers import customers

        return len(customers.list_customer_ids(unit, filter_text="چگینی"))

    assert clerk.read(count) == 1


def test_known_code_opens_the_existing_file(clerk: Clerk) -> None:
    customer_id, _ = clerk.read(main_order)
    page = open_form(clerk, national_code="0499370899")
    page.form.field("national_code").finished.emit()
    clerk.until(lambda: "زهرا نوری" in page.sheet._known_banner.text)
    walk_to_read_back(page)
    page._save_only()
    clerk.until(lambda: isinstance(clerk.page, CustomerFilePage))
    file = clerk.page
    assert isinstance(file, CustomerFilePage)
    assert file.customer_id == customer_id


def test_draft_of_an_unsaved_form_is_offered_again(clerk: Clerk) -> None:
    page = open_form(clerk)
    page.drafts.note_edit()
    page.keep_draft()
    clerk.settle()
    clerk.counter.navigate.close_current()
    clerk.counter.navigate.open_registration()
    again = clerk.page
    assert isinstance(again, RegistrationPage)
    clerk.until(lambda: not again.sheet.draft_banner.isHidden())
    assert "محمدرضا چگینی" in again.sheet.draft_banner.text
    again.sheet.draft_banner.resume.click()
    assert again.form.raws()["mobile"] == "09133456789"


def test_lost_leading_zeros_are_offered(clerk: Clerk) -> None:
    page = open_form(clerk, national_code="790419904")
    field = page.form.field("national_code")
    field.check()
    assert field.sentence.offer.isVisible()
    field.sentence.offer.click()
    assert field.raw() == "0790419904"
    assert field.state is FieldState.OK


def test_form_of_a_company_has_a_representative_and_no_birth_date(clerk: Clerk) -> None:
    page = open_form(clerk)
    kind = page.form.field("kind")
    kind.set_raw("legal")
    kind.edited.emit()
    shown = {field.name for field in page.form.grids["identity"].shown()}
    assert "representative_national_code" in shown
    assert "birth_on" not in shown
    assert page.form.fields().birth_on is None


def test_correction_is_saved_and_can_be_undone(clerk: Clerk) -> None:
    customer_id, _ = clerk.read(main_order)
    clerk.counter.navigate.open_registration(customer_id=customer_id)
    page = clerk.page
    assert isinstance(page, RegistrationPage)
    clerk.until(lambda: page._customer is not None)
    page.form.field("city").set_raw("بم")
    page._save()
    clerk.until(lambda: isinstance(clerk.page, CustomerFilePage))
    assert city_of(clerk) == "بم"
    before = page._customer
    assert before is not None
    clerk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    clerk.until(lambda: clerk.note == texts.UNDONE)
    assert city_of(clerk) == before.fields.city
    clerk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    clerk.until(lambda: clerk.note == shell_texts.NOTHING_TO_UNDO)
    assert city_of(clerk) == before.fields.city


def test_undo_in_a_field_undoes_only_the_typing(clerk: Clerk) -> None:
    undone: list[bool] = []
    clerk.counter.on_duty.remember_edit(lambda: undone.append(True))
    page = open_form(clerk)
    page.form.field("given_name").setFocus()
    clerk.type("زهرا")
    assert "زهرا" in page.form.raws()["given_name"]
    clerk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.form.raws()["given_name"] == GIVEN["given_name"]
    assert not undone


def test_edit_of_another_clerk_cannot_be_undone(clerk: Clerk) -> None:
    undone: list[bool] = []
    on_duty = clerk.counter.on_duty
    on_duty.remember_edit(lambda: undone.append(True))
    assert on_duty.actor is not None
    on_duty.sign_in(replace(on_duty.actor, name="حمید رضایی"))
    assert not on_duty.undo_edit()
    assert not undone


def city_of(clerk: Clerk) -> str:
    def work(unit: Unit) -> str:
        from dealer_app.services.customers import customers

        return customers.get_customer(unit, main_order(unit)[0]).fields.city

    return clerk.read(work)


def test_read_back_shows_every_answer_and_names_missing_fields(clerk: Clerk) -> None:
    page = open_form(clerk)
    walk_to_read_back(page)
    from PySide6.QtWidgets import QLabel

    words = " ".join(label.text() for label in page.sheet._read_back.findChildren(QLabel))
    assert persian_digits("0790419904") in words
    assert "محمدرضا" in words
    assert "داده نشده: نام پدر" in words


def test_every_control_of_the_form_has_an_accessible_name(clerk: Clerk) -> None:
    page = open_form(clerk)
    for key in page.form.grids:
        page.show_section(key)
        assert accessible_names(page) == []


def test_escape_returns_to_the_previous_section_and_keeps_the_text(clerk: Clerk) -> None:
    page = open_form(clerk)
    page.go_on()
    clerk.press(Qt.Key.Key_Escape)
    assert page.sections.buttons["identity"].isChecked()
    assert page.form.raws()["mobile"] == "09133456789"
