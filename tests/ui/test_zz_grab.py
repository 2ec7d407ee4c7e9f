import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["BAJEH_KEYRING"] = "file"
from pathlib import Path

from tests.ui.clerk import *
from tests.ui.counter_fixtures import *
from ui.theme import theme

OUT = Path("/tmp/pics")
OUT.mkdir(exist_ok=True)


def grab(c, name):
    c.settle()
    for t in ("light", "dark"):
        theme.use(t, 100)
        c.settle()
        c.counter.window.grab().save(str(OUT / f"{name}-{t}.png"))
    theme.use("light", 100)


def test_all(clerk):
    c = clerk
    w = c.counter.window
    w.resize(1366, 768)
    c.settle()
    grab(c, "home")
    cid, oid = c.read(main_order)
    c.counter.navigate.open_customer(cid)
    grab(c, "file")
    c.press(Qt.Key.Key_F3)
    c.type("نوری")
    c.settle()
    c.qtbot.waitUntil(lambda: w.shell.popup.isVisible(), timeout=5000)
    grab(c, "search")
    c.press(Qt.Key.Key_Escape)
    c.counter.navigate.open_registration()
    grab(c, "register")
    c.counter.navigate.open_import()
    grab(c, "import")
    c.counter.navigate.open_files()
    grab(c, "files")
    c.counter.navigate.open_payment(oid)
    grab(c, "payment")
    c.counter.navigate.open_settings() if hasattr(c.counter.navigate, "open_settings") else None
    grab(c, "settings")
