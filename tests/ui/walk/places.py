"""Every place of the window that the walk visits: each page in each of its states, the sheets and the entrance."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget
from sqlalchemy import select, update

from dealer_app.domain.deadlines.lists import Group
from dealer_app.domain.deadlines.rules import ClockKind
from dealer_app.domain.errors import FieldError, FieldErrors
from dealer_app.domain.help import clean_question
from dealer_app.domain.ids import CustomerId, OrderId
from dealer_app.domain.visits import RightDealership
from dealer_app.services.plans.plans import find_newest_plan
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.customers import CustomerRecord
from dealer_app.store.tables.orders import OrderRecord
from tests.ui.clerk import Clerk, main_order
from tests.ui.fake_line import answer, dispute, lose_order
from tests.ui.pages.letters import open_letter
from tests.ui.settings import open_settings
from tests.ui.walk.attachment_places import attachment_places
from tests.ui.walk.call_places import LONG_CAR, LONG_NOTE, call_places, promise_long
from tests.ui.walk.directory_places import directory_places
from tests.ui.walk.file_places import file_places, list_places
from ui.line.head_office import DECISIONS
from ui.page_kit.page import Page
from ui.pages.customer_file.page import CustomerFilePage
from ui.pages.deadlines.page import DeadlinesPage
from ui.pages.head_office.page import HeadOfficePage
from ui.pages.help.page import HelpPage
from ui.pages.imports.page import ImportPage
from ui.pages.plans.page import PlansPage
from ui.pages.registration.form import FIELD_SECTIONS
from ui.pages.registration.page import RegistrationPage
from ui.pages.requests.page import RequestPage
from ui.pages.visits.elsewhere import place_words
from ui.pages.visits.page import VisitPage
from ui.pages.welcome.page import WelcomePage

SAMPLE = Path(__file__).parents[2] / "services" / "imports" / "samples" / "dealer-export.xlsx"
LONG_GIVEN, LONG_FAMILY = "سیدمحمدحسین‌علی‌اکبر", "طباطبایی یزدی‌نژاد بزرگمهر اصفهانی‌الاصل"
WRONG = {
    "national_code": "0790419905",
    "given_name": LONG_GIVEN,
    "family_name": LONG_FAMILY,
    "birth_on": "1404/13/40",
    "mobile": "091334567",
    "landline": "0912345",
    "postal_code": "0123456789",
    "sheba": "IR001234",
    "address": "خیابان " * 20,
    "passport_number": "?",
}
WRONG_VISIT = {
    "proxy_name": LONG_FAMILY,
    "proxy_code": "12",
    "deed_until": "1404/01/01",
    "handed_over": "سند، کارت",
    "asked": "پرسش " * 30,
}


@dataclass(frozen=True, slots=True)
class Place:
    """A place: its name, how to go there, and how to leave it ("" if the next place replaces it)."""

    name: str
    show: Callable[[], object]
    leave: Callable[[], object] = lambda: None


def prepare(unit: Unit) -> None:
    """Give the database what makes pages long: long names, answers of head office, values to decide, lost orders."""
    other = select(OrderRecord.customer_id).where(OrderRecord.request_number != "R2606100412").limit(1)
    customer_id = unit.session.scalar(other)
    values = {"given_name": LONG_GIVEN, "family_name": LONG_FAMILY, "name": f"{LONG_GIVEN} {LONG_FAMILY}"}
    unit.session.execute(update(CustomerRecord).where(CustomerRecord.id == customer_id).values(values))
    unit.session.execute(update(OrderRecord).where(OrderRecord.customer_id == customer_id).values(car=LONG_CAR))
    for n, state in enumerate(("applied", "applied_with_change", "rejected", "deferred"), start=1):
        answer(unit, n, state, "bill_paid" if state == "rejected" else "", "1405/2606/01000001" if n == 2 else "")
    dispute(unit, "city", "کرمان", "یزد")
    dispute(unit, "address", "خیابان " * 30, "کوچهٔ " * 30, is_ours=False)
    lose_order(unit, "R2606100412")
    promise_long(unit)


def places_of(clerk: Clerk) -> list[Place]:
    """Open every page once, and return the places in the order in which they are walked."""
    return [
        *_registration(clerk),
        *list_places(clerk),
        *_plans(clerk),
        *_deadlines(clerk),
        *_customer(clerk),
        *file_places(clerk),
        *attachment_places(clerk),
        *_visit(clerk),
        *_money_and_papers(clerk),
        *_help(clerk),
        *call_places(clerk),
        *directory_places(clerk),
        *_import(clerk),
        *_head_office(clerk),
        *_settings(clerk),
        *_sheets(clerk),
        *_entrance(clerk),
    ]


def _bring(clerk: Clerk, page: Page) -> None:
    tabs = clerk.counter.window.shell.tabs
    tabs.strip.setCurrentIndex(tabs.pages.index(page))


def _opened(clerk: Clerk, kind: type[Page]) -> Page:
    clerk.settle()
    page = clerk.page
    assert isinstance(page, kind)
    return page


def _registration(clerk: Clerk) -> Iterator[Place]:
    clerk.counter.navigate.open_registration()
    page = _opened(clerk, RegistrationPage)
    assert isinstance(page, RegistrationPage)

    def show(section: str, *, is_wrong: bool) -> None:
        _bring(clerk, page)
        page.form.fill(WRONG if is_wrong else dict.fromkeys(WRONG, ""))
        page.show_section(section)
        if section in FIELD_SECTIONS and is_wrong:
            page.go_on()

    for section in FIELD_SECTIONS:
        yield Place(f"registration {section}", partial(show, section, is_wrong=False))
        yield Place(f"registration {section} wrong", partial(show, section, is_wrong=True))
    yield Place("registration review", partial(show, "review", is_wrong=True))


def _plans(clerk: Clerk) -> Iterator[Place]:
    clerk.counter.navigate.open_plans()
    page = _opened(clerk, PlansPage)
    assert isinstance(page, PlansPage)

    def show(text: str, *beside: int) -> None:
        _bring(clerk, page)
        page._stack.setCurrentWidget(page._table)
        page.chosen.clear()
        page.filter.setText(text)
        for place in beside:
            page.toggle(place)

    def problems() -> None:
        _bring(clerk, page)
        page._stack.setCurrentWidget(page.taking)
        page.taking._on_error(FieldErrors([FieldError("plan_price_zero", "price", is_warning=True)] * 5))

    plan_id = clerk.read(lambda unit: find_newest_plan(unit, "KM-27"))
    clerk.counter.navigate.open_request(plan_id)
    order = _opened(clerk, RequestPage)
    assert isinstance(order, RequestPage)

    def refuse() -> None:
        _bring(clerk, order)
        order.found.setText(LONG_NOTE)
        order.refusal.say(LONG_NOTE)
        order.refusal.show()

    yield Place("order from a plan", partial(_bring, clerk, order))
    yield Place("order that is refused", refuse, order.refusal.hide)
    yield Place("plans", partial(show, ""))
    yield Place("plans side by side", partial(show, "J7", 0, 1, 2))
    yield Place("plans without a match", partial(show, "ژژژ"))
    yield Place("plans of a sheet with doubts", problems, page._on_taken)


def _deadlines(clerk: Clerk) -> Iterator[Place]:
    clerk.counter.navigate.open_deadlines()
    page = _opened(clerk, DeadlinesPage)
    assert isinstance(page, DeadlinesPage)

    def show(group: Group | None, kind: ClockKind | None) -> None:
        _bring(clerk, page)
        page.filters.clear()
        if group is not None:
            page.filters.choose_group(group)
        if kind is not None:
            page.filters.choose_kind(kind)

    yield Place("deadlines", partial(show, None, None))
    yield Place("deadlines late", partial(show, Group.LATE, None))
    yield Place("deadlines, none of a kind", partial(show, None, ClockKind.WINNER))


def _customer(clerk: Clerk) -> Iterator[Place]:
    def long_name(unit: Unit) -> tuple[CustomerId, OrderId]:
        wanted = select(OrderRecord.customer_id, OrderRecord.id).where(OrderRecord.car == LONG_CAR)
        customer_id, order_id = unit.session.execute(wanted).first()  # type: ignore[misc]
        return CustomerId(customer_id), OrderId(order_id)

    for name, find in (("file", main_order), ("file of a long name", long_name)):
        customer_id, _ = clerk.read(find)
        clerk.counter.navigate.open_customer(customer_id)
        page = _opened(clerk, CustomerFilePage)
        assert isinstance(page, CustomerFilePage)
        yield Place(name, partial(_bring, clerk, page))
        yield Place(f"{name}, everything open", partial(_unfold, clerk, page), partial(_fold, page))


def _unfold(clerk: Clerk, page: CustomerFilePage) -> None:
    _bring(clerk, page)
    card = page.open_card()
    assert card is not None
    card.toggle_ledger()
    card.say_refusal(LONG_NOTE)
    page.header._reveal_box.show()
    page.events._box.show()


def _fold(page: CustomerFilePage) -> None:
    card = page.open_card()
    assert card is not None
    card.toggle_ledger()
    card.say_refusal("")
    page.header._reveal_box.hide()
    page.events._box.hide()


def _visit(clerk: Clerk) -> Iterator[Place]:
    customer_id, order_id = clerk.read(main_order)
    clerk.counter.navigate.open_visit(customer_id, order_id)
    page = _opened(clerk, VisitPage)
    assert isinstance(page, VisitPage)
    elsewhere = RightDealership("2210", LONG_FAMILY, "خیابان شهدا، نبش کوچهٔ ۳", "034-34251100", "۸ تا ۱۶")

    def show(purpose: str, has_proxy: str) -> None:
        _bring(clerk, page)
        page.form.fill({**WRONG_VISIT, "order": str(order_id), "purpose": purpose, "has_proxy": has_proxy})
        page.elsewhere.setVisible(bool(has_proxy))
        page.elsewhere.say(place_words(LONG_NOTE, elsewhere, may_go_on=False))
        if has_proxy:
            page.save()  # everything is wrong, so that nothing is saved

    yield Place("visit", partial(show, "payment", ""))
    yield Place("visit of a representative, everything wrong", partial(show, "delivery", "yes"))
    yield Place("visit without a list", partial(show, "complaint", ""), page.elsewhere.hide)
    clerk.counter.navigate.open_visit()
    unknown = _opened(clerk, VisitPage)
    yield Place("visit of an unknown person", partial(_bring, clerk, unknown))


def _money_and_papers(clerk: Clerk) -> Iterator[Place]:
    _, order_id = clerk.read(main_order)
    clerk.counter.navigate.open_payment(order_id)
    payment = _opened(clerk, Page)
    letter = open_letter(clerk)
    yield from (Place("payment", partial(_bring, clerk, payment)), Place("paper", partial(_bring, clerk, letter)))

    def fail() -> None:
        _bring(clerk, letter)
        letter.side.say_fault(LONG_NOTE)

    yield Place("paper that was not printed", fail, lambda: letter.side.say_fault(""))


def _help(clerk: Clerk) -> Iterator[Place]:
    clerk.counter.navigate.open_customer(*clerk.read(main_order))
    clerk.settle()
    clerk.counter.navigate.open_help()
    page = _opened(clerk, HelpPage)
    assert isinstance(page, HelpPage)

    def show(text: str, middle: QWidget) -> None:
        _bring(clerk, page)
        page._middle.show_only(middle)
        page.ask(text)
        clerk.settle()

    def wrong() -> None:
        show("", page.editing)
        page.editing.show_question(None)
        page.editing.show_error(FieldErrors(clean_question(page.editing.typed(page._today))[1]))
        page.lottery.show_error(FieldError("result_unknown", "code"))

    yield Place("help", partial(show, "", page.answer))
    yield Place("help without a match", partial(show, "ژژژ", page.answer))
    yield Place("help edited wrong", wrong)


def _import(clerk: Clerk) -> Iterator[Place]:
    clerk.counter.navigate.open_import()
    page = _opened(clerk, ImportPage)
    assert isinstance(page, ImportPage)
    page.try_file(SAMPLE)
    clerk.until(lambda: page.report is not None)

    def show(part: object) -> None:
        _bring(clerk, page)
        page._show(part)  # type: ignore[arg-type]

    for name, part in (("import", page.choosing), ("import running", page.running), ("import result", page._result)):
        yield Place(name, partial(show, part))


def _head_office(clerk: Clerk) -> Iterator[Place]:
    clerk.counter.navigate.open_head_office()
    page = _opened(clerk, HeadOfficePage)
    assert isinstance(page, HeadOfficePage)

    def show(key: str) -> None:
        _bring(clerk, page)
        page.filters.choose(key)

    for key in ("", "waiting", DECISIONS):
        yield Place(f"head office {key}", partial(show, key))

    def not_enrolled() -> None:
        show("")
        page._stack.show_only(page.not_enrolled)

    yield Place("head office not enrolled", not_enrolled)


def _settings(clerk: Clerk) -> Iterator[Place]:
    page = open_settings(clerk)

    def show(key: str) -> None:
        _bring(clerk, page)
        page.show_section(key)

    for key in page.sections:
        yield Place(f"settings {key}", partial(show, key))


def _sheets(clerk: Clerk) -> Iterator[Place]:
    window = clerk.counter.window
    shell = window.shell
    tabs = shell.tabs

    def home() -> None:
        tabs.strip.hide()
        tabs._stack.setCurrentWidget(shell.home)

    def search(text: str) -> None:
        shell.top_bar.search.setFocus()
        shell.top_bar.search.setText(text)
        shell.top_bar.search.search_requested.emit(text)
        clerk.until(shell.popup.isVisible)

    def forget() -> None:
        shell.top_bar.search.clear()
        shell.popup.hide()

    yield Place("home", home, lambda: tabs._on_front(0))
    yield Place("search", partial(search, "ن"), forget)
    yield Place("search without a match", partial(search, "ژژژژ"), forget)
    yield Place("help", window.open_help, shell.help_sheet.close_over)
    yield Place("palette", window.open_palette, shell.palette_sheet.close_over)

    def note_over(place: int) -> None:
        tabs.strip.setCurrentIndex(place)
        window.notes.show(LONG_NOTE, "red", ("نمایش", lambda: None))

    for place in (0, 5):
        yield Place(f"note over {tabs.pages[place].title}", partial(note_over, place))
    yield Place("after the note", window.notes.clear)


def _entrance(clerk: Clerk) -> Iterator[Place]:
    counter = clerk.counter
    entrance = counter.entrance
    welcome = WelcomePage(counter.tasks)
    entrance.addWidget(welcome)

    def lock() -> None:
        counter.window.leave()
        entrance.lock(counter.on_duty.actor)

    def step(number: int) -> None:
        entrance.setCurrentWidget(welcome)
        welcome._show(number)

    yield Place("lock", lock)
    for number in range(4):
        yield Place(f"first start {number}", partial(step, number))
    yield Place("not opened", partial(entrance.fail, LONG_NOTE), counter.window.enter)
