"""Take the manual's pictures: every page at 1366×768, light and dark, and the papers; run by `make docs`."""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["BAJEH_KEYRING"] = "file"
ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402
from PySide6.QtCore import QPoint, Qt  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402

from dealer_app.desktop import Desktop  # noqa: E402
from dealer_app.domain.ids import CustomerId, OrderId  # noqa: E402
from dealer_app.domain.papers.papers import PaperKind, PaperRef  # noqa: E402
from dealer_app.domain.rights import Right  # noqa: E402
from dealer_app.domain.staff import Actor, Role  # noqa: E402
from dealer_app.domain.visits import CheckedPaper, Mark, RecordVisit  # noqa: E402
from dealer_app.domain.waiting import TakeTicket  # noqa: E402
from dealer_app.store.core.unit import Unit  # noqa: E402
from docs.pictures_attachments import attach, attachments  # noqa: E402
from docs.pictures_calls import telephone  # noqa: E402
from docs.pictures_directory import address, directory, holidays  # noqa: E402
from docs.pictures_files import registered  # noqa: E402
from docs.pictures_head_office import head_office  # noqa: E402
from docs.pictures_papers import OUT, keep_front, keep_paper, papers, penalty_paper, save_paper, scanned_seal  # noqa: E402
from ui.app import make_application  # noqa: E402
from ui.demo.player import Player  # noqa: E402
from ui.look.theme import theme  # noqa: E402
from ui.operations.entrance import sign_in  # noqa: E402
from ui.pages.customer_file.page import CustomerFilePage  # noqa: E402
from ui.pages.deadlines.page import DeadlinesPage  # noqa: E402
from ui.pages.help.page import HelpPage  # noqa: E402
from ui.pages.imports.page import ImportPage  # noqa: E402
from ui.pages.papers.page import PaperPage  # noqa: E402
from ui.pages.plans.page import PlansPage  # noqa: E402
from ui.pages.registration.page import RegistrationPage  # noqa: E402
from ui.pages.requests.page import RequestPage  # noqa: E402
from ui.pages.settings.check_lists import CheckListsSection  # noqa: E402
from ui.pages.settings.page import SettingsPage  # noqa: E402
from ui.pages.visits.page import VisitPage  # noqa: E402
from ui.shell.counter import Counter  # noqa: E402
from ui.texts import demo_play as words  # noqa: E402

SAMPLE = ROOT / "tests" / "services" / "imports" / "samples" / "dealer-export.xlsx"
SIZE = (1366, 768)
REQUEST = "R2606100412"
PLANS, CODE = "J7", "0499370899"
MANAGER_PIN = "111111"


class Camera:
    """One counter on a demo database, photographed page by page."""

    def __init__(self, home: Path, *, is_demo: bool) -> None:
        self.counter = Counter(home, is_demo=is_demo)
        self.player = Player(self.counter)
        self.counter.start()
        self.counter.window.resize(*SIZE)
        self.player.settle()

    def take(self, name: str) -> None:
        """Save the window in both looks; the first paint of each requests the visible rows, the second shows them."""
        self.counter.window.resize(*SIZE)  # the screen of the platform is smaller, and the window fits itself to it
        if (handle := self.counter.window.windowHandle()) is not None:
            QTest.mouseMove(handle, QPoint(2, 2))  # on a slow PC the counter would lock itself meanwhile
        for look in ("light", "dark"):
            theme.use(look, theme.scale_percent)
            self.player.settle()
            self.counter.window.grab()
            self.player.settle()
            self.counter.window.grab().toImage().save(str(OUT / f"{name}-{look}.png"))
        theme.use("light", theme.scale_percent)

    def read(self, work: Callable[[Unit], object]) -> object:
        """Read from the counter's database."""
        answers: list[object] = []
        self.counter.tasks.run_read(self.counter, work, answers.append)
        self.player.until(lambda: bool(answers))
        return answers[0]

    def front(self, kind: type) -> object:
        """Wait until a page of ``kind`` is in front and return it."""
        tabs = self.counter.window.shell.tabs
        self.player.until(lambda: isinstance(tabs.front, kind))
        return tabs.front


def first_start(folder: Path) -> None:
    """Photograph the first start of a new counter."""
    camera = Camera(folder / "new", is_demo=False)
    camera.take("first-start")
    camera.counter.window.close()


def entrance_and_search(camera: Camera) -> None:
    """Photograph sign-in, the deadlines, the empty counter, search, help and the palette."""
    player = camera.player
    player.until(lambda: camera.counter.on_duty.settings.is_demo)
    camera.take("sign-in")
    player.type(words.PIN)
    player.until(lambda: camera.counter.window.is_entered)
    camera.front(DeadlinesPage)
    camera.take("deadlines")
    camera.counter.navigate.close_current()
    camera.take("home")
    for key, modifier, name in (
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier, "help"),
        (Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier, "commands"),
    ):
        player.press(key, modifier)
        camera.take(name)
        player.press(Qt.Key.Key_Escape)


def registration(camera: Camera) -> None:
    """Photograph the form, a refused field, and the read-back."""
    camera.player.press(Qt.Key.Key_F2)
    page = camera.front(RegistrationPage)
    assert isinstance(page, RegistrationPage)
    for number, answers in enumerate(words.ANSWERS):
        for answer in answers[:-1]:
            camera.player.enter(answer)
        camera.player.type(answers[-1])
        if number == 0:
            camera.take("registration")
        if number == 1:
            mobile = page.form.field("mobile")
            mobile.set_raw("091334567")
            mobile.check()
            camera.take("registration-error")
            mobile.set_raw(answers[0])
            mobile.check()
        camera.player.enter()
    camera.take("registration-read-back")


def customer(camera: Camera) -> OrderId:
    """Photograph the customer's file with order ``REQUEST``, its ledger, the search and large type."""

    def work(unit: Unit) -> tuple[CustomerId, OrderId]:
        from dealer_app.services.orders import orders

        order_id = orders.find_order_id(unit, REQUEST)
        assert order_id is not None
        return orders.get_order(unit, order_id).customer_id, order_id

    found = camera.read(work)
    assert isinstance(found, tuple)
    customer_id, order_id = found
    camera.counter.navigate.open_customer(customer_id)
    camera.front(CustomerFilePage)
    camera.take("file")
    camera.player.press(Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    camera.take("ledger")
    camera.player.press(Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    camera.player.press(Qt.Key.Key_F3)
    camera.player.type(words.SEARCHED)
    camera.player.until(camera.counter.window.shell.popup.isVisible)
    camera.take("search")
    camera.player.press(Qt.Key.Key_Escape)
    theme.use("light", 150)
    camera.take("file-large")
    theme.use("light", 100)
    return OrderId(order_id)


def help_page(camera: Camera) -> None:
    """Photograph the questions for the open file, and save both help slips as pictures."""
    camera.player.press(Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    camera.front(HelpPage)
    camera.take("questions")
    for key, name in ((Qt.Key.Key_P, "addresses"), (Qt.Key.Key_G, "lottery")):
        camera.player.press(key, Qt.KeyboardModifier.ControlModifier)
        page = camera.front(PaperPage)
        assert isinstance(page, PaperPage)
        camera.player.until(lambda page=page: page.view is not None)  # type: ignore[misc]
        keep_paper(page, page.ref, name)
        camera.player.settle()
        camera.counter.navigate.close_current()
        camera.front(HelpPage)
    camera.counter.navigate.close_current()
    camera.front(CustomerFilePage)


def payment(camera: Camera, order_id: OrderId) -> None:
    """Photograph the payment form."""
    camera.counter.navigate.open_payment(order_id)
    camera.player.settle()
    camera.player.enter(words.AMOUNT)
    camera.take("payment")
    camera.counter.navigate.close_current()


def imports(camera: Camera) -> None:
    """Photograph the import, as whoever has the right to it sees it, and the list of files."""
    camera.counter.navigate.open_import()
    camera.take("import")
    page = camera.front(ImportPage)
    assert isinstance(page, ImportPage)
    page.try_file(SAMPLE)
    camera.player.until(lambda: page.report is not None)
    camera.take("import-dry-run")
    camera.counter.navigate.open_files()
    camera.take("files")


def plans(camera: Camera) -> None:
    """Photograph the catalogue of plans with three of them side by side."""
    camera.counter.navigate.open_plans()
    page = camera.front(PlansPage)
    assert isinstance(page, PlansPage)
    camera.player.until(lambda: page.catalogue is not None)
    page.filter.setText(PLANS)
    for place in range(3):
        page.toggle(place)
    camera.take("plans")
    page.open_brochure()
    keep_front(camera, "brochure")
    page.order(0)
    order = camera.front(RequestPage)
    assert isinstance(order, RequestPage)
    camera.player.settle()
    camera.player.type(CODE)
    camera.take("request")
    camera.counter.navigate.close_current()


def visit(camera: Camera, order_id: OrderId) -> None:
    """Photograph a visit with the waiting list, and its slip."""

    def wait(unit: Unit) -> None:
        from dealer_app.services.visits.waiting import take_ticket

        for purpose, name in words.WAITING:
            take_ticket(unit, TakeTicket(purpose, name=name))

    def receive(unit: Unit) -> bytes:
        from dealer_app.documents.printing import print_paper as print_one
        from dealer_app.services.visits.visits import record_visit

        marks = (CheckedPaper(name, Mark(mark)) for name, mark in words.PAPERS_SEEN.items())
        command = RecordVisit(
            "payment", unit.now, order_id=order_id, asked=words.ASKED, papers=tuple(marks), handed_over=words.HANDED
        )
        return print_one(unit, PaperRef(PaperKind.VISIT, record_visit(unit, command).id)).pdf

    camera.counter.tasks.run_write(camera.counter, wait, lambda _done: None)
    camera.player.settle()
    camera.counter.navigate.open_visit(order_id=order_id)
    page = camera.front(VisitPage)
    assert isinstance(page, VisitPage)
    camera.player.until(lambda: page.chain is not None)
    papers_seen = {f"payment/{name}": mark for name, mark in words.PAPERS_SEEN.items()}
    page.form.fill({**page.form.raws(), "purpose": "payment", "asked": words.ASKED, **papers_seen})
    camera.take("visit")
    camera.counter.tasks.run_write(camera.counter, receive, lambda done: save_paper(done.value, "visit-slip"))
    camera.player.settle()
    camera.counter.navigate.close_current()


def settings_pages(camera: Camera) -> None:
    """Photograph the settings as a manager sees them, because only a manager may change most of them."""

    def enter(desktop: Desktop) -> Actor:
        from dealer_app.services.staff import staff

        manager = next(one for one in desktop.read(staff.list_staff) if Role.MANAGER in one.roles)
        return sign_in(desktop, manager.id, MANAGER_PIN)

    camera.counter.tasks.run_desktop(camera.counter, enter, camera.counter.on_duty.sign_in)
    camera.player.until(lambda: camera.counter.on_duty.may(Right.SETTINGS))
    camera.counter.navigate.open_settings()
    settings = camera.front(SettingsPage)
    assert isinstance(settings, SettingsPage)
    for key in settings.sections:
        settings.show_section(key)
        section = settings.sections[key]
        if isinstance(section, CheckListsSection):
            section.purpose.set_raw("payment")
            section.purpose.chosen.emit()
        camera.take(f"settings-{key}")


def shrink(file: Path) -> None:
    """Reduce a picture to 256 colours: the pages are flat, and the picture needs a third of the bytes."""
    with Image.open(file) as picture:
        small = picture.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    small.save(file, optimize=True)


def main() -> None:
    """Take every picture again."""
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        make_application(Path(folder))
        first_start(Path(folder))
        camera = Camera(Path(folder) / "demo", is_demo=True)
        entrance_and_search(camera)
        order_id = customer(camera)
        papers(camera)
        scanned_seal(camera)
        help_page(camera)
        penalty_paper(camera)
        payment(camera, order_id)
        visit(camera, order_id)
        plans(camera)
        telephone(camera)
        registration(camera)
        registered(camera)
        attach(camera, order_id)
        settings_pages(camera)
        imports(camera)
        attachments(camera, order_id)
        directory(camera)
        address(camera)
        holidays(camera)
        head_office(camera)
    for file in OUT.iterdir():
        shrink(file)
    print(f"{len(list(OUT.iterdir()))} pictures in {OUT}")


if __name__ == "__main__":
    main()
