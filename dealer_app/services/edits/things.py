"""Declare how each thing that can be edited is read and written at the counter; a new topic is one entry here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from dealer_app.domain.edits.edits import Made, Topic
from dealer_app.services.deadlines import rules
from dealer_app.services.directory import edited_days
from dealer_app.services.directory import edits as directory
from dealer_app.services.edits.making import Value
from dealer_app.services.help import questions
from dealer_app.services.visits import check_lists
from dealer_app.store.core.unit import Unit


def _never(_unit: Unit, _key: str) -> int:
    return 0


def _always(_unit: Unit, _key: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Thing:
    """How a thing of one topic is read and written by its key.

    * ``read``: returns its value, None if there is no such thing here.
    * ``write``: makes it the value, or takes it away (None), as ``Made`` says who did so when.
    * ``published``: returns the version of head office's row, 0 if head office publishes none.
    * ``may_undo``: raises Refusal if an edit of it can no longer be undone.
    """

    read: Callable[[Unit, str], Value]
    write: Callable[[Unit, str, Value, Made], None]
    published: Callable[[Unit, str], int] = _never
    may_undo: Callable[[Unit, str], None] = _always


THINGS: Final[Mapping[Topic, Thing]] = {
    Topic.DEALERSHIP: Thing(directory.read_dealership, directory.write_dealership, directory.published_version),
    Topic.CLOSURE: Thing(directory.read_closure, directory.write_closure),
    Topic.CHECK_LIST: Thing(check_lists.read_value, check_lists.write_value),
    Topic.QUESTION: Thing(questions.read_value, questions.write_value),
    Topic.HOLIDAY: Thing(edited_days.read_holiday, edited_days.write_holiday, edited_days.published_day),
    Topic.HOLIDAY_YEAR: Thing(edited_days.read_taken_year, edited_days.write_taken_year),
    Topic.DEADLINE_RULE: Thing(rules.read_value, rules.write_value, may_undo=rules.refuse_begun),
}
