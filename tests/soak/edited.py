"""Compare what managers edited with what each counter of their dealership shows, field by field (I12)."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from dealer_app.hub.database.database import transaction
from dealer_app.hub.database.schema import rows
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.deadline_rules import DeadlineRuleRecord
from dealer_app.store.tables.dealerships import ClosureRecord, DealershipRecord
from dealer_app.store.tables.help.questions import QuestionRecord
from dealer_app.store.tables.holidays import HolidayRecord
from dealer_app.store.tables.settings import SettingRecord
from tests.soak.promises import promise
from tests.soak.world import Pc, World

Doc = dict[str, Any]
Things = dict[str, Any]
"""Key of a thing -> what is shown of it."""
_FACTS = "code", "name", "owner", "province", "city", "address", "services", "phone", "phones", "hours", "opening"


def check_edited(world: World, pc: Pc, theirs: Iterable[tuple[str, str, Doc]]) -> None:
    """Check what was edited at a counter against head office's rows and the dealership's edits.

    ``theirs`` are the documents of the dealership that the counter can show: kind, id and document.
    """
    edits: dict[str, dict[str, Doc]] = {}
    for kind, _, doc in theirs:
        if kind == "edit":
            edits.setdefault(doc["kind"], {})[doc["body"]["key"]] = doc["body"]
    for topic, both in _BOTH.items():
        _compare(topic, pc.desktop.read(both.read), _wanted(world, topic, both, edits.get(f"edit.{topic}", {})))
    for topic, read in _LISTS.items():
        bodies = edits.get(f"edit.{topic}", {})
        values = {key: body["value"] for key, body in bodies.items() if body["value"] is not None}
        _compare(topic, pc.desktop.read(read), values)


def _wanted(world: World, kind: str, both: "_Both", edits: dict[str, Doc]) -> Things:
    """Return head office's rows, and over them the edits that knew them in their newest version."""
    query = select(rows.c.version, rows.c.doc).where(rows.c.dealership == "*", rows.c.kind == kind)
    with transaction(world.engine, "*", world.office.clock()) as tx:
        found = tx.connection.execute(query.where(rows.c.op == "upsert")).all()
    published = {json.loads(row.doc)[both.key]: (row.version, json.loads(row.doc)) for row in found}
    wanted = {key: (*both.facts(doc), "hub", "") for key, (_, doc) in published.items()}
    for key, body in edits.items():
        version, _ = published.get(key, (0, None))
        if body["seen"] < version or (body["seen"] and not version):
            continue
        if body["value"] is None:
            wanted.pop(key, None)
        else:
            wanted[key] = (*both.facts(body["value"]), "manager", body["made_by"])
    return wanted


def _facts(doc: Doc) -> tuple[Any, ...]:
    return tuple(doc[name] for name in _FACTS)


def _of_day(doc: Doc) -> tuple[Any, ...]:
    return doc["name"], doc["is_estimated"], doc["is_holiday"], doc.get("why") or doc.get("source") or ""


def _dealerships(unit: Unit) -> Things:
    found = unit.session.scalars(select(DealershipRecord))
    return {row.code: (*(getattr(row, name) for name in _FACTS), row.origin, row.edited_by) for row in found}


def _holidays(unit: Unit) -> Things:
    """Return the days that a manager or head office named; those of the library differ by the year in use."""
    found = unit.session.scalars(select(HolidayRecord).where(HolidayRecord.origin != "library"))
    names = "name", "is_estimated", "is_holiday", "why", "origin", "edited_by"
    return {row.day.isoformat(): tuple(getattr(row, name) for name in names) for row in found}


@dataclass(frozen=True, slots=True)
class _Both:
    """A thing that head office publishes and managers edit: its key in a document, what a counter shows, its facts."""

    key: str
    read: Callable[[Unit], Things]
    facts: Callable[[Doc], tuple[Any, ...]]


_BOTH = {
    "dealership": _Both("code", _dealerships, _facts),
    "holiday": _Both("day", _holidays, _of_day),
}


def _closures(unit: Unit) -> Things:
    found = unit.session.scalars(select(ClosureRecord))
    return {f"{row.code}@{row.day}": {"is_closed": row.is_closed} for row in found}


def _check_lists(unit: Unit) -> Things:
    found = unit.session.scalars(select(SettingRecord)).all()
    return {row.key.removeprefix("check_list."): row.value for row in found if row.key.startswith("check_list.")}


def _questions(unit: Unit) -> Things:
    found = unit.session.scalars(select(QuestionRecord).order_by(QuestionRecord.row))
    names = "code", "question", "answer", "source", "is_sample", "is_shown"
    return {
        f"{row.code}@{row.effective_from}": {
            **{name: getattr(row, name) for name in names},
            "words": row.words.split("|") if row.words else [],
            "effective_from": row.effective_from.isoformat(),
        }
        for row in found
    }


def _rules(unit: Unit) -> Things:
    found = unit.session.scalars(select(DeadlineRuleRecord))
    names = "kind", "length", "unit", "source", "is_sample"
    return {
        f"{row.kind}@{row.effective_from}": {
            **{name: getattr(row, name) for name in names},
            "effective_from": row.effective_from.isoformat(),
        }
        for row in found
    }


_LISTS: dict[str, Callable[[Unit], Things]] = {
    "closure": _closures,
    "check_list": _check_lists,
    "question": _questions,
    "deadline_rule": _rules,
}
"""Topic that head office does not publish -> what a counter has of it, by key, as it is sent."""


def _compare(name: str, shown: Things, wanted: Things) -> None:
    differing = [(key, shown.get(key), wanted.get(key)) for key in shown.keys() | wanted.keys()]
    differing = [entry for entry in differing if entry[1] != entry[2]]
    promise(12, not differing, f"{name}: {differing[:3]}")
