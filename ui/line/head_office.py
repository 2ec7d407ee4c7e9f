"""Head office behind the desktop: what the screen wishes of it, on the network lane, and what it knows of the line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from dealer_app.domain.head_office import LineState, SaidState, TalkReport

if TYPE_CHECKING:
    from dealer_app.desktop import Desktop, Unit

IsStopped = Callable[[], bool]
DECISIONS = "decisions"
"""Name of the filter for what waits for a person; the others are named by their SaidState."""


@dataclass(frozen=True, slots=True)
class LineView:
    """What the window knows of the line: its state, and how many documents are in each state a clerk reads."""

    state: LineState = field(default_factory=LineState)
    counts: Mapping[SaidState, int] = field(default_factory=dict)


class HeadOffice(Protocol):
    """What the screen wishes of head office; called on the network lane, with the open desktop."""

    def talk(self, desktop: Desktop, is_stopped: IsStopped) -> TalkReport:
        """Hold one talk; ends soon after ``is_stopped`` says so."""

    def enrol(self, desktop: Desktop, hub_url: str, code: str) -> LineState:
        """Enrol with a one-time code; raises FieldError, Refusal or EnvironmentFault."""

    def change_address(self, desktop: Desktop, hub_url: str) -> LineState:
        """Find the same head office at another address; raises FieldError."""

    def request_enrolment(self, desktop: Desktop, enrolment_file: Path, code: str, out: Path) -> None:
        """Write the request of a counter without a line; raises FieldError, Refusal or EnvironmentFault."""

    def export_bundle(self, desktop: Desktop, out: Path) -> None:
        """Write all that waits into a sealed file."""

    def import_bundle(self, desktop: Desktop, file: Path) -> TalkReport:
        """Take the answers that came in a file."""

    def carry_bundle(self, desktop: Desktop, file: Path, out: Path) -> None:
        """Bring another counter's bundle over this one's line and write the answer."""


class DesktopLine:
    """The head office that a running counter has: the desktop's own."""

    def talk(self, desktop: Desktop, is_stopped: IsStopped) -> TalkReport:
        """Hold one talk."""
        return desktop.talk(is_stopped)

    def enrol(self, desktop: Desktop, hub_url: str, code: str) -> LineState:
        """Enrol with a one-time code; raises FieldError, Refusal or EnvironmentFault."""
        return desktop.enrol(hub_url, code)

    def change_address(self, desktop: Desktop, hub_url: str) -> LineState:
        """Find the same head office at another address; raises FieldError."""
        return desktop.change_address(hub_url)

    def request_enrolment(self, desktop: Desktop, enrolment_file: Path, code: str, out: Path) -> None:
        """Write the request of a counter without a line; raises FieldError, Refusal or EnvironmentFault."""
        desktop.request_enrolment(enrolment_file, code, out)

    def export_bundle(self, desktop: Desktop, out: Path) -> None:
        """Write all that waits into a sealed file."""
        desktop.export_bundle(out)

    def import_bundle(self, desktop: Desktop, file: Path) -> TalkReport:
        """Take the answers that came in a file."""
        return desktop.import_bundle(file)

    def carry_bundle(self, desktop: Desktop, file: Path, out: Path) -> None:
        """Bring another counter's bundle over this one's line and write the answer."""
        desktop.carry_bundle(file, out)


def read_line(unit: Unit) -> LineView:
    """Read the truth of the line."""
    from dealer_app.services.head_office import answers as head_office_lists
    from dealer_app.services.head_office import line_state as head_office

    return LineView(head_office.get_line_state(unit), head_office_lists.count_said(unit))
