"""The identity gate of a call, as a pure state machine: nothing of a file is told before one fact of it was right.

The facts are asked one at a time, never the same twice in a row. A question may be exchanged for another only so many
times a call (``GateLimits``), so that a caller cannot choose the easiest. Three wrong answers end the call. The machine
does not know whether there is a file: a wrong number, a wrong code and a wrong fact are one answer, «wrong».
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from hashlib import sha256

from dealer_app.domain.calendar.jalali import parse_jalali
from resources.tables import read_table

MOST_WRONG = 3
"""Wrong answers that end a call."""

_Row = dict[str, str]
_Dated = tuple[tuple[date, int], ...]


@dataclass(frozen=True, slots=True)
class GateLimits:
    """The limits of a day.

    ``others``: questions of a call that may be exchanged for another before they are answered. ``refused``: refused
    calls about one number that close it for the rest of the day.
    """

    others: int
    refused: int


def limits_on(day: date, rows: Iterable[_Row] | None = None) -> GateLimits:
    """Return the limits that are in force on a day: of each the newest row that is effective by then.

    Before the first row of a limit, the first is in force. ``rows`` replace those of the table ``gate_limits``.
    """
    dated = _dated(tuple(map(_parsed, rows))) if rows is not None else read_limits()
    return GateLimits(_count(dated["other_questions"], day), _count(dated["refused_calls"], day))


@cache
def read_limits() -> dict[str, _Dated]:
    """Return the dated counts of each limit, read once; the day decides which one is in force."""
    return _dated(tuple(map(_parsed, read_table("gate_limits"))))


def _parsed(row: _Row) -> tuple[str, date, int]:
    return row["limit"], parse_jalali(row["effective_from"], date.min), int(row["count"])


def _dated(rows: Iterable[tuple[str, date, int]]) -> dict[str, _Dated]:
    found: dict[str, list[tuple[date, int]]] = {}
    for limit, effective_from, count in rows:
        found.setdefault(limit, []).append((effective_from, count))
    return {limit: tuple(sorted(each)) for limit, each in found.items()}


def _count(rows: _Dated, day: date) -> int:
    return next((count for effective_from, count in reversed(rows) if effective_from <= day), rows[0][1])


class Fact(StrEnum):
    """A fact that only the customer should know; the first letters are what the log of a call names."""

    MOBILE = "mobile"
    BIRTH = "birth"
    CAR = "car"
    CITY = "city"
    FATHER = "father"


class GateState(StrEnum):
    """Where the gate stands: closed, opened by a right answer, or shut for this call."""

    CLOSED = "closed"
    OPEN = "open"
    SHUT = "shut"


@dataclass(frozen=True, slots=True)
class Gate:
    """The state of one call's gate.

    ``asked`` is the fact that waits for an answer, ``last`` the one that was asked most recently; ``turns`` counts the
    questions, ``wrong`` the wrong answers, ``others`` the questions that took the place of one without an answer.
    ``most_others`` is the limit of the call's day.
    """

    state: GateState = GateState.CLOSED
    asked: Fact | None = None
    last: Fact | None = None
    turns: int = 0
    wrong: int = 0
    others: int = 0
    most_others: int = 0

    @property
    def may_ask(self) -> bool:
        """Return whether a question may be put: none waits for its answer, or it may still be exchanged."""
        return self.state is GateState.CLOSED and (self.asked is None or self.others < self.most_others)

    @property
    def left(self) -> int:
        """Return how many wrong answers are left before the call ends."""
        return MOST_WRONG - self.wrong


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened at a gate: ``name`` is asked, wrong or right; ``fact`` the fact that it is about."""

    name: str
    fact: Fact


class GateError(ValueError):
    """A step that the gate's state does not allow."""


def choose_fact(available: Collection[Fact], last: Fact | None, salt: str) -> Fact | None:
    """Return the fact to ask next, another one than ``last``; None if there is no other.

    ``salt`` makes the choice differ between calls and turns; the same salt gives the same fact.
    """
    others = sorted(fact for fact in available if fact is not last)
    if not others:
        return None
    return others[int.from_bytes(sha256(salt.encode()).digest()[:8]) % len(others)]


def ask(gate: Gate, fact: Fact) -> Gate:
    """Return the gate with a new question on the table; raises GateError unless ``may_ask`` or if it is the last."""
    if not gate.may_ask or fact is gate.last:
        raise GateError(gate.state)
    others = gate.others + (gate.asked is not None)
    return replace(gate, asked=fact, last=fact, turns=gate.turns + 1, others=others)


def answer(gate: Gate, *, is_right: bool) -> Gate:
    """Return the gate after an answer; raises GateError if nothing was asked."""
    if gate.state is not GateState.CLOSED or gate.asked is None:
        raise GateError(gate.state)
    if is_right:
        return replace(gate, state=GateState.OPEN, asked=None)
    wrong = gate.wrong + 1
    return replace(gate, state=GateState.SHUT if wrong >= MOST_WRONG else gate.state, asked=None, wrong=wrong)


def replay(steps: Iterable[Step], most_others: int) -> Gate:
    """Return the gate to which ``steps`` lead from the beginning of a call; raises GateError for impossible steps.

    ``most_others`` is that of the limits of the day on which the call began.
    """
    gate = Gate(most_others=most_others)
    for step in steps:
        gate = ask(gate, step.fact) if step.name == "asked" else answer(gate, is_right=step.name == "right")
    return gate
