"""The places of attachments: none yet, a list with a chosen one, refused files, a withdrawn one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from dealer_app.domain.attachments import AttachmentKind, AttachmentPlace, Subject, WithdrawAttachment
from dealer_app.domain.errors import FieldError
from dealer_app.domain.ids import CustomerId
from dealer_app.services.attachments.attachments import add_attachment, withdraw_attachment
from dealer_app.services.orders.orders import get_order, list_order_ids
from dealer_app.store.core.unit import Unit
from tests.services.attachments.samples import an_attachment
from tests.services.factories import by_manager
from tests.ui.clerk import Clerk, main_order
from tests.ui.walk.call_places import LONG_NOTE
from ui.pages.attachments.page import AttachmentsPage

if TYPE_CHECKING:
    from tests.ui.walk.places import Place

LONG_WORDS = LONG_NOTE[:180]


def attachment_places(clerk: Clerk) -> "Iterator[Place]":
    """Attach made-up files, open the attachments of two files, and return their places."""
    from tests.ui.walk.places import Place, _bring, _opened

    done: list[object] = []
    clerk.counter.tasks.run_write(clerk.counter, _attach, done.append)
    clerk.until(lambda: bool(done))
    customer_id, order_id = clerk.read(main_order)
    clerk.counter.navigate.open_attachments(AttachmentPlace(clerk.read(_somebody_else)))
    empty = _opened(clerk, AttachmentsPage)
    place = AttachmentPlace(customer_id, AttachmentKind.BANK_SLIP, Subject.ORDER, order_id)
    clerk.counter.navigate.open_attachments(place)
    page = _opened(clerk, AttachmentsPage)
    assert isinstance(page, AttachmentsPage)

    def show(row: int, *, is_wrong: bool) -> None:
        _bring(clerk, page)
        page.rows[row].setChecked(True)
        if is_wrong:
            page.adding.say_fault(LONG_NOTE)
            page.adding.show_error(FieldError("text_too_long", "note", most="۲۰۰"))
            page.side.show_error(FieldError("reason_empty", "reason"))

    yield Place("attachments, none yet", partial(_bring, clerk, empty))
    yield Place("attachments", partial(show, 0, is_wrong=False))
    yield Place("attachments, everything refused", partial(show, 0, is_wrong=True), page.adding.fault.hide)
    yield Place("attachments, a withdrawn one", partial(show, 1, is_wrong=False))


def _attach(unit: Unit) -> None:
    customer_id, _ = main_order(unit)
    for seed in range(3):
        wish = replace(an_attachment(customer_id, seed=seed), note=LONG_WORDS if seed else "")
        added = add_attachment(replace(unit, now=unit.now + timedelta(seconds=seed)), wish)
        if seed == 1:
            withdraw_attachment(by_manager(unit), WithdrawAttachment(added.id, LONG_WORDS))


def _somebody_else(unit: Unit) -> CustomerId:
    mine, _ = main_order(unit)
    others = (get_order(unit, order_id).customer_id for order_id in list_order_ids(unit))
    return next(one for one in others if one != mine)
