"""Activation by keyboard at a real head office: asked, sent by the gateway, proved, locked, begun anew."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dealer_app.desktop import Desktop
from dealer_app.domain.files.activation import MOST_WRONG, CodeState
from dealer_app.domain.papers.papers import PaperKind
from dealer_app.domain.staff import Role
from dealer_app.hub.commands.files import ACTIVATION_TEMPLATE
from tests.hub.codes import other_than, send_codes
from tests.hub.head_office import Office, open_office
from tests.hub.sms.gateway import FakeGateway, serving
from tests.journeys.steps import CTRL, find_by_keyboard, register_by_keyboard
from tests.signed_on import sign_on
from tests.sync.counters import HUB_URL, SpoiltLine
from tests.ui.clerk import Clerk, copy_home
from tests.ui.counter_fixtures import NEVER
from tests.ui.real_line import DialledLine
from tests.ui.settings import MANAGER_PIN
from ui.app import make_application
from ui.page_kit.approval_panel import ApprovalPanel
from ui.pages.activation.page import ActivationPage
from ui.pages.customer_file.page import CustomerFilePage
from ui.pages.papers.page import PaperPage
from ui.texts.customer.activation import BADGES
from ui.widgets.painted.badge import Badge

NAME, MOBILE = "محمدرضا چگینی", "09133456789"
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def office() -> Iterator[Office]:
    """A head office with the demo's dealership; its clock is right, because a code ends with its time."""
    with open_office("2606") as (office, _):
        office.clock.now = datetime.now(UTC)
        yield office


@pytest.fixture
def gateway(socket_enabled: None) -> Iterator[FakeGateway]:
    """The gateway's documented service on this machine."""
    with serving() as fake:
        fake.says(200)
        yield fake


@pytest.fixture
def joined(qtbot: QtBot, demo_template: Path, tmp_path: Path, office: Office) -> Iterator[Clerk]:
    """A clerk at a counter of that head office, whose line talks only on request."""
    home, line = copy_home(demo_template, tmp_path / "home"), SpoiltLine(office)
    desktop = Desktop(home, dial=line.dial)
    desktop.open()
    sign_on(desktop, "پیشخوان ۱", Role.MANAGER)
    desktop.enrol(HUB_URL, office.code("2606"))
    desktop.close()
    make_application(home)
    one = Clerk(qtbot, home, DialledLine(line), NEVER)
    yield one
    one.close()


def talk(clerk: Clerk) -> None:
    """Hold a talk by its key."""
    clerk.press(Qt.Key.Key_F5, SHIFT)
    clerk.until(lambda: not clerk.counter.line.is_talking and clerk.counter.line.view.state.waiting == 0)
    assert clerk.counter.line.view.state.trouble == ""


def badge(clerk: Clerk) -> str:
    """Return the words of the badge about the mobile in the file in front, "" before the file is read."""
    page = clerk.page
    assert isinstance(page, CustomerFilePage)
    words = set(BADGES.values())
    shown = [one.text for one in page.header.findChildren(Badge) if one.isVisible() and one.text in words]
    assert len(shown) <= 1
    return "".join(shown)


def last_code(gateway: FakeGateway) -> str:
    """Return the code of the newest message to the customer."""
    _, form = gateway.asked[-1]
    assert (form["receptor"], form["template"]) == ([MOBILE], [ACTIVATION_TEMPLATE])
    return form["token"][0]


def activation(clerk: Clerk) -> ActivationPage:
    """Open the activation of the file in front by its key."""
    clerk.press(Qt.Key.Key_M, CTRL)
    clerk.settle()
    page = clerk.page
    assert isinstance(page, ActivationPage)
    return page


def a_registered_walk_in(clerk: Clerk) -> None:
    """Register a walk-in, look at the confirmation, and find the file again."""
    register_by_keyboard(clerk)
    clerk.press(Qt.Key.Key_Return)
    clerk.until(lambda: isinstance(clerk.page, PaperPage) and clerk.page.ref.kind is PaperKind.REGISTRATION)
    find_by_keyboard(clerk, "چگینی", NAME)


def test_mobile_is_activated_by_the_code_of_the_message(joined: Clerk, office: Office, gateway: FakeGateway) -> None:
    clerk = joined
    a_registered_walk_in(clerk)
    assert badge(clerk) == "کد فرستاده نشد؛ در انتظار"
    talk(clerk)
    assert send_codes(office, None)["waiting"] == 1
    talk(clerk)
    assert badge(clerk) == "کد فرستاده نشد؛ در انتظار"

    assert send_codes(office, gateway.client())["sent"] == 1
    talk(clerk)
    clerk.settle()
    assert badge(clerk) == "کد فرستاده شد"
    code = last_code(gateway)
    page = activation(clerk)
    assert page.code.line.hasFocus()
    clerk.enter(other_than(code))
    clerk.until(lambda: page.code.error is not None)
    assert page.code.error is not None
    assert page.code.error.params["left"] == "۴"
    assert page.code.raw() == ""
    clerk.enter(code)
    clerk.until(lambda: isinstance(clerk.page, CustomerFilePage) and badge(clerk) == "همراه فعال است")
    assert NAME in clerk.note
    talk(clerk)
    assert badge(clerk) == "همراه فعال است"


def test_five_wrong_codes_lock_and_a_colleague_begins_anew(joined: Clerk, office: Office, gateway: FakeGateway) -> None:
    clerk = joined
    a_registered_walk_in(clerk)
    talk(clerk)
    send_codes(office, gateway.client())
    talk(clerk)
    clerk.settle()
    code = last_code(gateway)
    page = activation(clerk)
    for _ in range(MOST_WRONG):
        clerk.enter(other_than(code))
        clerk.settle()
    assert page.save.isHidden()
    assert "قفل" in page.state.text
    clerk.press(Qt.Key.Key_1, ALT)
    clerk.until(lambda: clerk.counter.window.findChild(ApprovalPanel) is not None)
    panel = clerk.counter.window.findChild(ApprovalPanel)
    assert panel is not None
    clerk.until(lambda: bool(panel.person.raw()))
    clerk.enter("خود مشتری این‌جاست")
    clerk.enter(MANAGER_PIN)
    clerk.until(lambda: page.state.text.startswith("کد فرستاده نشد؛ در انتظار"))
    assert page.send.isHidden()
    talk(clerk)
    send_codes(office, gateway.client())
    talk(clerk)
    clerk.until(page.code.line.hasFocus)
    assert last_code(gateway) != code
    clerk.enter(last_code(gateway))
    clerk.until(lambda: isinstance(clerk.page, CustomerFilePage) and badge(clerk) == "همراه فعال است")
    assert CodeState.LOCKED.value in states(clerk)


def states(clerk: Clerk) -> list[str]:
    """Return the states of all codes of the counter."""
    from sqlalchemy import select

    from dealer_app.store.tables.files.activations import ActivationRecord

    return clerk.read(lambda unit: list(unit.session.scalars(select(ActivationRecord.state))))
