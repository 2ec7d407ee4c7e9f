"""The places of what happens to a file: a registered person, the change of a number."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from dealer_app.domain.files.contacts import ContactField
from tests.ui.clerk import Clerk
from ui.pages.contacts.page import ContactPage
from ui.pages.files.page import FilesPage
from ui.pages.registered.page import RegisteredPage

if TYPE_CHECKING:
    from tests.ui.walk.places import Place


def file_places(clerk: Clerk) -> "Iterator[Place]":
    """Open the pages of a pair and of a changed number, and return their places."""
    from tests.ui.walk.places import Place, _bring, _opened

    clerk.counter.navigate.open_registered()
    asked = _opened(clerk, RegisteredPage)
    assert isinstance(asked, RegisteredPage)
    clerk.counter.navigate.open_contact(code="0499370899", mobile="0912")
    change = _opened(clerk, ContactPage)
    assert isinstance(change, ContactPage)

    def miss() -> None:
        _bring(clerk, asked)
        asked.missed.show()

    def show(field: str, *, is_wrong: bool) -> None:
        _bring(clerk, change)
        change.grid.fill({"field": field, "seen_by": "" if is_wrong else "سارا"})
        change._show_kind()
        if is_wrong:
            change.change()

    yield Place("registered", partial(_bring, clerk, asked))
    yield Place("registered, a wrong pair", miss, asked.missed.hide)
    for field in ContactField:
        yield Place(f"contact {field}", partial(show, field, is_wrong=False))
        yield Place(f"contact {field} wrong", partial(show, field, is_wrong=True))


def list_places(clerk: Clerk) -> "Iterator[Place]":
    """Open the list of files, and return its places."""
    from tests.ui.walk.places import Place, _bring, _opened

    clerk.counter.navigate.open_files()
    page = _opened(clerk, FilesPage)
    assert isinstance(page, FilesPage)

    def show(text: str) -> None:
        _bring(clerk, page)
        page.filter.setText(text)
        page.refresh()

    yield from (Place("files", partial(show, "")), Place("files without a match", partial(show, "ژژژ")))
