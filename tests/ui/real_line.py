"""The counter's line to head office with a replaced network."""

from collections.abc import Callable
from pathlib import Path

from dealer_app.desktop import Desktop
from dealer_app.domain.head_office import LineState, TalkReport
from tests.sync.counters import SpoiltLine
from ui.line.head_office import DesktopLine


class DialledLine(DesktopLine):
    """The counter's line to head office; only the network is replaced."""

    def __init__(self, line: SpoiltLine) -> None:
        self.line = line

    def talk(self, desktop: Desktop, is_stopped: Callable[[], bool]) -> TalkReport:
        """Hold one talk over the line."""
        desktop._dial = self.line.dial
        return super().talk(desktop, is_stopped)

    def enrol(self, desktop: Desktop, hub_url: str, code: str) -> LineState:
        """Enrol over the line."""
        desktop._dial = self.line.dial
        return super().enrol(desktop, hub_url, code)

    def carry_bundle(self, desktop: Desktop, file: Path, out: Path) -> None:
        """Carry a bundle over the line."""
        desktop._dial = self.line.dial
        super().carry_bundle(desktop, file, out)
