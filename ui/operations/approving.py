"""Asks a colleague for one act that the person on duty may not do alone, and runs it again with their PIN."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from dealer_app.domain.errors import CodedError, Refusal
from dealer_app.domain.rights import Right
from ui.page_kit.approval_panel import ApprovalPanel

if TYPE_CHECKING:
    from dealer_app.desktop import Unit
    from dealer_app.domain.staff import Approval, StaffRow
    from ui.page_kit.page import Page

T = TypeVar("T")
ASKS = "right_beside"
OF_APPROVAL = frozenset(
    {"pin_form", "pin_wrong", "pin_wait", "reason_missing", "approval_missing", "approval_own", "staff_not_found"}
)
"""Errors of the approval itself: the panel shows them and asks again."""


def is_asking(error: Exception) -> bool:
    """Return whether a colleague's PIN would allow what was refused."""
    return isinstance(error, Refusal) and error.code == ASKS


def ask_colleague(
    page: Page, refusal: Refusal, run: Callable[[Right, Approval], None], on_given_up: Callable[[], None]
) -> ApprovalPanel:
    """Show the panel below the page; it calls ``run`` with each approval, or ``on_given_up``.

    It ends when the counter is locked or another person signs in: the approval was asked for the person before.
    """
    right = Right(str(refusal.params["right"]))
    panel = ApprovalPanel(refusal, lambda approval: run(right, approval), on_given_up)
    panel.watch(page.context.on_duty)
    page.set_panel(panel)
    page.context.tasks.run_read(panel, lambda unit: _list(unit, right), panel.show_people)
    return panel


def shows_error(panel: ApprovalPanel, error: Exception) -> bool:
    """Show an error of the approval in its panel; return False for an error of the act itself."""
    if isinstance(error, CodedError) and error.code in OF_APPROVAL:
        panel.show_error(error)
        return True
    return False


def act_allowed(unit: Unit, right: Right, approval: Approval, work: Callable[[Unit], T]) -> T:
    """Do ``work`` as the colleague allows it; raises the errors of ``approved``."""
    from dealer_app.services.staff.approving import approved

    return approved(unit, right, approval, work)


def _list(unit: Unit, right: Right) -> tuple[StaffRow, ...]:
    from dealer_app.services.staff.approving import list_approvers

    return list_approvers(unit, right)
