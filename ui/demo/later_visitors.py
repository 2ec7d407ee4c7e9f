"""Play what follows the walk-in: a call, a visit, plans side by side with a brochure, an order with its slip."""

from pathlib import Path

from PySide6.QtCore import Qt

from ui.demo.keeping import find_file, front, keep_paper
from ui.demo.player import Player
from ui.pages.calls.page import CallPage
from ui.pages.plans.page import PlansPage
from ui.pages.requests.page import RequestPage
from ui.pages.visits.page import VisitPage
from ui.texts import demo_play as words
from ui.texts.shell import PLACES

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SEEN, COPIED = Qt.Key.Key_1, Qt.Key.Key_2
VISIT_MARKS = (SEEN, COPIED, SEEN, SEEN, COPIED)


def answer_call(player: Player, output: Path) -> None:
    """Answer a call: number, code and one fact open the gate; a call-back is promised."""
    player.press(Qt.Key.Key_T, CTRL)
    player.until(lambda: isinstance(front(player), CallPage))
    page = front(player)
    assert isinstance(page, CallPage)
    for answer in words.CALLER:
        player.enter(answer)
    player.picture(output / "10-call.png")
    player.until(lambda: page.gate.asked is not None)
    assert page.gate.asked is not None
    player.enter(words.CALL_FACTS[page.gate.asked])
    player.until(page.notes.asked.editor.hasFocus)
    for answer in words.CALL_NOTES:
        player.enter(answer)
    player.type(" ")  # a call-back is promised
    player.enter()
    player.picture(output / "10-call-recognised.png")
    for answer in words.CALL_BACK:
        player.enter(answer)
    player.until(lambda: front(player) is not page)


def receive(player: Player, output: Path) -> None:
    """Receive the visitor with the papers of the purpose, and keep the slip of the visit."""
    find_file(player)
    player.press(Qt.Key.Key_F4)
    player.until(lambda: isinstance(front(player), VisitPage))
    page = front(player)
    assert isinstance(page, VisitPage)
    player.until(lambda: page.chain is not None)
    player.enter(words.VISIT_PURPOSE)
    player.enter()  # the order
    for mark in VISIT_MARKS:
        player.press(mark)
        player.enter()
    player.enter()  # no representative
    player.enter(words.ASKED)
    player.type(words.HANDED[0])
    player.picture(output / "11-visit.png")
    player.enter()
    keep_paper(player, output, "11-visit-slip")


def order_from_plan(player: Player, output: Path) -> None:
    """Lay three plans side by side, keep the brochure of one, order the first and keep its slip."""
    player.press(Qt.Key.Key_K, CTRL)
    player.enter(PLACES["plans"])
    player.until(lambda: isinstance(front(player), PlansPage))
    page = front(player)
    assert isinstance(page, PlansPage)
    player.until(lambda: page.catalogue is not None)
    player.type(words.PLAN_CAR)
    player.press(Qt.Key.Key_Down)
    for _ in range(3):
        player.type(" ")
        player.press(Qt.Key.Key_Down)
    player.picture(output / "12-plans.png")
    player.press(Qt.Key.Key_P, CTRL)
    keep_paper(player, output, "12-brochure")
    player.press(Qt.Key.Key_W, CTRL)
    player.until(lambda: front(player) is page)
    player.press(Qt.Key.Key_1, ALT)
    player.until(lambda: isinstance(front(player), RequestPage))
    order = front(player)
    assert isinstance(order, RequestPage)
    player.until(order.code.line.hasFocus)
    for answer in words.ORDER:
        player.enter(answer)
    player.type(" ")  # read out and agreed
    player.picture(output / "13-order.png")
    player.enter()
    player.enter()
    keep_paper(player, output, "14-prepayment-slip")
