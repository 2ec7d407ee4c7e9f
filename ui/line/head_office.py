"""Define the calls to head office that the screen makes on the network lane, and the state of the line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from dealer_app.domain.head_office import AnswerState, LineState, TalkReport

if TYPE_CHECKING:
    from dealer_app.desktop import Desktop, Unit

IsStopped = Callable[[], bool]
DECISIONS = "decisions"
"""Name of the filter for open decisions; the other filters are named by their AnswerState."""


@dataclass(frozen=True, slots=True)
class LineView:
    """State of the line, and the number of documents in each state shown to the clerk."""

    state: LineState = field(default_factory=LineState)
    counts: Mapping[AnswerState, int] = field(default_factory=dict)


class HeadOffice(Protocol):
    """Calls to head office; made on the network lane, with the open desktop."""

    def talk(self, desktop: Desktop, is_stopped: IsStopped) -> TalkReport:
        """Hold one talk; it ends soon after ``is_stopped`` returns True."""

    def enrol(self, desktop: Desktop, hub_url: str, code: str) -> LineState:
        """Enrol with a one-time code; raises FieldError, Refusal or EnvironmentFault."""

    def change_address(self, desktop: Desktop, hub_url: str) -> LineState:
        """Set another address of the same head office; raises FieldError."""

    def request_enrolment(self, desktop: Desktop, enrolment_file: Path, code: str, out: Path) -> None:
        """Write the request of a counter without a line to enrol; raises FieldError, Refusal or EnvironmentFault."""

    def export_bundle(self, desktop: Desktop, out: Path, *, with_attachments: bool) -> None:
        """Write all waiting outbox entries, and what fits of the attachments if wanted, into a sealed bundle."""

    def import_bundle(self, desktop: Desktop, file: Path) -> TalkReport:
        """Apply the answers from a bundle."""

    def carry_bundle(self, desktop: Desktop, file: Path, out: Path) -> None:
        """Send another counter's bundle over this counter's line and write the answer."""


class DesktopLine:
    """Implementation of ``HeadOffice`` by the open desktop."""

    def talk(self, desktop: Desktop, is_stopped: IsStopped) -> TalkReport:
        """Hold one talk."""
        return desktop.talk(is_stopped)

    def enrol(self, desktop: Desktop, hub_url: str, code: str) -> LineState:
        """Enrol with a one-time code; raises FieldError, Refusal or EnvironmentFault."""
        return desktop.enrol(hub_url, code)

    def change_address(self, desktop: Desktop, hub_url: str) -> LineState:
        """Set another address of the same head office; raises FieldError."""
        return desktop.change_address(hub_url)

    def request_enrolment(self, desktop: Desktop, enrolment_file: Path, code: str, out: Path) -> None:
        """Write the request of a counter without a line to enrol; raises FieldError, Refusal or EnvironmentFault."""
        desktop.request_enrolment(enrolment_file, code, out)

    def export_bundle(self, desktop: Desktop, out: Path, *, with_attachments: bool) -> None:
        """Write all waiting outbox entries, and what fits of the attachments if wanted, into a sealed bundle."""
        desktop.export_bundle(out, with_attachments=with_attachments)

    def import_bundle(self, desktop: Desktop, file: Path) -> TalkReport:
        """Apply the answers from a bundle."""
        return desktop.import_bundle(file)

    def carry_bundle(self, desktop: Desktop, file: Path, out: Path) -> None:
        """Send another counter's bundle over this counter's line and write the answer."""
        desktop.carry_bundle(file, out)


def read_line(unit: Unit) -> LineView:
    """Read the state of the line."""
    from dealer_app.services.head_office import answers as head_office_lists
    from dealer_app.services.head_office import line_state as head_office

    return LineView(head_office.get_line_state(unit), head_office_lists.count_answers(unit))
