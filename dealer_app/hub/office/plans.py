"""Publish sale plans from the sheet that a counter reads, too; every cell is checked before the first is published."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from dealer_app.domain.calendar.tehran import local_day
from dealer_app.domain.errors import FieldError, FieldErrors
from dealer_app.domain.persian import persian_digits
from dealer_app.domain.plans.plans import PlanFields, overlap, plan_id_of
from dealer_app.domain.plans.requests import is_same_version
from dealer_app.domain.plans.schedule import due_today
from dealer_app.hub.database.database import Transaction, transaction
from dealer_app.hub.database.opening import OfficeDatabase
from dealer_app.hub.database.schema import BROADCAST, rows
from dealer_app.hub.office.publishing import Published, publish_rows
from dealer_app.protocol import wire
from dealer_app.protocol.schemas.docs import DOCS
from dealer_app.services.freezing import freeze, thaw
from dealer_app.services.imports.tables.small_tables import SheetRow, errors_of
from dealer_app.services.plans.doubts import judge_sheet, price_of
from dealer_app.services.plans.sheet import KIND, SheetPlan, placed, read_plan_sheet, two_open

Doc = dict[str, Any]
_ONE_SECOND = timedelta(seconds=1)


def publish_plans(office: OfficeDatabase, path: Path, *, is_confirmed: bool = False) -> tuple[int, tuple[str, ...]]:
    """Publish the plans of a sheet to all dealerships; return how many differed, and the headings that were not read.

    Raises FieldErrors for bad cells (``read_plan_sheet``), ``plan_version_changed``, ``plan_two_open``, and the
    warnings ``plan_doubt`` unless they are confirmed.
    """
    sheet = read_plan_sheet(path, local_day(office.now()))
    plans = sheet.plans
    with transaction(office.engine, BROADCAST, office.now()) as tx:
        known = _published(tx)
        errors = [*_unfit(plans), *_errors(plans, known)]
        doubts = () if errors or is_confirmed else judge_sheet(plans, map(price_of, known))
        if errors or doubts:
            raise FieldErrors((*errors, *doubts))
        wanted = [Published("plan", plan_row_id(one.fields), plan_doc(one.fields)) for one in plans]
        return publish_rows(tx, wanted), sheet.unknown


def plan_row_id(fields: PlanFields) -> str:
    """Return the id of the row of a version."""
    return str(plan_id_of(fields.code, fields.version))


def plan_doc(fields: PlanFields) -> Doc:
    """Return the row of a plan: all of it in ``plan``, and beside it what older counters read."""
    return {
        "code": fields.code,
        "name": fields.name,
        "car": fields.car,
        "price": str(fields.price),
        "prepayment": str(due_today(fields)),
        "starts_on": local_day(fields.opens_at).isoformat() if fields.opens_at else "",
        "ends_on": local_day(fields.closes_at - _ONE_SECOND).isoformat() if fields.closes_at else "",
        "source": fields.source,
        "plan": freeze(fields),
    }


def _published(tx: Transaction) -> list[PlanFields]:
    """Return the published plans; rows of older programs have no versions and take part in no check."""
    query = select(rows.c.doc).where(rows.c.dealership == BROADCAST, rows.c.kind == "plan", rows.c.doc != "")
    docs = [wire.parse(doc) for doc in tx.connection.scalars(query)]
    return [thaw(PlanFields, doc["plan"]) for doc in docs if doc.get("plan")]


def _unfit(plans: Sequence[SheetPlan]) -> Iterator[FieldError]:
    """Yield an error for each plan that no counter would read, at the first column that does not fit the wire."""
    for one in plans:
        wrong = DOCS["plan"].find_unfit(plan_doc(one.fields))
        if wrong:
            field = wrong.removeprefix("plan.").partition(".")[0]
            yield from errors_of(SheetRow(one.row, {}), KIND, [placed(FieldError("hub_table_value", field))])


def _errors(plans: Sequence[SheetPlan], known: list[PlanFields]) -> list[FieldError]:
    given = {(one.fields.code, one.fields.version): one for one in plans}
    by_code: dict[str, list[SheetPlan]] = {}
    for one in plans:
        by_code.setdefault(one.fields.code, []).append(one)
    errors = []
    for before in known:
        same = given.get((before.code, before.version))
        if same is not None and not is_same_version(before, same.fields):
            row, version = persian_digits(str(same.row)), persian_digits(str(before.version))
            errors.append(FieldError("plan_version_changed", "version", row=row, version=version))
        if same is None:
            mine = by_code.get(before.code, ())
            errors += [two_open(one, before) for one in mine if overlap(one.fields, before)]
    return errors
