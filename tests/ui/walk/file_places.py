"""The places of what happens to a file: a registered person, the change of a number, the activation of a mobile."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from dealer_app.domain.customers import CustomerFields, CustomerKind
from dealer_app.domain.files.activation import CodeState
from dealer_app.domain.files.contacts import ContactField
from dealer_app.domain.files.joins import JoinView
from dealer_app.domain.files.likeness import compare
from dealer_app.domain.ids import JoinId
from tests.ui.clerk import Clerk, main_order
from ui.operations.customer.joins import JoinStart, OtherFile
from ui.pages.activation.page import ActivationPage
from ui.pages.contacts.page import ContactPage
from ui.pages.files.page import FilesPage
from ui.pages.joins.page import JoinPage
from ui.pages.registered.page import RegisteredPage

LONG_NAME = "طباطبایی یزدی‌نژاد بزرگمهر اصفهانی‌الاصل"

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

    yield from activation_places(clerk)
    yield from join_places(clerk)
    yield Place("registered", partial(_bring, clerk, asked))
    yield Place("registered, a wrong pair", miss, asked.missed.hide)
    for field in ContactField:
        yield Place(f"contact {field}", partial(show, field, is_wrong=False))
        yield Place(f"contact {field} wrong", partial(show, field, is_wrong=True))


def activation_places(clerk: Clerk) -> "Iterator[Place]":
    """Open the activation of a mobile, and return its states."""
    from tests.ui.walk.places import Place, _bring, _opened

    clerk.counter.navigate.open_activation(clerk.read(main_order)[0])
    page = _opened(clerk, ActivationPage)
    assert isinstance(page, ActivationPage)

    def show(state: CodeState, *, is_expired: bool = False) -> None:
        _bring(clerk, page)
        assert page._start is not None
        at = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
        code = replace(
            page._start.code, state=state, wrong=3, reason="sms_too_many_today", expires_at=at, is_expired=is_expired
        )
        page._show(replace(page._start, code=code))

    for state in CodeState:
        yield Place(f"activation {state}", partial(show, state))
    yield Place("activation expired", partial(show, CodeState.SENT, is_expired=True))


def join_places(clerk: Clerk) -> "Iterator[Place]":
    """Open the join of two files, and return its states: of a person, joined, with the other file's differences."""
    from tests.ui.walk.places import Place, _bring, _opened

    customer_id = clerk.read(main_order)[0]
    clerk.counter.navigate.open_join(customer_id)
    page = _opened(clerk, JoinPage)
    assert isinstance(page, JoinPage)
    assert page._start is not None
    customer = page._start.customer
    foreign = replace(customer, fields=replace(customer.fields, kind=CustomerKind.FOREIGN))
    at = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
    names, why = (customer.name, LONG_NAME), "همان شخص با گذرنامهٔ تازه، که سرپرست هر دو را دید"
    join = JoinView(JoinId(customer_id), customer_id, customer_id, *names, why, at, "سارا بهرامی", is_queued=True)
    other = replace(customer, fields=CustomerFields(kind=CustomerKind.FOREIGN, given_name="شخص", family_name=LONG_NAME))

    def show(start: JoinStart) -> None:
        _bring(clerk, page)
        page._show(start)

    def compare_files() -> None:
        show(JoinStart(foreign, None))
        page._show_other(OtherFile(other, compare(foreign.fields, other.fields)))

    yield Place("join of a person", partial(show, JoinStart(customer, None)))
    yield Place("join with the other file", compare_files)
    yield Place("joined files", partial(show, JoinStart(foreign, join)))


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
