"""Helpers that sign in the manager and open the settings."""

from dealer_app.domain.rights import Right
from dealer_app.services.staff import staff
from tests.ui.clerk import Clerk
from ui.operations import entrance
from ui.pages.settings.head_office import HeadOfficeSection
from ui.pages.settings.page import SettingsPage

MANAGER_PIN = "111111"


def sign_in_manager(clerk: Clerk) -> None:
    """Sign in the demo's manager in place of the clerk."""
    manager = clerk.read(staff.list_staff)[0]
    clerk.counter.tasks.run_desktop(
        clerk.counter, lambda desktop: entrance.sign_in(desktop, manager.id, MANAGER_PIN), clerk.counter._on_signed_in
    )
    clerk.until(lambda: clerk.counter.on_duty.may(Right.SETTINGS))


def open_settings(clerk: Clerk, section: str = "") -> SettingsPage:
    """Open the settings, at ``section`` if given, and return their page."""
    clerk.counter.navigate.open_settings(section=section)
    clerk.settle()
    page = clerk.page
    assert isinstance(page, SettingsPage)
    return page


def head_office_section(clerk: Clerk) -> HeadOfficeSection:
    """Open the settings of head office and return their section."""
    section = open_settings(clerk, "head_office").front
    assert isinstance(section, HeadOfficeSection)
    return section
