"""Head office as the screen asks for it: the truth of the line, what was said, what a person decides."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from dealer_app.domain.head_office import LineState, SaidRow, SaidState, TalkReport
from ui.page import Page
from ui.tasks import Unit

if TYPE_CHECKING:
    from dealer_app.desktop import Desktop

IsStopped = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class LineView:
    """What the window knows of the line: its state, and how many documents are in each state a clerk reads."""

    state: LineState = field(default_factory=LineState)
    counts: Mapping[SaidState, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SaidQuery:
    """Which rows of the list, in which order; ``kinds`` are those whose Persian name holds the text."""

    state: SaidState | None = None
    text: str = ""
    sort: str = "n"
    is_descending: bool = True
    kinds: Collection[str] = ()


class HeadOffice(Protocol):
    """What the screen wishes of head office; called on the network lane, with the open desktop."""

    def talk(self, desktop: "Desktop", is_stopped: IsStopped) -> TalkReport:
        """Hold one talk; ends soon after ``is_stopped`` says so."""

    def enrol(self, desktop: "Desktop", hub_url: str, code: str) -> LineState:
        """Enrol with a one-time code; raises FieldError, Refusal or EnvironmentFault."""

    def export_bundle(self, desktop: "Desktop", out: Path) -> None:
        """Write all that waits into a sealed file."""

    def import_bundle(self, desktop: "Desktop", file: Path) -> TalkReport:
        """Take the answers that came in a file."""


def read_line(unit: Unit) -> LineView:
    """Read the truth of the line."""
    from dealer_app.services import head_office_lists, outbox

    return LineView(LineState(waiting=outbox.count_queued(unit)), head_office_lists.count_said(unit))


def list_said_ids(page: Page, query: SaidQuery, on_done: Callable[[tuple[int, ...]], None]) -> None:
    """Read the numbers of all commands that fit."""

    def work(unit: Unit) -> tuple[int, ...]:
        from dealer_app.services import head_office_lists

        return head_office_lists.list_said_ids(
            unit, query.state, query.text, query.sort, descending=query.is_descending, kinds=query.kinds
        )

    page.context.tasks.run_read(page, work, on_done)


def get_said_rows(page: Page, ids: Sequence[int], on_done: Callable[[tuple[SaidRow, ...]], None]) -> None:
    """Read the rows of a block."""

    def work(unit: Unit) -> tuple[SaidRow, ...]:
        from dealer_app.services import head_office_lists

        return head_office_lists.get_said_rows(unit, ids)

    page.context.tasks.run_read(page, work, on_done)
