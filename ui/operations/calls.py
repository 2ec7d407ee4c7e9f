"""Begins a call, asks and judges at its gate, records it, and reads and changes call-backs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from dealer_app.domain.calls.calls import (
    CallBackOwner,
    CallBackRow,
    CallDesk,
    Caller,
    CloseCallBack,
    GateView,
    MoveCallBack,
    NewCallBack,
    RecordCall,
)
from dealer_app.domain.drafts import Draft
from dealer_app.domain.ids import CallBackId, CallId, StaffId
from ui.operations.base import Operation, read, write
from ui.page_kit.page import Page

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from dealer_app.desktop import Unit
    from ui.lanes.tasks import Tasks

CALL_DRAFT = "call"
FEW = 4


@dataclass(frozen=True, slots=True)
class CallStart:
    """The content of a call page when it opens: the desk, and the calls that were not finished."""

    desk: CallDesk
    drafts: tuple[Draft, ...]


@dataclass(frozen=True, slots=True)
class Coming:
    """The call-backs that come next, and how many are open."""

    rows: tuple[CallBackRow, ...]
    open_count: int
    now: datetime
    grace: timedelta


@dataclass(frozen=True, slots=True)
class CallBackList:
    """Open or closed call-backs, who may own one, and the counts of the heading; ``is_cut``: there are more rows."""

    rows: tuple[CallBackRow, ...]
    is_cut: bool
    owners: tuple[CallBackOwner, ...]
    open_count: int
    pressing: int
    now: datetime
    grace: timedelta


@dataclass(frozen=True, slots=True)
class Pressing:
    """How many call-backs are due or late, and how many of them are late."""

    total: int
    late: int


def count_pressing(owner: QObject, tasks: Tasks, on_done: Callable[[Pressing], None]) -> None:
    """Read the counts for the rail's badge."""
    tasks.run_read(owner, _count_pressing, on_done)


def start_call(page: Page, on_done: Callable[[CallStart], None]) -> None:
    """Read what a call page shows when a call begins."""
    read(page, on_done, _start_call, offers=page.is_allowed())


def look_again(page: Page, call_id: CallId, on_done: Callable[[GateView], None]) -> None:
    """Read the gate of a call that was begun before."""
    read(page, on_done, _view_gate, call_id)


def ask(page: Page, caller: Caller) -> Operation[GateView]:
    """Ask for a fact; the answer names it."""
    return write(page, _ask, caller)


def judge(page: Page, caller: Caller, answer: str) -> Operation[GateView]:
    """Judge what the caller answered."""
    return write(page, _judge, caller, answer)


def record_call(page: Page, command: RecordCall) -> Operation[CallId]:
    """Record a call with its call-back and drop its draft, in one transaction."""
    return write(page, _record_call, command)


def record_without(page: Page, command: RecordCall) -> Operation[CallId]:
    """Record a call whose call-back cannot be saved yet; its draft stays, because it has the words of the call-back."""
    return write(page, _record_without, replace(command, call_back=None))


def add_call_back(page: Page, call_id: CallId, call_back: NewCallBack) -> Operation[None]:
    """Save the call-back of a recorded call and drop its draft, in one transaction."""
    return write(page, _add_call_back, call_id, call_back)


def read_coming(page: Page, on_done: Callable[[Coming], None]) -> None:
    """Read the call-backs that come next."""
    read(page, on_done, _read_coming)


def list_call_backs(
    page: Page, on_done: Callable[[CallBackList], None], *, owner_id: StaffId | None, is_closed: bool
) -> None:
    """Read the list of call-backs of one owner or of all."""
    read(page, on_done, _list_call_backs, owner_id, is_closed)


def show_phone(page: Page, call_back_id: CallBackId) -> Operation[str]:
    """Read the telephone number of a call-back; an audit row says who saw it."""
    return write(page, _show_phone, call_back_id)


def move_call_back(page: Page, command: MoveCallBack) -> Operation[None]:
    """Give a call-back another moment or owner."""
    return write(page, _move_call_back, command)


def close_call_back(page: Page, command: CloseCallBack) -> Operation[None]:
    """Close a call-back."""
    return write(page, _close_call_back, command)


def _start_call(unit: Unit, *, offers: bool) -> CallStart:
    from dealer_app.services import drafts
    from dealer_app.services.calls import calls

    left = drafts.list_drafts(unit, CALL_DRAFT) if offers else ()
    return CallStart(calls.begin_call(unit), left)


def _view_gate(unit: Unit, call_id: CallId) -> GateView:
    from dealer_app.services.calls import gate

    return gate.view_gate(unit, call_id)


def _ask(unit: Unit, caller: Caller) -> GateView:
    from dealer_app.services.calls import gate

    return gate.ask(unit, caller)


def _judge(unit: Unit, caller: Caller, answer: str) -> GateView:
    from dealer_app.services.calls import gate

    return gate.judge(unit, caller, answer)


def _record_call(unit: Unit, command: RecordCall) -> CallId:
    from dealer_app.services import drafts
    from dealer_app.services.calls import calls

    call_id = calls.record_call(unit, command)
    drafts.drop_draft(unit, CALL_DRAFT, str(call_id))
    return call_id


def _record_without(unit: Unit, command: RecordCall) -> CallId:
    from dealer_app.services.calls import calls

    return calls.record_call(unit, command)


def _add_call_back(unit: Unit, call_id: CallId, call_back: NewCallBack) -> None:
    from dealer_app.services import drafts
    from dealer_app.services.calls import call_backs

    call_backs.add_call_back(unit, call_id, call_back)
    drafts.drop_draft(unit, CALL_DRAFT, str(call_id))


def _read_coming(unit: Unit) -> Coming:
    from dealer_app.services.calls import call_backs

    rows = call_backs.list_call_backs(unit, limit=FEW)
    return Coming(rows, call_backs.count_open_call_backs(unit), unit.now, call_backs.grace_of(unit))


def _list_call_backs(unit: Unit, owner_id: StaffId | None, is_closed: bool) -> CallBackList:
    from dealer_app.services.calls import call_backs

    most = call_backs.MOST_ROWS
    rows = call_backs.list_call_backs(unit, owner_id=owner_id, is_closed=is_closed, limit=most + 1)
    return CallBackList(
        rows[:most],
        len(rows) > most,
        call_backs.list_owners(unit),
        call_backs.count_open_call_backs(unit),
        call_backs.count_pressing_call_backs(unit),
        unit.now,
        call_backs.grace_of(unit),
    )


def _count_pressing(unit: Unit) -> Pressing:
    from dealer_app.services.calls import call_backs

    return Pressing(call_backs.count_pressing_call_backs(unit), call_backs.count_late_call_backs(unit))


def _show_phone(unit: Unit, call_back_id: CallBackId) -> str:
    from dealer_app.services.calls import call_backs

    return call_backs.show_phone(unit, call_back_id)


def _move_call_back(unit: Unit, command: MoveCallBack) -> None:
    from dealer_app.services.calls import call_backs

    call_backs.move_call_back(unit, command)


def _close_call_back(unit: Unit, command: CloseCallBack) -> None:
    from dealer_app.services.calls import call_backs

    call_backs.close_call_back(unit, command)
