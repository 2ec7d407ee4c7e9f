"""Read and write the dated rules of deadlines; a new rule never changes a clock that has already started."""

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert
from uuid_utils.compat import uuid7

from dealer_app.domain.calendar.jalali import check_day, format_jalali
from dealer_app.domain.deadlines.rules import (
    MOST_LENGTH,
    RULED,
    ClockKind,
    ClockRule,
    LengthUnit,
    SaveRule,
    first_rules,
    in_order,
)
from dealer_app.domain.errors import FieldError, FieldErrors
from dealer_app.domain.persian import clean_text, persian_digits
from dealer_app.domain.rights import Right
from dealer_app.services.days.days import require_day
from dealer_app.services.rights import require
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.deadline_rules import DeadlineRuleRecord

SOURCE_LENGTH = 200


def list_rules(unit: Unit) -> tuple[ClockRule, ...]:
    """Return every rule by kind and day: those of the program and those that a manager wrote."""
    rows = unit.session.scalars(select(DeadlineRuleRecord).order_by(DeadlineRuleRecord.row))
    return in_order((*first_rules(), *(_rule(row) for row in rows)))


def save_rule(unit: Unit, command: SaveRule) -> tuple[ClockRule, ...]:
    """Write a rule and return all rules; one of the same kind and day is replaced.

    Raises Refusal ``right_missing``, and FieldErrors ``deadline_rule_kind``, ``deadline_rule_past`` (the day has begun:
    clocks that have started keep their rule), ``deadline_rule_length``, ``deadline_rule_source``.
    """
    require(unit, Right.RULES)
    require_day(unit)
    values = _checked(unit, command)
    key = DeadlineRuleRecord.kind, DeadlineRuleRecord.effective_from
    unit.session.execute(insert(DeadlineRuleRecord).values(values).on_conflict_do_update(key, set_=values))
    detail = {"kind": str(command.kind), "from": command.effective_from.isoformat(), "length": command.length}
    write_audit(unit, "deadline_rule_saved", "deadline_rules", None, {**detail, "unit": str(command.unit)})
    unit.touch("deadline_rules", uuid7())
    return list_rules(unit)


def _checked(unit: Unit, command: SaveRule) -> dict[str, object]:
    """Return the values of the row; raises FieldErrors."""
    errors = []
    source = clean_text(command.source)
    most = MOST_LENGTH[command.unit]
    if command.kind not in RULED:
        errors.append(FieldError("deadline_rule_kind", "kind"))
    try:
        if check_day(command.effective_from) < unit.today:
            errors.append(FieldError("deadline_rule_past", "effective_from", today=format_jalali(unit.today)))
    except FieldError as error:
        errors.append(error.at("effective_from"))
    if not 1 <= command.length <= most:
        errors.append(FieldError("deadline_rule_length", "length", most=persian_digits(str(most))))
    if not 0 < len(source) <= SOURCE_LENGTH:
        errors.append(FieldError("deadline_rule_source", "source", most=persian_digits(str(SOURCE_LENGTH))))
    if errors:
        raise FieldErrors(errors)
    return {
        "kind": str(command.kind),
        "effective_from": command.effective_from,
        "length": command.length,
        "unit": str(command.unit),
        "source": source,
        "is_sample": command.is_sample,
        "saved_at": unit.now,
        "saved_by": unit.actor.name,
    }


def _rule(row: DeadlineRuleRecord) -> ClockRule:
    unit = LengthUnit(row.unit)
    return ClockRule(ClockKind(row.kind), row.effective_from, row.length, unit, row.source, is_sample=row.is_sample)
