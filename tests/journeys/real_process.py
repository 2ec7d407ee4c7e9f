"""Run the program in an X server with a session bus, and drive it by keystrokes and accessible names."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from ui.texts.shell import APP_NAME

ROOT = Path(__file__).parents[2]
TRIES = 5
READER = Path(__file__).with_name("screen_reader.py")


@dataclass
class RealCounter:
    """A running counter, driven by accessible names and by keystrokes of the X server."""

    reader: subprocess.Popen[str]
    environment: dict[str, str]
    program: subprocess.Popen[bytes]

    def ask(self, **wish: str) -> dict[str, object]:
        """Send one request to the screen reader and return its answer."""
        assert self.reader.stdin is not None
        assert self.reader.stdout is not None
        print(json.dumps(wish), file=self.reader.stdin, flush=True)
        answer: dict[str, object] = json.loads(self.reader.stdout.readline())
        return answer

    def wait_for(self, name: str, role: str = "") -> None:
        """Wait until a control whose accessible name contains ``name`` is shown."""
        found = self.ask(do="wait", name=name, role=role)
        assert found["ok"], f"never appeared: {name!r}; on screen: {self.ask(do='names')['names']}"

    def press(self, name: str, role: str = "button") -> None:
        """Press the control named ``name``."""
        assert self.ask(do="press", name=name, role=role)["ok"], f"nothing to press: {name!r}"

    def focus(self, name: str, role: str = "text") -> None:
        """Put the keyboard focus into the field named ``name``."""
        assert self.ask(do="focus", name=name, role=role)["ok"], f"no such field: {name!r}"

    def text_of(self, name: str, role: str = "text") -> str:
        """Return the text of the field named ``name``."""
        found = self.ask(do="text", name=name, role=role)
        assert found["ok"], f"no such field: {name!r}"
        return str(found["text"])

    def wait_for_text(self, name: str, text: str, role: str = "text") -> None:
        """Wait until the field named ``name`` contains ``text``."""
        found = self.ask(do="text", name=name, role=role, text=text)
        assert found["ok"], f"{name!r} never held {text!r} but {self.text_of(name, role)!r}"

    def xdotool(self, *words: str) -> str:
        """Run one xdotool command on the display and return what it prints."""
        done = subprocess.run(
            ["xdotool", *words], env=self.environment, check=True, capture_output=True, text=True, timeout=60
        )
        return done.stdout

    def type(self, text: str, delay_ms: int = 15) -> None:
        """Type ``text`` through the X server; Persian letters are allowed."""
        self.xdotool("type", "--delay", str(delay_ms), text)

    def fill(self, name: str, text: str) -> None:
        """Type ``text`` into the field named ``name``; try again, slower, if the X server lost a letter."""
        for turn in range(TRIES):
            self.focus(name)
            self.key("ctrl+a", "BackSpace")
            self.type(text, delay_ms=15 * 3**turn)
            if self.ask(do="text", name=name, role="text", text=text, patience="4")["ok"]:
                return
        self.wait_for_text(name, text)

    def key(self, *names: str) -> None:
        """Press keys by their X names (``Return``, ``F3``)."""
        self.xdotool("key", "--delay", "30", *names)

    def take_keyboard(self) -> None:
        """Give the program's window the keyboard focus; there is no window manager to do it."""
        windows = self.xdotool("search", "--sync", "--onlyvisible", "--name", APP_NAME).split()
        self.xdotool("windowfocus", "--sync", windows[-1])

    def sign_in(self) -> None:
        """Sign in as the demo's clerk and wait for the search field."""
        self.wait_for("سمیه کریمی")
        self.take_keyboard()
        self.press("سمیه کریمی")
        self.type("222222")
        self.wait_for("جست‌وجو")


def _until_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def _start(stack: ExitStack, command: list[str], environment: dict[str, str], **more: object) -> subprocess.Popen[str]:
    process = subprocess.Popen(command, env=environment, text=True, **more)  # type: ignore[call-overload]
    stack.enter_context(process)  # closes its pipes and waits for it
    stack.callback(process.terminate)
    return process  # type: ignore[no-any-return]


@contextmanager
def real_counter(home: Path, *arguments: str) -> Iterator[RealCounter]:
    """Start the counter on ``home`` in its own display, and stop everything afterwards."""
    environment = {
        **os.environ,
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "BAJEH_KEYRING": "file",
        "XDG_RUNTIME_DIR": str(home.parent),
        "NO_AT_BRIDGE": "0",
    }
    environment.pop("QT_QPA_PLATFORM", None)
    quiet = {"stderr": subprocess.DEVNULL}
    with ExitStack() as stack:
        screen = _start(
            stack,
            ["Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24"],
            environment,
            stdout=subprocess.PIPE,
            **quiet,
        )
        environment["DISPLAY"] = f":{_until_line(screen)}"
        # Set a Persian layout first: letters that xdotool must map to a key itself are sometimes typed wrong.
        subprocess.run(["setxkbmap", "us,ir"], env=environment, check=True, timeout=60)
        bus = _start(
            stack,
            ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
            environment,
            stdout=subprocess.PIPE,
            **quiet,
        )
        environment["DBUS_SESSION_BUS_ADDRESS"] = _until_line(bus)
        _start(stack, ["/usr/libexec/at-spi-bus-launcher", "--launch-immediately"], environment, **quiet)
        command = [sys.executable, str(ROOT / "main.py"), "--home", str(home), *arguments]
        program = subprocess.Popen(command, env=environment, cwd=ROOT)
        stack.enter_context(program)
        stack.callback(program.terminate)
        reader = _start(
            stack,
            ["/usr/bin/python3", str(READER)],
            environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        counter = RealCounter(reader, environment, program)
        counter.take_keyboard()
        yield counter
