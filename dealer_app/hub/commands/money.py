"""Enter money at head office: at once, even if something is wrong with it; never rejected, never twice (I8)."""

from typing import Any

from dealer_app.domain.money import MAX_RIAL
from dealer_app.domain.orders.ledger import Account
from dealer_app.hub.commands.papers import find_order, is_issued, settle_number, write_paper
from dealer_app.hub.commands.rulings import Ruling, rejected
from dealer_app.hub.commands.working_set import WorkingSet
from dealer_app.protocol.ids import is_row_id
from dealer_app.protocol.schemas.people import is_line
from dealer_app.protocol.wire import OutboxCommand

Body = dict[str, Any]
_ORDER_UNKNOWN = "order_unknown"
_ACCOUNTS = frozenset(Account)


def enter_unread(working: WorkingSet, command: OutboxCommand, body: Body | None, code: str) -> Ruling:
    """Enter money that no handler can take, for reconciliation, if its amount can be read.

    Its row has its own id, or the id of its command if its own is invalid or belongs to another payment.
    """
    ruling = Ruling("deferred", code)
    if body is None or not is_amount(body.get("amount")):
        return ruling
    row_id = str(body.get("id") or "")
    if not is_row_id(row_id) or _is_taken(working, command, row_id):
        row_id = command.command_id
    is_reversal = command.kind == "payment.reverse"
    ruling = Ruling("deferred", code, ("payment", row_id))
    write_paper(working, command, "payment", row_id, body, "reversal" if is_reversal else "recorded", ruling=ruling)
    _give_way(working, command, row_id, code)
    _stage_money(working, row_id, body, body["amount"] if is_reversal else -body["amount"], code)
    return ruling


def is_amount(value: object) -> bool:
    """Return whether a value is a whole number of Rial within the domain's ceiling, of either sign."""
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= MAX_RIAL


def record(working: WorkingSet, command: OutboxCommand, body: Body) -> Ruling:
    """Enter a payment and mark the bills that it settles."""
    if _is_taken(working, command, str(body["id"])):
        return enter_unread(working, command, body, "exists")
    order_id, code = find_order(working, body), ""
    if order_id is None:
        code = _ORDER_UNKNOWN
    elif _is_used(working, body):
        code = "reference_used"
    elif body["amount"] <= 0:
        code = "amount_wrong"
    ruling = _enter(working, command, body, order_id, -int(body["amount"]), "recorded", code)
    _mark_bills(working, body, "open", "paid")
    return ruling


def reverse(working: WorkingSet, command: OutboxCommand, body: Body) -> Ruling:
    """Enter a reversal and open the bills of the first payment again."""
    if _is_taken(working, command, str(body["id"])):
        return enter_unread(working, command, body, "exists")
    first = working.row("payment", str(body.get("reversal_of") or ""))
    order_id, code = find_order(working, body), ""
    if first.doc is None:
        code = "depends"
    elif first.doc["doc_state"] == "reversed" and not _has_reversed(working, str(body["id"])):
        code = "reversed_before"
    elif order_id is None:
        code = _ORDER_UNKNOWN
    elif body["amount"] <= 0:
        code = "amount_wrong"
    ruling = _enter(working, command, body, order_id, int(body["amount"]), "reversal", code)
    if first.doc is not None:
        working.put("payment", str(body["reversal_of"]), {**first.doc, "doc_state": "reversed"})
        _mark_bills(working, first.doc["body"], "paid", "open")
    return ruling


def issue_receipt(working: WorkingSet, command: OutboxCommand, body: Body) -> Ruling:
    """Keep the receipt of money that head office itself stated; enter no money."""
    row_id, order_id = str(body["id"]), find_order(working, body)
    if is_issued(working, command, "payment", row_id):
        return rejected("exists")
    number, is_changed = settle_number(working, "receipt", str(body["number"]), row_id)
    final = number if is_changed else ""
    state, code = ("applied_with_change", "number") if is_changed else ("applied", "")
    if order_id is None:
        state, code = "deferred", "order_unknown"
    ruling = Ruling(state, code, ("payment", row_id), number=final)
    paper = body if order_id is None else {**body, "order_id": order_id}
    write_paper(working, command, "payment", row_id, paper, "imported", ruling=ruling, number=final)
    return ruling


def _enter(
    working: WorkingSet,
    command: OutboxCommand,
    body: Body,
    order_id: str | None,
    amount: int,
    doc_state: str,
    code: str,
) -> Ruling:
    """Enter money (``amount`` signed, Rial) and its receipt; ``code`` tells why a person must look at it."""
    row_id = str(body["id"])
    known = working.row("payment", row_id).doc
    if known is not None and known["doc_state"] == "reversed":
        doc_state = "reversed"  # it was reversed while it waited
    number, is_changed = settle_number(working, "receipt", str(body["number"]), row_id)
    final = number if is_changed else ""
    state = "deferred" if code else "applied_with_change" if is_changed else "applied"
    ruling = Ruling(state, code or ("number" if is_changed else ""), ("payment", row_id), number=final)
    paper = body if order_id is None else {**body, "order_id": order_id}
    write_paper(working, command, "payment", row_id, paper, doc_state, ruling=ruling, number=final)
    _give_way(working, command, row_id, code)
    _stage_money(working, row_id, paper, amount, code)
    return ruling


def _give_way(working: WorkingSet, command: OutboxCommand, row_id: str, code: str) -> None:
    """Mark a payment that waits, so that a later ruling on the same command may replace it."""
    doc = working.row("payment", row_id).doc
    assert doc is not None
    working.put("payment", row_id, doc, {"unread": command.command_id, "code": code} if code else {})


def _has_reversed(working: WorkingSet, row_id: str) -> bool:
    """Return whether this reversal reversed its payment itself, when it was ruled on before its order arrived."""
    return bool(working.row("payment", row_id).meta.get("code") == _ORDER_UNKNOWN)


def _is_taken(working: WorkingSet, command: OutboxCommand, row_id: str) -> bool:
    """Return whether the payment of another command has this id."""
    stored = working.row("payment", row_id)
    return stored.doc is not None and stored.meta.get("unread") != command.command_id


def _stage_money(working: WorkingSet, row_id: str, body: Body, amount: int, code: str) -> None:
    """Stage the entry of a payment; ``amount`` is signed, ``code`` tells why a person must look at it.

    The body may be one that could not be parsed: a fact that cannot be read is left out.
    """
    order_id, account, reference = (_text_of(body, name) for name in ("order_id", "account", "bank_reference"))
    working.staged.money[row_id] = {
        "id": row_id,
        "order_id": order_id if is_row_id(order_id) else "",
        "device": working.device,
        "account": account if account in _ACCOUNTS else "",
        "amount": amount,
        "bank_reference": reference if is_line(reference) else "",
        "state": "reconcile" if code else "entered",
        "code": code,
    }


def _text_of(body: Body, name: str) -> str:
    value = body.get(name)
    return value if isinstance(value, str) else ""


def _is_used(working: WorkingSet, body: Body) -> bool:
    """Return whether another payment that was not reversed has the same bank reference."""
    entries = working.money_with(str(body.get("bank_reference") or ""))
    standing = [entry for entry in entries if entry["id"] != body["id"] and entry["amount"] < 0]
    papers = [working.row("payment", entry["id"]).doc for entry in standing]
    return any(paper is None or paper["doc_state"] == "recorded" for paper in papers)  # None: it moved with its order


def _mark_bills(working: WorkingSet, body: Body, old: str, new: str) -> None:
    for bill_id in body.get("settled_bills") or ():
        doc = working.row("bill", str(bill_id)).doc
        if doc is not None and doc["doc_state"] == old:
            working.put("bill", str(bill_id), {**doc, "doc_state": new})
