"""The places of the directory: the list, no match, a refused sheet, the form."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from tests.ui.clerk import Clerk
from tests.ui.walk.call_places import LONG_NOTE
from ui.pages.dealership.page import DealershipPage
from ui.pages.directory.page import DirectoryPage

if TYPE_CHECKING:
    from tests.ui.walk.places import Place


def directory_places(clerk: Clerk) -> "Iterator[Place]":
    """Open the directory and the form of a dealership, and return their places."""
    from tests.ui.walk.places import Place, _bring, _opened

    clerk.counter.navigate.open_directory()
    page = _opened(clerk, DirectoryPage)
    assert isinstance(page, DirectoryPage)
    clerk.counter.navigate.open_dealership("2711")
    form = _opened(clerk, DealershipPage)
    assert isinstance(form, DealershipPage)

    def show(text: str) -> None:
        _bring(clerk, page)
        page.filter.setText(text)
        page.show_matches()

    def refuse() -> None:
        show("")
        page.show_errors("نمایندگی‌ها.xlsx", [LONG_NOTE] * 3)

    def spoil(text: str) -> None:
        _bring(clerk, form)
        form.grid.fill(dict.fromkeys(("hours", "phones", "latitude", "address"), text))
        for field in form.grid.fields():
            field.check()

    yield Place("directory", partial(show, ""))
    yield Place("directory without a match", partial(show, "ژژژ"))
    yield Place("directory after a refused sheet", refuse, page.errors.close_list)
    yield Place("directory form wrong", partial(spoil, "؟" * 210))
    yield Place("directory form", partial(spoil, ""))
