"""Show on the rail how many deadlines have passed or end today."""

from dealer_app.domain.deadlines.lists import DeadlineCounts, Group
from ui.operations import deadlines as operations
from ui.page_kit.context import Context
from ui.shell.rail_badge import Figure, RailBadge
from ui.shell.window import Window
from ui.texts import deadlines as words


class DeadlineBadge(RailBadge):
    """Counts again at midnight."""

    place = "deadlines"
    kinds = operations.KINDS

    def __init__(self, context: Context, window: Window) -> None:
        super().__init__(context, window)
        self.clock.day.connect(self.look)

    def count(self) -> None:
        operations.count(self, self.context.tasks, self._show)

    def _show(self, counts: DeadlineCounts) -> None:
        self.show_figure(Figure(counts.total(Group.LATE) + counts.total(Group.TODAY), "red", words.BADGE))
