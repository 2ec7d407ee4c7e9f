"""One action of the clerk: work on a lane, then the change bus, then the page; errors go where they belong."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject

from dealer_app.domain.changes import Written
from dealer_app.domain.errors import EnvironmentFault, FieldError, FieldErrors, Refusal
from ui.context import Context
from ui.tasks import Unit

T = TypeVar("T")
Refused = Callable[[tuple[FieldError, ...]], None]


def nothing(*_answers: object) -> None:
    """Do nothing: the answer of a page that has nothing to say."""


def sort_out(context: Context, error: Exception, on_refused: Refused | None = None) -> None:
    """Bring ``error`` where it belongs: beside its field, into a note, or (a bug) to the crash dialog."""
    if isinstance(error, FieldError | FieldErrors) and on_refused is not None:
        on_refused(error.errors if isinstance(error, FieldErrors) else (error,))
    elif isinstance(error, FieldError | FieldErrors | Refusal | EnvironmentFault):
        context.notes.show_error(error)
    else:
        context.tasks.failed.emit(error)


class Write(Generic[T]):
    """A write on the database lane, in one transaction; ``owner`` is the page that asked."""

    def __init__(self, context: Context, owner: QObject, work: Callable[[Unit], T]) -> None:
        self._context = context
        self._owner = owner
        self._work = work

    def run(
        self,
        on_done: Callable[[T], None] = nothing,
        on_refused: Refused | None = None,
        on_end: Callable[[], None] = nothing,
    ) -> None:
        """Start; ``on_end`` comes first whatever happened, then ``on_done`` with the value or ``on_refused``."""

        def done(written: Written[T]) -> None:
            on_end()
            self._context.change_bus.publish(written.changes)
            on_done(written.value)

        def failed(error: Exception) -> None:
            on_end()
            sort_out(self._context, error, on_refused)

        self._context.tasks.run_write(self._owner, self._work, done, failed)


class Read(Generic[T]):
    """A read on the database lane; a fault of the environment becomes a note."""

    def __init__(self, context: Context, owner: QObject, work: Callable[[Unit], T]) -> None:
        self._context = context
        self._owner = owner
        self._work = work

    def run(self, on_done: Callable[[T], None], on_end: Callable[[], None] = nothing) -> None:
        """Start; ``on_end`` comes first whatever happened."""

        def done(value: T) -> None:
            on_end()
            on_done(value)

        def failed(error: Exception) -> None:
            on_end()
            sort_out(self._context, error)

        self._context.tasks.run_read(self._owner, self._work, done, failed)
