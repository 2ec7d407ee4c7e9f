"""Find the visitor's file, and keep the paper in front as a picture and a PDF."""

from pathlib import Path

from PySide6.QtCore import Qt

from dealer_app.domain.papers.papers import PaperRef
from ui.demo.player import Player
from ui.operations.papers import print_paper
from ui.page_kit.page import Page
from ui.pages.papers.page import PaperPage
from ui.texts import demo_play as words


def front(player: Player) -> Page:
    """Return the page in front."""
    page = player.counter.window.shell.tabs.front
    assert page is not None
    return page


def find_file(player: Player, picture: Path | None = None) -> None:
    """Search for the visitor and open the file; ``picture`` is where the results are saved."""
    player.press(Qt.Key.Key_F3)
    player.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    player.type(words.SEARCHED)
    player.until(player.counter.window.shell.popup.isVisible)
    if picture is not None:
        player.picture(picture)
    player.press(Qt.Key.Key_Return)
    player.until(lambda: front(player).title == words.FOUND)


def keep_paper(player: Player, output: Path, name: str) -> None:
    """Wait for the preview in front, save its picture, commit a print and save its PDF."""
    player.until(lambda: isinstance(front(player), PaperPage))
    page = front(player)
    assert isinstance(page, PaperPage)
    player.until(lambda: page.view is not None)
    player.picture(output / f"{name}-preview.png")
    _print(page, page.ref, output / f"{name}.pdf")
    player.settle()


def _print(page: Page, ref: PaperRef, file: Path) -> None:
    print_paper(page, ref).on_done(lambda printed: file.write_bytes(printed.pdf)).run()
