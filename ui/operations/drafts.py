"""Saves, finds and drops the drafts of forms."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dealer_app.domain.drafts import Draft
from ui.operations.base import Operation, read, write
from ui.page_kit.page import Page

if TYPE_CHECKING:
    from dealer_app.desktop import Unit


def keep_draft(page: Page, kind: str, key: str, body: dict[str, str]) -> Operation[None]:
    """Save what is typed so far."""
    return write(page, _keep_draft, kind, key, body)


def drop_draft(page: Page, kind: str, key: str) -> Operation[None]:
    """Delete a draft; a missing one is no error."""
    return write(page, _drop_draft, kind, key)


def find_draft(page: Page, kind: str, key: str, on_done: Callable[[Draft | None], None]) -> None:
    """Read the draft ``key`` of a kind of form; None if there is none."""
    read(page, on_done, _find_draft, kind, key)


def _keep_draft(unit: Unit, kind: str, key: str, body: dict[str, str]) -> None:
    from dealer_app.services import drafts

    drafts.save_draft(unit, kind, key, body)


def _drop_draft(unit: Unit, kind: str, key: str) -> None:
    from dealer_app.services import drafts

    drafts.drop_draft(unit, kind, key)


def _find_draft(unit: Unit, kind: str, key: str) -> Draft | None:
    from dealer_app.services import drafts

    return next((draft for draft in drafts.list_drafts(unit, kind) if draft.key == key), None)
