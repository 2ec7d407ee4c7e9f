"""Play the manual's walk-in by keyboard without a visible window, and save its papers and pictures."""

import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import Qt

from dealer_app.domain.papers.papers import PaperRef
from dealer_app.domain.persian import persian_digits
from ui.app import make_application
from ui.demo.player import Player
from ui.look.theme import theme
from ui.operations.papers import print_paper
from ui.page_kit.page import Page
from ui.pages.papers.page import PaperPage
from ui.shell.counter import Counter
from ui.texts import demo_play as words

OUTPUT = Path("demo-output")
SIZE = (1366, 768)


def play(output: Path = OUTPUT) -> int:
    """Play the walk-in on a demo database of its own, print the output folder, and return the exit code."""
    output.mkdir(exist_ok=True)
    home = Path(tempfile.mkdtemp(prefix="bajeh-demo-"))
    make_application(home)
    counter = Counter(home, is_demo=True)
    failures: list[Exception] = []
    counter.tasks.failed.connect(failures.append)
    counter.start()
    counter.window.resize(*SIZE)
    player = Player(counter)
    try:
        _sign_in(player, output)
        _register(player, output)
        _look_up(player, output)
        _papers(player, output)
        _payment(player, output)
    finally:
        counter.window.close()
        shutil.rmtree(home, ignore_errors=True)
    if failures:
        raise failures[0]
    print(words.DONE.format(folder=output.resolve(), count=persian_digits(str(len(list(output.iterdir()))))))
    return 0


def _sign_in(player: Player, output: Path) -> None:
    player.until(lambda: player.counter.on_duty.settings.is_demo)
    player.picture(output / "01-sign-in.png")
    player.type(words.PIN)
    player.until(lambda: player.counter.window.is_entered)


def _register(player: Player, output: Path) -> None:
    player.press(Qt.Key.Key_F2)
    player.settle()
    for number, answers in enumerate(words.ANSWERS, 1):
        for answer in answers[:-1]:
            player.enter(answer)
        player.type(answers[-1])
        player.picture(output / f"02-registration-{number}.png")
        player.enter()
    player.picture(output / "02-registration-read-back.png")
    player.enter()
    _keep_paper(player, output, "03-registration")


def _look_up(player: Player, output: Path) -> None:
    player.press(Qt.Key.Key_F3)
    player.type(words.SEARCHED)
    player.until(player.counter.window.shell.popup.isVisible)
    player.picture(output / "04-search.png")
    player.press(Qt.Key.Key_Return)
    player.until(lambda: _front(player).title == words.FOUND)
    player.picture(output / "05-file.png")
    theme.use("dark", theme.scale_percent)
    player.picture(output / "05-file-dark.png")
    theme.use("light", theme.scale_percent)


def _papers(player: Player, output: Path) -> None:
    for key, name in ((Qt.Key.Key_F8, "06-letter"), (Qt.Key.Key_F7, "07-slip")):
        player.press(key)
        _keep_paper(player, output, name)
        player.press(Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
        player.until(lambda: _front(player).title == words.FOUND)


def _payment(player: Player, output: Path) -> None:
    player.press(Qt.Key.Key_F7, Qt.KeyboardModifier.ControlModifier)
    player.until(lambda: _front(player).title != words.FOUND)
    for answer in (words.AMOUNT, words.REFERENCE):
        player.enter(answer)
    player.picture(output / "08-payment.png")
    player.enter()
    _keep_paper(player, output, "09-receipt")


def _keep_paper(player: Player, output: Path, name: str) -> None:
    """Wait for the preview in front, save its picture, commit a print and save its PDF."""
    player.until(lambda: isinstance(_front(player), PaperPage))
    page = _front(player)
    assert isinstance(page, PaperPage)
    player.until(lambda: page.view is not None)
    player.picture(output / f"{name}-preview.png")
    _print(page, page.ref, output / f"{name}.pdf")
    player.settle()


def _print(page: Page, ref: PaperRef, file: Path) -> None:
    print_paper(page, ref).on_done(lambda printed: file.write_bytes(printed.pdf)).run()


def _front(player: Player) -> Page:
    page = player.counter.window.shell.tabs.front
    assert page is not None
    return page
