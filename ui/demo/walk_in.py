"""Play a day by keyboard without a visible window: the manual's walk-in, then a call, a visit and an order."""

import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import Qt

from dealer_app.domain.persian import persian_digits
from ui.app import make_application
from ui.demo.keeping import find_file, front, keep_paper
from ui.demo.later_visitors import answer_call, order_from_plan, receive
from ui.demo.player import Player
from ui.look.theme import theme
from ui.shell.counter import Counter
from ui.texts import demo_play as words

OUTPUT = Path("demo-output")
SIZE = (1366, 768)


def play(output: Path = OUTPUT) -> int:
    """Play the day on a demo database of its own, print the output folder, and return the exit code."""
    output.mkdir(exist_ok=True)
    home = Path(tempfile.mkdtemp(prefix="bajeh-demo-"))
    make_application(home)
    counter = Counter(home, is_demo=True)
    failures: list[Exception] = []
    counter.tasks.failed.connect(failures.append)
    counter.start()
    player = Player(counter)
    try:
        _sign_in(player, output)
        _register(player, output)
        _look_up(player, output)
        _papers(player, output)
        _payment(player, output)
        answer_call(player, output)
        receive(player, output)
        order_from_plan(player, output)
    finally:
        counter.window.close()
        shutil.rmtree(home, ignore_errors=True)
    if failures:
        raise failures[0]
    print(words.DONE.format(folder=output.resolve(), count=persian_digits(str(len(list(output.iterdir()))))))
    return 0


def _sign_in(player: Player, output: Path) -> None:
    player.until(lambda: player.counter.on_duty.settings.is_demo)
    player.counter.window.resize(*SIZE)  # the screen of the platform is smaller, and the window fits itself to it
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
    keep_paper(player, output, "03-registration")


def _look_up(player: Player, output: Path) -> None:
    find_file(player, output / "04-search.png")
    player.picture(output / "05-file.png")
    theme.use("dark", theme.scale_percent)
    player.picture(output / "05-file-dark.png")
    theme.use("light", theme.scale_percent)


def _papers(player: Player, output: Path) -> None:
    for key, name in ((Qt.Key.Key_F8, "06-letter"), (Qt.Key.Key_F7, "07-slip")):
        player.press(key)
        keep_paper(player, output, name)
        player.press(Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
        player.until(lambda: front(player).title == words.FOUND)


def _payment(player: Player, output: Path) -> None:
    player.press(Qt.Key.Key_F7, Qt.KeyboardModifier.ControlModifier)
    player.until(lambda: front(player).title != words.FOUND)
    for answer in (words.AMOUNT, words.REFERENCE):
        player.enter(answer)
    player.picture(output / "08-payment.png")
    player.enter()
    keep_paper(player, output, "09-receipt")
