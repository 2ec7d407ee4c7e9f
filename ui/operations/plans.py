"""Reads the catalogue of plans, reads a sheet of plans and stores it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from dealer_app.desktop import Desktop
from dealer_app.domain.ids import PlanId
from dealer_app.domain.papers.papers import PaperKind, PaperRef
from dealer_app.domain.plans.filtering import CatalogueEntry, make_entries
from ui.operations.base import Operation, read, write
from ui.page_kit.page import Page

if TYPE_CHECKING:
    from dealer_app.desktop import Unit
    from dealer_app.services.plans.plans import StoredPlans
    from dealer_app.services.plans.sheet import PlanSheet


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All plans of this counter as of a moment."""

    entries: tuple[CatalogueEntry, ...]
    today: date
    now: datetime


def get_catalogue(page: Page, on_done: Callable[[Catalogue], None]) -> None:
    """Read all plans, ready to be filtered."""
    read(page, on_done, _get_catalogue)


def read_sheet(
    page: Page, path: Path, on_done: Callable[[PlanSheet], None], on_error: Callable[[Exception], None]
) -> None:
    """Read a sheet of plans on the slow lane; nothing is stored."""
    page.context.tasks.run_slow(page, partial(_read_sheet, path=path), on_done, on_error)


def store_plans(page: Page, sheet: PlanSheet, *, is_confirmed: bool) -> Operation[StoredPlans]:
    """Store the plans of a sheet, all or none."""
    return write(page, _store_plans, sheet, is_confirmed=is_confirmed)


def issue_brochure(page: Page, plan_id: PlanId) -> Operation[PaperRef]:
    """Issue today's brochure of a plan; one that cannot be drawn is not issued."""
    return write(page, _issue_brochure, plan_id)


def _issue_brochure(unit: Unit, plan_id: PlanId) -> PaperRef:
    from dealer_app.documents.printing import issue_drawable

    return issue_drawable(unit, PaperKind.BROCHURE, plan_id)


def _get_catalogue(unit: Unit) -> Catalogue:
    from dealer_app.services.plans import plans

    return Catalogue(make_entries(plans.list_plans(unit), unit.now), unit.today, unit.now)


def _read_sheet(desktop: Desktop, path: Path) -> PlanSheet:
    from dealer_app.services.plans.sheet import read_plan_sheet

    return read_plan_sheet(path, desktop.today())


def _store_plans(unit: Unit, sheet: PlanSheet, *, is_confirmed: bool) -> StoredPlans:
    from dealer_app.services.plans.plans import StorePlans
    from dealer_app.services.plans.plans import store_plans as store

    return store(unit, StorePlans(sheet.plans, is_confirmed))
