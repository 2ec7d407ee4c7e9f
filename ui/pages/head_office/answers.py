"""Define the list of sent documents and their answers: its columns and the sentence of each answer."""

from dealer_app.domain.head_office import AnswerRow, AnswerState
from dealer_app.domain.persian import document_number
from ui.line.words import moment, number
from ui.tables.ids_model import Column
from ui.texts import head_office as words

MARKS = {
    AnswerState.WAITING: ("neutral", "clock"),
    AnswerState.ACCEPTED: ("green", "circle-check"),
    AnswerState.CHANGED: ("accent", "file-pen-line"),
    AnswerState.REFUSED: ("red", "circle-x"),
    AnswerState.IN_REVIEW: ("amber", "eye"),
}
"""State -> tone and icon of its badge."""


def reason(row: AnswerRow) -> str:
    """Return the sentence of an answer; "" for a plain acceptance and for queued documents."""
    if not row.code:
        return "" if row.state in {AnswerState.ACCEPTED, AnswerState.WAITING} else words.PLAIN_REASONS[row.state]
    if row.code in words.REASONS:
        return words.REASONS[row.code].format(number=document_number(row.number))
    return words.UNKNOWN_REASON.format(plain=words.PLAIN_REASONS[row.state], code=row.code)


def full_reason(row: AnswerRow) -> str:
    """Return the text that is shown below the table for the selected row."""
    return reason(row) or words.PLAIN_REASONS[row.state]


def kinds_named(text: str) -> tuple[str, ...]:
    """Return the kinds whose Persian name contains ``text``."""
    sought = text.strip()
    return tuple(kind for kind, name in words.KINDS.items() if sought and sought in name)


COLUMNS = (
    Column(words.N, 6, lambda row: number(row.n), "n", "code", is_spare=True),
    Column(words.KIND, 13, lambda row: words.KINDS.get(row.kind, row.kind), "kind", "strong"),
    Column(words.NUMBER, 16, lambda row: row.number or row.title, "title", "code"),
    Column(words.NAME, 17, lambda row: row.name, "name"),
    Column(words.ACTOR, 12, lambda row: row.actor, "actor", "muted", is_spare=True),
    Column(words.AT, 15, lambda row: moment(row.at), "at", "muted"),
    Column(words.STATE, 14, lambda row: words.STATES[row.state], "state", "badge", mark=lambda row: MARKS[row.state]),
    Column(words.REASON, 32, reason, "", "muted", is_spare=True),
)
