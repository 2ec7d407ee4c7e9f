"""Take the manual's pictures of what happens to a customer's file: a registered person, a changed number."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ui.pages.contacts.page import ContactPage
from ui.pages.registered.page import RegisteredPage

if TYPE_CHECKING:
    from docs.pictures import Camera

CODE, OTHER_MOBILE = "0499370899", "09121112233"


def registered(camera: "Camera") -> None:
    """Photograph a pair that is not one, and the change of the mobile with a paper."""
    camera.player.press(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    camera.front(RegisteredPage)
    camera.player.settle()
    camera.player.enter(CODE)
    camera.player.enter(OTHER_MOBILE)
    camera.player.settle()
    camera.take("registered")
    camera.player.press(Qt.Key.Key_Return)
    camera.front(ContactPage)
    camera.player.settle()
    camera.take("contact")
    camera.counter.navigate.close_current()
