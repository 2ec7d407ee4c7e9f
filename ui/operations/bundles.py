"""Exchanges bundles with head office by files; each function runs on the network lane.

An error without ``on_error`` goes to ``Tasks.failed``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from dealer_app.domain.head_office import TalkReport
    from ui.page_kit.context import Context


def export_bundle(
    owner: QObject, context: Context, out: Path, on_done: Callable[[None], None], *, with_attachments: bool
) -> None:
    """Write all waiting entries to ``out``, with what fits of the attachments if wanted."""
    head_office = context.line.head_office
    context.tasks.run_network(
        owner, lambda desktop: head_office.export_bundle(desktop, out, with_attachments=with_attachments), on_done
    )


def import_bundle(owner: QObject, context: Context, file: Path, on_done: Callable[[TalkReport], None]) -> None:
    """Apply the answers in ``file``."""
    head_office = context.line.head_office
    context.tasks.run_network(owner, lambda desktop: head_office.import_bundle(desktop, file), on_done)


def carry_bundle(owner: QObject, context: Context, file: Path, out: Path, on_done: Callable[[None], None]) -> None:
    """Carry another counter's ``file`` to head office and write its answer to ``out``."""
    head_office = context.line.head_office
    context.tasks.run_network(owner, lambda desktop: head_office.carry_bundle(desktop, file, out), on_done)


def request_enrolment(
    owner: QObject,
    context: Context,
    enrolment_file: Path,
    code: str,
    out: Path,
    on_done: Callable[[None], None],
    on_error: Callable[[Exception], None],
) -> None:
    """Write the request of a counter without a line to ``out``."""
    head_office = context.line.head_office
    context.tasks.run_network(
        owner, lambda desktop: head_office.request_enrolment(desktop, enrolment_file, code, out), on_done, on_error
    )
