"""Start-up: modules loaded at the first paint, and the pages that a start can open."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from dealer_app.desktop import Desktop
from tests.ui.clerk import WAIT_MS
from ui.app import make_application
from ui.pages.sign_in.page import SignInPage
from ui.pages.welcome.page import WelcomePage
from ui.shell.counter import Counter
from ui.widgets.sheets.question_sheet import QuestionSheet

ROOT = Path(__file__).parents[3]
HEAVY = (
    "sqlalchemy",
    "sqlcipher3",
    "alembic",
    "reportlab",
    "keyring",
    "cryptography",
    "uharfbuzz",
    "holidays",
    "httpx",
    "msgspec",
    "dealer_app.sync",
)
AT_FIRST_PAINT = f"""
import json, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from ui.shell import start_trace
from ui.app import run
def report(name):
    loaded = [module for module in {HEAVY!r} if module in sys.modules]
    print(json.dumps([loaded, "ui.shell.shell" in sys.modules, "dealer_app.domain.customers" in sys.modules]))
    raise SystemExit
start_trace.mark = report
sys.exit(run(Path(sys.argv[1])))
"""


def test_first_paint_loads_no_heavy_module(tmp_path: Path) -> None:
    command = [sys.executable, "-c", AT_FIRST_PAINT, str(tmp_path / "home")]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert json.loads(done.stdout.splitlines()[0]) == [[], False, False], done.stderr


def test_first_start_sets_up_dealership_and_manager(qtbot: QtBot, tmp_path: Path) -> None:
    home = tmp_path / "home"
    make_application(home)
    counter = Counter(home)
    counter.start()
    qtbot.waitUntil(lambda: isinstance(counter.entrance.currentWidget(), WelcomePage), timeout=WAIT_MS)
    page = counter.entrance.currentWidget()
    assert isinstance(page, WelcomePage)
    page.grids["dealership"].fill({"code": "2606", "name": "خودرو کرمان", "city": "کرمان"})
    page.go_on()
    page.go_on()
    page.grids["manager"].fill({"manager": "حمید رضایی", "pin": "739155", "pin_again": "739155"})
    page.go_on()
    page.finish(with_import=False)
    qtbot.waitUntil(lambda: isinstance(counter.entrance.currentWidget(), SignInPage), timeout=WAIT_MS)
    assert counter.on_duty.settings.dealership.code == "2606"
    assert counter.on_duty.settings.counter.counter == "پیشخوان ۱"
    sign_in = counter.entrance.currentWidget()
    assert isinstance(sign_in, SignInPage)
    chosen = sign_in.chosen()
    assert chosen is not None
    assert chosen.name == "حمید رضایی"
    _close(qtbot, counter)


@pytest.mark.parametrize(
    ("raws", "wrong"),
    [
        ({"manager": "", "pin": "739155", "pin_again": "739155"}, "manager"),
        ({"manager": "حمید", "pin": "7391", "pin_again": "7391"}, "pin"),
        ({"manager": "حمید", "pin": "739155", "pin_again": "739156"}, "pin_again"),
    ],
)
def test_first_start_reports_the_wrong_field(qtbot: QtBot, tmp_path: Path, raws: dict[str, str], wrong: str) -> None:
    make_application(tmp_path)
    counter = Counter(tmp_path / "home")
    counter.start()
    qtbot.waitUntil(lambda: isinstance(counter.entrance.currentWidget(), WelcomePage), timeout=WAIT_MS)
    page = counter.entrance.currentWidget()
    assert isinstance(page, WelcomePage)
    page.grids["dealership"].fill({"code": "2606", "name": "خودرو کرمان"})
    page.go_on()
    page.go_on()
    page.grids["manager"].fill(raws)
    page.go_on()
    assert page.step == 2
    errors = {field.name for field in page.grids["manager"].fields() if field.error is not None}
    assert wrong in errors
    _close(qtbot, counter)


def test_closing_the_first_start_asks_if_something_is_typed(qtbot: QtBot, tmp_path: Path) -> None:
    make_application(tmp_path)
    counter = Counter(tmp_path / "home")
    counter.start()
    qtbot.waitUntil(lambda: isinstance(counter.entrance.currentWidget(), WelcomePage), timeout=WAIT_MS)
    page = counter.entrance.currentWidget()
    assert isinstance(page, WelcomePage)
    counter.window.activateWindow()
    QTest.qWaitForWindowActive(counter.window)
    page.begin()
    typing = QApplication.focusWidget()
    assert isinstance(typing, QLineEdit)
    QTest.keyClicks(typing, "2606")
    counter.window.close()
    sheet = counter.window.findChild(QuestionSheet)
    assert sheet is not None
    assert counter.window.isVisible()
    assert sheet.stay.hasFocus()
    QTest.keyClick(sheet.stay, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert typing.text() == "۲۶۰۶"
    counter.window.close()
    counter.window.findChildren(QuestionSheet)[-1].leave.click()
    assert not counter.window.isVisible()
    counter.window.deleteLater()


def test_damaged_database_is_reported_and_can_be_tried_again(qtbot: QtBot, tmp_path: Path) -> None:
    home = tmp_path / "home"
    first = Desktop(home)
    first.open()
    first.close()
    for file in home.glob("*.db*"):
        file.write_bytes(b"no database" * 1000)
    make_application(home)
    counter = Counter(home)
    counter.start()
    qtbot.waitUntil(counter.entrance.waiting.reason.isVisible, timeout=WAIT_MS)
    assert counter.entrance.waiting.reason.text()
    assert [button.text() for button in counter.entrance.waiting.buttons] == ["دوباره", "بستن برنامه"]
    assert not counter.window.is_entered
    _close(qtbot, counter)


def _close(qtbot: QtBot, counter: Counter) -> None:
    qtbot.waitUntil(lambda: counter.tasks.is_idle, timeout=WAIT_MS)
    counter.window.close()
    counter.window.deleteLater()
