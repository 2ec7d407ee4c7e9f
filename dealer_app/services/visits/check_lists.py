"""Read and save which papers a visitor brings for each purpose, as dated rows with their source."""

from datetime import date
from functools import cache

from sqlalchemy import select

from dealer_app.domain.calendar.jalali import parse_jalali
from dealer_app.domain.company import parse_source
from dealer_app.domain.edits.edits import Made, Topic, key_of
from dealer_app.domain.errors import FieldError, FieldErrors, Refusal
from dealer_app.domain.persian import clean_text
from dealer_app.domain.rights import Right
from dealer_app.domain.visits import CheckList, PaperRule, SaveCheckList, check_papers
from dealer_app.services.days.days import require_day
from dealer_app.services.edits.making import Value, make_edit
from dealer_app.services.freezing import freeze, thaw
from dealer_app.services.rights import require
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.settings import SettingRecord, drop_setting, find_setting, put_setting
from resources.tables import read_table
from resources.texts.visits import NO_LIST_SOURCE, PURPOSES

_KEY = "check_list.{key}"


def get_check_lists(unit: Unit) -> tuple[CheckList, ...]:
    """Return the check-list of every purpose that is valid today; a sample where no manager has confirmed one."""
    return tuple(_find_saved(unit, purpose) or _samples()[purpose] for purpose in PURPOSES)


def get_check_list(unit: Unit, purpose: str) -> CheckList:
    """Return the check-list of one purpose; raises Refusal ``purpose_unknown``."""
    if purpose not in PURPOSES:
        raise Refusal("purpose_unknown", purpose=purpose)
    return _find_saved(unit, purpose) or _samples()[purpose]


def save_check_list(unit: Unit, command: SaveCheckList) -> CheckList:
    """Confirm or change the papers of a purpose, effective today; earlier rows and recorded visits stay.

    Raises FieldErrors ``source_empty``, ``paper_twice``, ``papers_many``, ``text_too_long``; Refusal
    ``purpose_unknown``.
    """
    require(unit, Right.CHECK_LISTS)
    require_day(unit)
    if command.purpose not in PURPOSES:
        raise Refusal("purpose_unknown", purpose=command.purpose)
    cleaned = (PaperRule(clean_text(paper.name), paper.is_for_proxy) for paper in command.papers)
    papers = tuple(paper for paper in cleaned if paper.name)
    wrong = [error for error in (check_papers(papers), _wrong_source(command.source)) if error is not None]
    if wrong:
        raise FieldErrors(wrong)
    saved = CheckList(command.purpose, papers, parse_source(command.source), unit.today, is_sample=False)
    key = key_of(saved.purpose, unit.today.isoformat())
    former = read_value(unit, key)
    write_value(unit, key, freeze(saved), Made(unit.actor.name, unit.now))
    make_edit(unit, Topic.CHECK_LIST, key, freeze(saved), former)
    write_audit(unit, "check_list_saved", "settings", None, {"purpose": saved.purpose, "papers": len(papers)})
    return saved


def read_value(unit: Unit, key: str) -> Value:
    """Return the check-list of a purpose and a day as it is stored and sent, None if none was saved."""
    return find_setting(unit.session, _KEY.format(key=key))


def write_value(unit: Unit, key: str, value: Value, _made: Made) -> None:
    """Write the check-list of a purpose and a day, or forget it."""
    if value is None:
        drop_setting(unit, _KEY.format(key=key))
    else:
        put_setting(unit, _KEY.format(key=key), value)
    unit.session.flush()


def _wrong_source(source: str) -> FieldError | None:
    try:
        parse_source(source)
    except FieldError as error:
        return error
    return None


def _find_saved(unit: Unit, purpose: str) -> CheckList | None:
    """Return the last row of a purpose up to today, None if a manager never saved one."""
    first, last = (_KEY.format(key=key_of(purpose, day)) for day in ("", unit.today.isoformat()))
    rows = select(SettingRecord.value).where(SettingRecord.key.between(first, last))
    value = unit.session.scalar(rows.order_by(SettingRecord.key.desc()).limit(1))
    return None if value is None else thaw(CheckList, value)


@cache
def _samples() -> dict[str, CheckList]:
    """Return the lists of the program's own table, read once."""
    lists = {purpose: CheckList(purpose, (), NO_LIST_SOURCE) for purpose in PURPOSES}
    for row in read_table("visit_papers"):
        known = lists[row["purpose"]]
        paper = PaperRule(row["paper"], row["is_for_proxy"] == "1")
        since = parse_jalali(row["effective_from"], date.max)
        lists[row["purpose"]] = CheckList(known.purpose, (*known.papers, paper), row["source"], since)
    return lists
