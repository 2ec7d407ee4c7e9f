"""Settings: rights, stored values, and the look, which changes at once."""

from pathlib import Path

from PySide6.QtCore import Qt

from dealer_app.domain.staff import Role
from dealer_app.services import settings as service
from dealer_app.services.staff import staff
from tests.ui.clerk import Clerk
from tests.ui.settings import open_settings, sign_in_manager
from ui.look.theme import theme
from ui.pages.settings.database import DatabaseSection
from ui.texts import settings as words

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_clerk_cannot_change_the_dealership(clerk: Clerk) -> None:
    page = open_settings(clerk)
    section = page.sections["dealership"]
    assert section.guard_note.isVisible()
    assert not section.saving.isEnabled()
    assert not section.grid.isEnabled()


def test_manager_saves_the_dealership_by_key(clerk: Clerk) -> None:
    sign_in_manager(clerk)
    page = open_settings(clerk)
    page.sections["dealership"].grid.fill({"city": "رفسنجان"})
    clerk.press(Qt.Key.Key_S, CONTROL)
    clerk.until(lambda: clerk.note == words.SAVED)
    assert clerk.read(service.get_settings).dealership.city == "رفسنجان"


def test_issuer_code_of_wrong_length_is_refused_at_its_field(clerk: Clerk) -> None:
    sign_in_manager(clerk)
    page = open_settings(clerk)
    page.show_section("issuer")
    section = page.sections["issuer"]
    section.grid.fill({"company_code": "12"})
    before = clerk.read(service.get_settings).issuer
    clerk.press(Qt.Key.Key_S, CONTROL)
    clerk.until(lambda: section.grid.field("company_code").error is not None)
    assert clerk.read(service.get_settings).issuer == before


def test_manager_changes_the_companys_number_and_a_wrong_address_is_refused_at_its_field(clerk: Clerk) -> None:
    sign_in_manager(clerk)
    page = open_settings(clerk, "company")
    section = page.sections["company"]
    section.grid.fill({"site": "kermanmotor.com"})
    clerk.press(Qt.Key.Key_S, CONTROL)
    assert section.grid.field("site").error is not None
    section.grid.fill({"site": "https://kermanmotor.com/", "phone": "۰۲۱-۵۵۵۵۵"})
    clerk.press(Qt.Key.Key_S, CONTROL)
    clerk.until(lambda: clerk.note == words.SAVED)
    assert clerk.read(service.get_company).phone == "021-55555"
    assert clerk.counter.on_duty.settings.dealership.company_phone == "021-55555"


def test_look_changes_at_once_and_is_stored(clerk: Clerk) -> None:
    page = open_settings(clerk)
    page.show_section("counter")
    clerk.counter.on_duty.look_wanted.emit("dark", 125)
    assert theme.is_dark
    assert page.sections["counter"].grid.raws()["theme"] == "dark"
    assert '"dark"' in (clerk.counter.home / "look.json").read_text()
    theme.use("light", 100)


def test_new_colleague_is_added(clerk: Clerk) -> None:
    sign_in_manager(clerk)
    page = open_settings(clerk)
    page.show_section("staff")
    section = page.sections["staff"]
    section.grid.fill({"name": "نیما راد", "roles": "phone+cashier", "pin": "735914", "pin_again": "735914"})
    section.save()
    clerk.until(lambda: "نیما راد" in clerk.note)
    added = next(one for one in clerk.read(staff.list_staff) if one.name == "نیما راد")
    assert added.roles == {Role.PHONE, Role.CASHIER}
    assert section.grid.raws()["pin"] == ""


def test_two_different_pins_are_refused(clerk: Clerk) -> None:
    sign_in_manager(clerk)
    page = open_settings(clerk)
    page.show_section("staff")
    section = page.sections["staff"]
    section.grid.fill({"name": "نیما راد", "roles": "phone+cashier", "pin": "735914", "pin_again": "735915"})
    section.save()
    assert section.grid.field("pin_again").error is not None


def test_passphrase_is_stored_and_backup_is_written(clerk: Clerk, tmp_path: Path) -> None:
    sign_in_manager(clerk)
    page = open_settings(clerk)
    page.show_section("database")
    section = page.sections["database"]
    assert isinstance(section, DatabaseSection)
    section.grid.fill({"passphrase": "short"})
    section.save()
    assert section.grid.field("passphrase").error is not None
    section.grid.fill({"passphrase": "سه واژهٔ ساده و دور"})
    section.save()
    clerk.until(lambda: clerk.note == words.SEALED)
    section.back_up(tmp_path / "one.bajeh")
    clerk.until(lambda: clerk.note == words.BACKED_UP)
    assert (tmp_path / "one.bajeh").stat().st_size > 0
