"""Take the pictures of the directory: the list with its details, a search without a match, and the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.pages.dealership.page import DealershipPage
from ui.pages.directory.page import DirectoryPage
from ui.pages.papers.page import PaperPage
from ui.texts import demo_play as words

if TYPE_CHECKING:
    from docs.pictures import Camera


def directory(camera: Camera) -> None:
    """Photograph the directory and, as a manager is on duty, the form with a field's error."""
    camera.counter.navigate.open_directory()
    page = camera.front(DirectoryPage)
    assert isinstance(page, DirectoryPage)
    camera.player.until(lambda: bool(page.shown))
    camera.take("directory")
    page.filter.setText(words.NO_DEALERSHIP)
    page.show_matches()
    camera.take("directory-nothing")
    page.filter.clear()
    page.show_matches()
    camera.counter.navigate.open_dealership("2711")
    form = camera.front(DealershipPage)
    assert isinstance(form, DealershipPage)
    camera.player.until(lambda: bool(form.grid.field("code").raw()))
    form.grid.field("phone_hours").set_raw(words.WRONG_HOURS)
    form.grid.field("phone_hours").check()
    camera.take("directory-form")
    camera.counter.navigate.close_current()


def address(camera: Camera) -> None:
    """Photograph the preview of an address slip, and save the paper."""
    from docs.pictures_papers import keep_paper

    camera.counter.navigate.open_directory()
    page = camera.front(DirectoryPage)
    assert isinstance(page, DirectoryPage)
    camera.player.until(lambda: bool(page.shown))
    page.print_slip()
    preview = camera.front(PaperPage)
    assert isinstance(preview, PaperPage)
    camera.player.settle()
    camera.take("address-slip")
    keep_paper(preview, preview.ref, "address-slip")
    camera.player.settle()
    camera.counter.navigate.close_current()


def holidays(camera: Camera) -> None:
    """Photograph the holidays of the next year, which is not known yet."""
    from ui.pages.settings.holidays import HolidaysSection
    from ui.pages.settings.page import SettingsPage

    camera.counter.navigate.open_settings(section="holidays")
    page = camera.front(SettingsPage)
    assert isinstance(page, SettingsPage)
    section = page.sections["holidays"]
    assert isinstance(section, HolidaysSection)
    section.show_year(section.year + 1)
    camera.player.until(lambda: section.shown is not None and section.shown.year == section.year)
    camera.take("settings-holidays-next")
    section.show_year(section.year - 1)
    camera.player.settle()
    camera.take("settings-holidays")
