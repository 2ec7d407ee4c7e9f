"""Runs one read or write of the screen: on its lane, then the change bus, then the page.

``ui/operations/<feature>.py`` holds functions such as ``issue_bill(page, command) -> Operation[...]``;
a page calls ``issue_bill(self, command).on_done(...).on_error(...).run()`` and spells no thread.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Concatenate, Generic, ParamSpec, TypeVar

from shiboken6 import isValid

from dealer_app.domain.changes import Written
from dealer_app.domain.errors import CodedError, FieldErrors, Refusal
from ui.operations.approving import act_allowed, ask_colleague, is_asking, shows_error
from ui.page_kit.page import Page

if TYPE_CHECKING:
    from dealer_app.desktop import Unit
    from dealer_app.domain.rights import Right
    from dealer_app.domain.staff import Approval
    from ui.page_kit.approval_panel import ApprovalPanel

P = ParamSpec("P")
T = TypeVar("T")


class Operation(Generic[T]):
    """One write. Without ``on_error`` known errors become a note; bugs always go to the crash dialog."""

    def __init__(self, page: Page, work: Callable[[Unit], T]) -> None:
        self._page = page
        self._work = work
        self._on_done: Callable[[T], object] | None = None
        self._on_error: Callable[[Exception], object] | None = None
        self._panel: ApprovalPanel | None = None

    def on_done(self, action: Callable[[T], object]) -> Operation[T]:
        """Call ``action`` with the result, in the GUI thread, after the commit; dropped when the page is gone."""
        self._on_done = action
        return self

    def on_error(self, action: Callable[[Exception], object]) -> Operation[T]:
        """Call ``action`` with a FieldErrors, FieldError, Refusal or EnvironmentFault instead of showing a note."""
        self._on_error = action
        return self

    def run(self) -> None:
        """Start on the database lane."""
        # The application owns the answer: a committed change is published even when its page was closed meanwhile.
        context = self._page.context
        context.tasks.run_write(context.change_bus, self._work, self._finish, self._fail)

    def _finish(self, written: Written[T]) -> None:
        self._page.context.change_bus.publish(written.changes)
        if self._on_done is not None and self._page.is_alive():
            self._on_done(written.value)

    def _fail(self, error: Exception) -> None:
        # One question at a time: while a page asks for one act, another act of it is refused.
        is_free = self._page.is_alive() and self._page.panel is None
        if is_free and isinstance(error, Refusal) and is_asking(error):
            self._panel = ask_colleague(self._page, error, self._run_allowed, lambda: self._give_up(error))
        else:
            self._report(error)

    def _give_up(self, error: Exception) -> None:
        self._drop_panel()
        self._report(error)

    def _run_allowed(self, right: Right, approval: Approval) -> None:
        """Run the write once more as a colleague allows it."""
        context = self._page.context
        work = self._work
        context.tasks.run_write(
            context.change_bus,
            lambda unit: act_allowed(unit, right, approval, work),
            self._finish_allowed,
            self._fail_allowed,
        )

    def _finish_allowed(self, written: Written[T]) -> None:
        self._drop_panel()
        self._finish(written)

    def _fail_allowed(self, error: Exception) -> None:
        if self._panel is None or not isValid(self._panel) or not shows_error(self._panel, error):
            self._drop_panel()
            self._fail(error)

    def _drop_panel(self) -> None:
        panel, self._panel = self._panel, None
        if panel is not None and self._page.is_alive() and self._page.panel is panel:
            self._page.set_panel(None)
            panel.give_focus_back()

    def _report(self, error: Exception) -> None:
        if not isinstance(error, (CodedError, FieldErrors)):
            self._page.context.tasks.failed.emit(error)
        if not self._page.is_alive():
            return
        if self._on_error is not None and isinstance(error, (CodedError, FieldErrors)):
            self._on_error(error)
        elif isinstance(error, (CodedError, FieldErrors)):
            if not self._page.is_away:  # the note would be read by another person
                self._page.context.notes.show_error(error)
        else:
            self._page.on_bug()


def read(
    page: Page,
    on_done: Callable[[T], None],
    work: Callable[Concatenate[Unit, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> None:
    """Run ``work(unit, *args)`` as a read on the database lane and call ``on_done`` with its answer.

    A page that is away reads nothing: another person is on duty. It reads when it comes back.
    """
    if page.is_away:
        page.note_stale()
        return
    page.context.tasks.run_read(page, lambda unit: work(unit, *args, **kwargs), on_done)


def write(page: Page, work: Callable[Concatenate[Unit, P], T], *args: P.args, **kwargs: P.kwargs) -> Operation[T]:
    """Return the write ``work(unit, *args)``, to be run."""
    return Operation(page, lambda unit: work(unit, *args, **kwargs))
