"""Declare the bodies of edits: what is common to all, and the value of each topic."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Annotated, Any

from msgspec import Meta

from dealer_app.domain.calendar.jalali import to_jalali
from dealer_app.domain.calendar.tehran import local_day
from dealer_app.domain.deadlines.rules import LONGEST_SOURCE, MOST_LENGTH, RULED, ClockRule, LengthUnit
from dealer_app.domain.directory.dealerships import parse_code
from dealer_app.domain.edits.edits import LONGEST_KEY, Topic, edit_id_of, parts_of
from dealer_app.domain.help import Question, clean_question
from dealer_app.domain.persian import clean_text
from dealer_app.domain.visits import CheckList, PaperRule, check_papers
from dealer_app.protocol.schemas import values as v
from dealer_app.protocol.schemas.fields import Field, Record
from dealer_app.protocol.schemas.people import whole

Body = dict[str, Any]
YEAR_DIGITS = 4
_ONE_DAY = timedelta(days=1)
_COMMON = {
    "id": v.ID,
    "edit": v.ID,
    "key": Field(Annotated[str, Meta(min_length=1, max_length=LONGEST_KEY)]),
    "made_at": v.INSTANT,
    "made_by": v.LINE,
    "seen": v.COUNTED,
}
_PLACE_LINES = ("owner", "province", "city", "address", "phone", "hours", "source")
PLACE: dict[str, Field] = dict.fromkeys(_PLACE_LINES, v.LINE) | {
    "services": v.PROSE,
    "phones": v.PHONES,
    "latitude": v.LATITUDE,
    "longitude": v.LONGITUDE,
    "opening": v.OPENING,
    "phone_opening": v.OPENING,
    "valid_from": v.DAY_OR_EMPTY,
}
"""What is known of a dealership beside its code and name."""


def half_place(doc: Body) -> str:
    """Return the degree that is missing if only the other one is given."""
    latitude, longitude = doc.get("latitude"), doc.get("longitude")
    if bool(latitude) == bool(longitude):
        return ""
    return "longitude" if latitude else "latitude"


def _edit(
    topic: Topic, value: dict[str, Field], wrong_key: Callable[[Body], str], *rules: Callable[[Body], str]
) -> Record:
    """Return the body of an edit; ``rules`` judge a value, which is null if the edit takes the thing away."""

    def wrong(body: Body) -> str:
        if body["id"] != str(edit_id_of(topic, body["key"])):
            return "id"
        said = wrong_key(body)
        if said or body["value"] is None:
            return said
        bad = next((name for rule in rules if (name := rule(body["value"]))), "")
        return f"value.{bad}" if bad else ""

    held = Field(dict, of=Record(value), is_nullable=True)
    return Record({**_COMMON, "value": held}, wrong)


def _made_on(body: Body) -> date:
    return local_day(datetime.fromisoformat(body["made_at"]))


def _wrong_dealership(body: Body) -> str:
    """Return the field of an edit that contradicts the others: its key is the code, and it is valid when it is made."""
    value = body["value"]
    if not v.DEALERSHIP_CODE.check or not v.DEALERSHIP_CODE.check(body["key"]):
        return "key"
    if value is None:
        return ""
    if value["code"] != body["key"]:
        return "value.code"
    day = value["valid_from"]
    return "value.valid_from" if day and date.fromisoformat(day) > _made_on(body) + _ONE_DAY else ""


def _wrong_closure(body: Body) -> str:
    """Return "key" unless it is a code and the day on which the edit was made."""
    is_code = v.parsed_by(parse_code)(parts_of(body["key"])[0])
    return "" if is_code and _is_of_its_day(body) else "key"


_PAPER = Record(whole(PaperRule, {"name": v.NAME, "is_for_proxy": v.FLAG}))
_CHECK_LIST = whole(
    CheckList,
    {
        "purpose": v.WORD,
        "papers": Field(list, of=_PAPER, is_list=True),
        "source": v.NAME,
        "effective_from": v.DAY,
        "is_sample": v.FLAG,
    },
)


def _is_of_its_day(body: Body) -> bool:
    """Return whether the day in the key is the one on which the edit was made, give or take a wrong clock."""
    day = parts_of(body["key"])[1]
    return v.is_day(day) and abs(date.fromisoformat(day) - _made_on(body)) <= _ONE_DAY


def _wrong_check_list(body: Body) -> str:
    """Return the field of an edit that contradicts the others: a purpose, and from the day on which it was made."""
    purpose, day = parts_of(body["key"])
    value = body["value"]
    if not v.is_word(purpose) or not _is_of_its_day(body):
        return "key"
    if value is None:
        return ""
    if (value["purpose"], value.get("effective_from")) != (purpose, day):
        return "value.purpose"
    papers = [PaperRule(one["name"]) for one in value["papers"]]
    return "" if check_papers(papers) is None else "value.papers"


_QUESTION = whole(
    Question,
    {
        "code": v.WORD,
        "question": v.NAME,
        "answer": v.PROSE,
        "words": v.LINES,
        "effective_from": v.DAY,
        "source": v.NAME,
        "is_sample": v.FLAG,
        "is_shown": v.FLAG,
    },
)


def _wrong_question(body: Body) -> str:
    """Return the field of an edit that contradicts the others; texts are as a manager's form stores them."""
    code, day = parts_of(body["key"])
    value = body["value"]
    if not v.is_word(code) or not _is_of_its_day(body):
        return "key"
    if value is None:
        return ""
    if (value["code"], value["effective_from"]) != (code, day):
        return "value.code"
    read = Question(**{**value, "words": tuple(value["words"]), "effective_from": date.fromisoformat(day)})
    cleaned, errors = clean_question(read)
    if errors:
        return f"value.{errors[0].field}"
    return "" if cleaned == read else "value.question"


_RULE = whole(
    ClockRule,
    {
        "kind": v.one_of(*RULED),
        "effective_from": v.DAY,
        "length": v.COUNT,
        "unit": v.one_of(*LengthUnit),
        "source": v.NAME,
        "is_sample": v.FLAG,
    },
)


def _wrong_rule(body: Body) -> str:
    """Return the field of an edit that contradicts the others: a rule is not in force before it is made."""
    kind, day = parts_of(body["key"])
    value = body["value"]
    if kind not in RULED or not v.is_day(day):
        return "key"
    if value is None:
        return ""
    if (value["kind"], value["effective_from"]) != (kind, day):
        return "value.kind"
    if date.fromisoformat(day) < _made_on(body) - _ONE_DAY:
        return "value.effective_from"
    if value["length"] > MOST_LENGTH[value["unit"]]:
        return "value.length"
    source = value["source"]
    return "" if clean_text(source) == source and len(source) <= LONGEST_SOURCE else "value.source"


_SAID_OF_A_DAY: dict[str, Field] = {
    "name": v.LINE,
    "is_estimated": v.FLAG,
    "is_holiday": v.FLAG,
    "why": v.LINE,
}
_LIBRARY_DAY = Record({"day": v.DAY, **_SAID_OF_A_DAY})


def _wrong_day(body: Body) -> str:
    """Return "key" unless it is a day of a year that a manager may change."""
    key = body["key"]
    return "" if v.is_day(key) and _may_change(body, to_jalali(date.fromisoformat(key))[0]) else "key"


def _wrong_year(body: Body) -> str:
    """Return the field of an edit that contradicts the others: a year, and only days of it."""
    key, value = body["key"], body["value"]
    if not (key.isascii() and key.isdecimal() and len(key) == YEAR_DIGITS and _may_change(body, int(key))):
        return "key"
    days = [] if value is None else [date.fromisoformat(one["day"]) for one in value["days"]]
    is_good = all(to_jalali(day)[0] == int(key) for day in days) and len(set(days)) == len(days)
    return "" if is_good else "value.days"


def _may_change(body: Body, year: int) -> bool:
    """Return whether a Jalali year is that of the edit or one beside it."""
    return abs(year - to_jalali(_made_on(body))[0]) <= 1


EDITS: dict[str, dict[int, Record]] = {
    "edit.dealership": {
        1: _edit(
            Topic.DEALERSHIP,
            {"code": v.DEALERSHIP_CODE, "name": v.NAME, **PLACE},
            _wrong_dealership,
            half_place,
        )
    },
    "edit.closure": {1: _edit(Topic.CLOSURE, {"is_closed": v.FLAG}, _wrong_closure)},
    "edit.check_list": {1: _edit(Topic.CHECK_LIST, _CHECK_LIST, _wrong_check_list)},
    "edit.question": {1: _edit(Topic.QUESTION, _QUESTION, _wrong_question)},
    "edit.holiday": {1: _edit(Topic.HOLIDAY, _SAID_OF_A_DAY, _wrong_day)},
    "edit.holiday_year": {
        1: _edit(Topic.HOLIDAY_YEAR, {"days": Field(list, of=_LIBRARY_DAY, is_list=True)}, _wrong_year)
    },
    "edit.deadline_rule": {1: _edit(Topic.DEADLINE_RULE, _RULE, _wrong_rule)},
}
"""Kind of command -> version -> its body."""


def wrong_edit(doc: Body) -> str:
    """Return the field of an edit's row that cannot be read: its body is that of any version of its command."""
    found = [record.find_unfit(doc["body"]) for record in EDITS[doc["kind"]].values()]
    return "" if "" in found else f"body.{found[-1]}"
