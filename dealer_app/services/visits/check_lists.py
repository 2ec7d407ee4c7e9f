"""Read and save which papers a visitor brings for each purpose, as dated rows with their source."""

from datetime import date

from sqlalchemy import select

from dealer_app.domain.calendar.jalali import parse_jalali
from dealer_app.domain.errors import FieldError, FieldErrors, Refusal
from dealer_app.domain.persian import clean_text
from dealer_app.domain.rights import Right
from dealer_app.domain.visits import CheckList, PaperRule, SaveCheckList, check_papers
from dealer_app.services.days.days import require_day
from dealer_app.services.freezing import freeze, thaw
from dealer_app.services.rights import require
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.settings import SettingRecord, put_setting
from resources.tables import read_table
from resources.texts.visits import NO_LIST_SOURCE, PURPOSES

_KEY = "check_list.{purpose}@{day}"


def get_check_lists(unit: Unit) -> tuple[CheckList, ...]:
    """Return the check-list of every purpose that is valid today; a sample where no manager has confirmed one."""
    samples = _samples(unit.today)
    return tuple(_find_saved(unit, purpose) or samples[purpose] for purpose in PURPOSES)


def get_check_list(unit: Unit, purpose: str) -> CheckList:
    """Return the check-list of one purpose; raises Refusal ``purpose_unknown``."""
    found = {one.purpose: one for one in get_check_lists(unit)}.get(purpose)
    if found is None:
        raise Refusal("purpose_unknown", purpose=purpose)
    return found


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
    source = clean_text(command.source)
    wrong = [error for error in (check_papers(papers), _wrong_source(source)) if error is not None]
    if wrong:
        raise FieldErrors(wrong)
    saved = CheckList(command.purpose, papers, source, unit.today, is_sample=False)
    put_setting(unit, _KEY.format(purpose=saved.purpose, day=unit.today.isoformat()), freeze(saved))
    write_audit(unit, "check_list_saved", "settings", None, {"purpose": saved.purpose, "papers": len(papers)})
    return saved


def _wrong_source(source: str) -> FieldError | None:
    return None if source else FieldError("source_empty", "source")


def _find_saved(unit: Unit, purpose: str) -> CheckList | None:
    """Return the last row of a purpose up to today, None if a manager never saved one."""
    first, last = (_KEY.format(purpose=purpose, day=day) for day in ("", unit.today.isoformat()))
    rows = select(SettingRecord.value).where(SettingRecord.key.between(first, last))
    value = unit.session.scalar(rows.order_by(SettingRecord.key.desc()).limit(1))
    return None if value is None else thaw(CheckList, value)


def _samples(today: date) -> dict[str, CheckList]:
    """Return the lists of the program's own table."""
    lists = {purpose: CheckList(purpose, (), NO_LIST_SOURCE) for purpose in PURPOSES}
    for row in read_table("visit_papers"):
        known = lists[row["purpose"]]
        paper = PaperRule(row["paper"], row["is_for_proxy"] == "1")
        since = parse_jalali(row["effective_from"], today)
        lists[row["purpose"]] = CheckList(known.purpose, (*known.papers, paper), row["source"], since)
    return lists
