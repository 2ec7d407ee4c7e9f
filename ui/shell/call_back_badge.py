"""Show on the rail how many call-backs are due (amber) or late (red)."""

from dealer_app.domain.rights import Grant, Right
from ui.operations import calls as operations
from ui.operations.calls import Pressing
from ui.page_kit.context import Context
from ui.shell.rail_badge import NOTHING, Figure, RailBadge
from ui.shell.window import Window
from ui.texts import calls as words


class CallBackBadge(RailBadge):
    """Counts again every minute; whoever may not read calls sees no figure."""

    place = "calls"
    kinds = ("call_backs", "settings")

    def __init__(self, context: Context, window: Window) -> None:
        super().__init__(context, window)
        self.clock.minute.connect(self.look)

    def count(self) -> None:
        if self.context.on_duty.grant(Right.READ_CALLS) is Grant.NO:
            self.show_figure(NOTHING)
        else:
            operations.count_pressing(self, self.context.tasks, self._show)

    def _show(self, found: Pressing) -> None:
        tone, said = ("red", words.BADGE_LATE) if found.late else ("amber", words.BADGE_DUE)
        self.show_figure(Figure(found.total, tone, said))
