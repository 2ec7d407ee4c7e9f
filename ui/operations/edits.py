"""Undoes the last edit of a thing that travels to the dealership's other counters."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dealer_app.domain.changes import Written
from dealer_app.domain.edits.edits import Topic
from ui.page_kit.context import Context
from ui.texts import edits as words

if TYPE_CHECKING:
    from dealer_app.desktop import Unit


def offer_undo(context: Context, said: str, topic: Topic, key: str) -> None:
    """Say that an edit was saved, and let the note and Ctrl+Z undo it."""
    context.on_duty.remember_edit(partial(undo_edit, context, topic, key))
    context.notes.show(said, "green", (words.UNDO, context.on_duty.undo_edit))


def undo_edit(context: Context, topic: Topic, key: str) -> None:
    """Undo the newest edit of a thing; the page where it was made may be closed already."""

    def done(written: Written[None]) -> None:
        context.change_bus.publish(written.changes)
        context.notes.show(words.UNDONE, "green")

    context.tasks.run_write(
        context.change_bus, partial(_undo_edit, topic=topic, key=key), done, context.notes.show_error
    )


def _undo_edit(unit: Unit, topic: Topic, key: str) -> None:
    from dealer_app.services.edits import undoing

    undoing.undo_edit(unit, topic, key)
