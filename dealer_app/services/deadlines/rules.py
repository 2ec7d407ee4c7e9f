"""Read and write the dated rules of deadlines; a new rule never changes a clock that has already started."""

from datetime import date

from sqlalchemy import ColumnElement, delete, select
from uuid_utils.compat import uuid7

from dealer_app.domain.calendar.jalali import check_day, format_jalali
from dealer_app.domain.deadlines.rules import (
    LONGEST_SOURCE,
    MOST_LENGTH,
    RULED,
    ClockKind,
    ClockRule,
    LengthUnit,
    SaveRule,
    first_rules,
    in_order,
)
from dealer_app.domain.edits.edits import Made, Topic, key_of, parts_of
from dealer_app.domain.errors import FieldError, FieldErrors, Refusal
from dealer_app.domain.persian import clean_text, persian_digits
from dealer_app.domain.rights import Right
from dealer_app.services.days.days import require_day
from dealer_app.services.edits.making import Value, make_edit
from dealer_app.services.freezing import freeze, thaw
from dealer_app.services.rights import require
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.deadline_rules import DeadlineRuleRecord


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
    value = freeze(_checked(unit, command))
    key = key_of(command.kind, command.effective_from)
    former = read_value(unit, key)
    write_value(unit, key, value, Made(unit.actor.name, unit.now))
    make_edit(unit, Topic.DEADLINE_RULE, key, value, former)
    detail = {"kind": str(command.kind), "from": command.effective_from.isoformat(), "length": command.length}
    write_audit(unit, "deadline_rule_saved", "deadline_rules", None, {**detail, "unit": str(command.unit)})
    return list_rules(unit)


def read_value(unit: Unit, key: str) -> Value:
    """Return the rule of a kind and a day as it is sent, None if a manager wrote none."""
    row = unit.session.scalars(select(DeadlineRuleRecord).where(*_of_key(key))).one_or_none()
    return None if row is None else freeze(_rule(row))


def write_value(unit: Unit, key: str, value: Value, made: Made) -> None:
    """Write the rule of a kind and a day, or take it away."""
    unit.session.execute(delete(DeadlineRuleRecord).where(*_of_key(key)))
    if value is not None:
        rule = thaw(ClockRule, value)
        unit.session.add(
            DeadlineRuleRecord(
                kind=str(rule.kind),
                effective_from=rule.effective_from,
                length=rule.length,
                unit=str(rule.unit),
                source=rule.source,
                is_sample=rule.is_sample,
                saved_at=made.at,
                saved_by=made.by,
            )
        )
    unit.session.flush()
    unit.touch("deadline_rules", uuid7())


def refuse_begun(unit: Unit, key: str) -> None:
    """Raise Refusal ``deadline_rule_begun`` if clocks can have started under the rule: they keep it."""
    if date.fromisoformat(parts_of(key)[1]) < unit.today:
        raise Refusal("deadline_rule_begun")


def _of_key(key: str) -> tuple[ColumnElement[bool], ...]:
    kind, day = parts_of(key)
    return DeadlineRuleRecord.kind == kind, DeadlineRuleRecord.effective_from == date.fromisoformat(day)


def _checked(unit: Unit, command: SaveRule) -> ClockRule:
    """Return the rule; raises FieldErrors."""
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
    if not 0 < len(source) <= LONGEST_SOURCE:
        errors.append(FieldError("deadline_rule_source", "source", most=persian_digits(str(LONGEST_SOURCE))))
    if errors:
        raise FieldErrors(errors)
    return ClockRule(
        command.kind, command.effective_from, command.length, command.unit, source, is_sample=command.is_sample
    )


def _rule(row: DeadlineRuleRecord) -> ClockRule:
    unit = LengthUnit(row.unit)
    return ClockRule(ClockKind(row.kind), row.effective_from, row.length, unit, row.source, is_sample=row.is_sample)
