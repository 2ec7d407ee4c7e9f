"""Read a sheet of plans: every bad cell is named with its row, heading and reason; one bad cell refuses the sheet.

The headings are those of ``resources/tables/hub_tables.csv``, so one sheet serves a counter and head office.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from dealer_app.domain.errors import FieldError
from dealer_app.domain.ids import Rial
from dealer_app.domain.persian import ascii_digits, clean_lines, clean_name, persian_digits
from dealer_app.domain.plans import cells
from dealer_app.domain.plans.checks import MOST_STAGES, list_errors
from dealer_app.domain.plans.plans import (
    Channel,
    Method,
    PlanFields,
    PlanInstalments,
    PlanStage,
    PriceKind,
    StageEvent,
    overlap,
)
from dealer_app.domain.registration import LONGEST_LINE, LONGEST_PROSE
from dealer_app.services.imports.cells import read_flag
from dealer_app.services.imports.tables.small_tables import (
    SheetRow,
    errors_of,
    headings_of,
    read_small_table,
    refuse,
)
from resources.texts import plan_cells as words
from resources.texts.sentences import signs

KIND = "plan"
_NEEDED = ("code", "name", "price")
_LINES = ("name", "circular", "car", "trim", "withdrawal_note", "late_note", "transfer_note", "pledge", "color_rule")
_PROSE = ("buyer_conditions", "costs", "conditions", "source")
_LONGEST_CODE = 40
_COLUMNS = {"stages": "stage1_amount", "opens_at": "starts_on", "closes_at": "ends_on"}
"""Part of a plan -> the column that its error names."""
Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """A plan and its row in the sheet, from 1."""

    row: int
    fields: PlanFields


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """The plans of a sheet, and its headings that were not read."""

    plans: tuple[SheetPlan, ...]
    unknown: tuple[str, ...] = ()


def read_plan_sheet(path: Path, today: date) -> PlanSheet:
    """Return the plans of a sheet.

    Raises FieldErrors ``sheet_cell`` (row, heading, reason) for every bad cell, ``plan_repeated``, ``plan_two_open``
    for two open versions of one code; the refusals of ``read_small_table``.
    """
    table = read_small_table(path, KIND, _NEEDED)
    plans, errors = [], list[FieldError]()
    for row in table.rows:
        bad = list[FieldError]()
        found = SheetPlan(row.number, _read_row(_texts(row), today, bad))
        bad += [] if bad or row.faults else list_errors(found.fields)
        errors += errors_of(row, KIND, map(placed, bad))
        plans += [] if bad or row.faults else [found]
    errors += _clashes(plans)
    refuse(errors)
    return PlanSheet(tuple(plans), table.unknown)


def two_open(plan: SheetPlan, other: PlanFields) -> FieldError:
    """Return the error of a plan whose code is open in another version at the same time."""
    row, version = persian_digits(str(plan.row)), persian_digits(str(other.version))
    return FieldError("plan_two_open", "code", row=row, code=plan.fields.code, other=version)


def _clashes(plans: Sequence[SheetPlan]) -> Iterator[FieldError]:
    """Yield repeated versions, and versions of one code that are open together."""
    seen: dict[str, list[SheetPlan]] = {}
    for plan in plans:
        earlier = seen.setdefault(plan.fields.code, [])
        same = next((one for one in earlier if one.fields.version == plan.fields.version), None)
        clash = next((one for one in earlier if overlap(one.fields, plan.fields)), None)
        if same is not None:
            row, first = (persian_digits(str(number)) for number in (plan.row, same.row))
            yield FieldError("plan_repeated", "code", row=row, first=first)
        elif clash is not None:
            yield two_open(plan, clash.fields)
        earlier.append(plan)


def placed(error: FieldError) -> FieldError:
    """Return an error of a part of a plan at the column in which it is written."""
    return error.at(_COLUMNS.get(error.field, error.field))


def _texts(row: SheetRow) -> dict[str, str]:
    return {**dict.fromkeys(headings_of(KIND), ""), **row.raws}


def _read_row(texts: Texts, today: date, bad: list[FieldError]) -> PlanFields:
    """Return the plan of a row; what cannot be read is added to ``bad`` and left out."""
    try_ = partial(_try, bad)
    days, months = try_(lambda: cells.read_term(texts["delivery"])) or (None, None)
    made: dict[str, Any] = {name: try_(partial(_line, texts, name)) or "" for name in (*_LINES, *_PROSE)}
    return PlanFields(
        code=try_(lambda: _code(texts["code"])) or "",
        version=try_(lambda: cells.read_count(texts["version"], "version", 9_999)) or (0 if texts["version"] else 1),
        channel=try_(lambda: cells.read_word(texts["channel"], words.CHANNELS, Channel, "channel")),
        method=try_(lambda: cells.read_word(texts["method"], words.METHODS, Method, "method")),
        model_year=ascii_digits(try_(partial(_line, texts, "model_year")) or ""),
        price_kind=try_(lambda: cells.read_word(texts["price_kind"], words.PRICE_KINDS, PriceKind, "price_kind"))
        or PriceKind.FIRM,
        price=try_(lambda: _price(texts["price"])) or Rial(0),
        stages=_stages(texts, today, bad),
        instalments=_instalments(texts, today, bad),
        stated_total=try_(lambda: cells.read_amount(texts["stated_total"], "stated_total")),
        delivery_days=days,
        delivery_months=months,
        participation_rate=try_(lambda: cells.read_rate(texts["participation_rate"], "participation_rate")),
        withdrawal_rate=try_(lambda: cells.read_rate(texts["withdrawal_rate"], "withdrawal_rate")),
        late_rate=try_(lambda: cells.read_rate(texts["late_rate"], "late_rate", is_monthly=True)),
        transfers=try_(lambda: cells.read_transfers(texts["transfers"])),
        groups=tuple(part for one in _parts(texts["groups"]) if (part := clean_name(one))),
        capacity=try_(lambda: cells.read_capacity(texts["capacity"])),
        opens_at=try_(lambda: cells.read_moment(texts["starts_on"], today, "starts_on", is_end=False)),
        closes_at=try_(lambda: cells.read_moment(texts["ends_on"], today, "ends_on", is_end=True)),
        **made,
    )


def _stages(texts: Texts, today: date, bad: list[FieldError]) -> tuple[PlanStage, ...]:
    """Return the stages; an older sheet has only a prepayment, and the rest is due with the invitation."""
    found = [_try(bad, partial(_stage, texts, today, number)) for number in range(1, MOST_STAGES + 1)]
    stages = tuple(stage for stage in found if stage is not None)
    prepayment = _try(bad, lambda: cells.read_amount(texts["prepayment"], "prepayment"))
    if prepayment is None or bad:
        return stages
    if stages:
        bad.append(FieldError("plan_prepayment_twice", "prepayment"))
    return PlanStage(StageEvent.REQUEST, amount=prepayment), PlanStage(StageEvent.INVITATION)


def _stage(texts: Texts, today: date, number: int) -> PlanStage | None:
    when, share, amount = (texts[f"stage{number}_{part}"] for part in ("when", "share", "amount"))
    return cells.read_stage(when, share, amount, today, number)


def _instalments(texts: Texts, today: date, bad: list[FieldError]) -> PlanInstalments | None:
    count = _try(bad, lambda: cells.read_instalment_count(texts["instalment_count"]))
    amount = _try(bad, lambda: cells.read_amount(texts["instalment_amount"], "instalment_amount"))
    interval = _try(bad, lambda: cells.read_count(texts["instalment_interval"], "instalment_interval", 12))
    first = _try(bad, lambda: cells.read_day(texts["instalment_first"], today, "instalment_first"))
    if bool(count) != bool(amount):
        missing = "instalment_amount" if count else "instalment_count"
        bad += [] if bad else [FieldError("plan_instalments_part", missing)]
    needs_cheque = _try(bad, lambda: read_flag(texts["instalment_cheque"], "instalment_cheque", if_empty=True))
    if not count or not amount:
        return None
    return PlanInstalments(count, amount, interval or 1, first, bool(needs_cheque))


def _price(text: str) -> Rial | None:
    """Return the price; a zero is refused with its own reason."""
    try:
        return cells.read_amount(text, "price")
    except FieldError as error:
        raise FieldError("plan_price_zero", "price") if error.code == "plan_zero" else error from None


def _code(text: str) -> str:
    code = ascii_digits(clean_name(text))
    if len(code) > _LONGEST_CODE:
        raise FieldError("plan_text_long", "code", most=persian_digits(str(_LONGEST_CODE)))
    return code


def _line(texts: Texts, name: str) -> str:
    is_prose = name in _PROSE
    text = clean_lines(texts[name]) if is_prose and name != "source" else clean_name(texts[name])
    most = LONGEST_PROSE if is_prose and name != "source" else LONGEST_LINE
    if len(text) > most:
        raise FieldError("plan_text_long", name, most=persian_digits(str(most)))
    return text


def _try(bad: list[FieldError], read: Callable[[], Any]) -> Any:  # noqa: ANN401 - what ``read`` returns
    try:
        return read()
    except FieldError as error:
        bad.append(error)
        return None


def _parts(cell: str) -> list[str]:
    """Return the parts of a cell, which commas of either script divide."""
    return cell.replace(",", signs.COMMA).split(signs.COMMA)
