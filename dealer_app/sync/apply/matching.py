"""Match local customers and orders to head office's: they get head office's ids, and references to them move."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select

from dealer_app.protocol.wire import plain_json
from dealer_app.store.core.permits import permitted
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.customers import CustomerRecord
from dealer_app.store.tables.enrolments import is_stopped
from dealer_app.store.tables.head_office import AliasRecord
from dealer_app.store.tables.orders import OrderRecord
from dealer_app.store.tables.outbox import enqueue
from dealer_app.sync.apply.kind import Kind
from dealer_app.sync.apply.rows import execute_many

_SAME_CODES = "SELECT id, national_code, origin FROM customers WHERE national_code IN (SELECT value FROM json_each(?))"
_SAME_REQUESTS, _SAME_CONTRACTS = (
    f"SELECT id, {key} FROM orders WHERE {key} IN (SELECT value FROM json_each(?)) AND origin = 'import'"  # noqa: S608 - constant names
    for key in ("request_key", "contract_key")
)


def adopt_customer_ids(unit: Unit, kind: Kind, owners: Mapping[str, UUID]) -> None:
    """Give customers with these national codes head office's ids; send the old id of an imported one to head office."""
    listed = plain_json(list(owners)).decode()
    for old, code, origin in unit.session.connection().exec_driver_sql(_SAME_CODES, (listed,)).all():
        row_id, target = UUID(bytes=old), owners[code]
        if row_id == target:
            continue
        rename_customer(unit, kind, row_id, target)
        if origin == "import" and not is_stopped(unit.session):
            enqueue(unit, "customer.match", {"id": str(row_id), "target": str(target)}, subject_id=target)


def rename_customer(unit: Unit, kind: Kind, old: UUID, target: UUID) -> None:
    """Replace ``old`` by ``target``: every row that refers to ``old`` moves, none is dropped."""
    if old == target:
        return
    unit.session.merge(AliasRecord(id=old, target=target))
    unit.session.flush()
    known = set(unit.session.scalars(select(CustomerRecord.id).where(CustomerRecord.id.in_((old, target)))))
    if old not in known:
        return
    with permitted(unit, "match"):
        if target in known:
            for statement in kind.moves:
                execute_many(unit, statement, [(target.bytes, old.bytes)])
            execute_many(unit, "DELETE FROM customers WHERE id = ?", [(old.bytes,)])
        else:
            execute_many(unit, "UPDATE customers SET id = ? WHERE id = ?", [(target.bytes, old.bytes)])
            for statement in kind.moves:
                execute_many(unit, statement, [(target.bytes, old.bytes)])
    unit.session.expire_all()
    write_audit(unit, "customer_matched", "customers", target, {"was": str(old)})
    unit.touch("customers", old)


def match_orders(unit: Unit, kind: Kind, wanted: Mapping[UUID, tuple[str, str]]) -> None:
    """Give local orders of these (request key, contract key) head office's ids, the request before the contract."""
    by_request = {request: order_id for order_id, (request, _) in wanted.items() if request}
    by_contract = {contract: order_id for order_id, (_, contract) in wanted.items() if contract}
    for query, owners in ((_SAME_REQUESTS, by_request), (_SAME_CONTRACTS, by_contract)):
        listed = plain_json(list(owners)).decode()
        for old, key in unit.session.connection().exec_driver_sql(query, (listed,)).all():
            _rename_order(unit, kind, UUID(bytes=old), owners[key])


def _rename_order(unit: Unit, kind: Kind, old: UUID, target: UUID) -> None:
    is_known = unit.session.scalar(select(OrderRecord.id).where(OrderRecord.id == target)) is not None
    if old != target and is_known:
        return  # both exist already: the old one stays in the list of unmatched orders for a person
    with permitted(unit, "match"):
        if old != target:
            execute_many(unit, "UPDATE orders SET id = ? WHERE id = ?", [(target.bytes, old.bytes)])
            for statement in kind.moves:
                execute_many(unit, statement, [(target.bytes, old.bytes)])
        execute_many(unit, "DELETE FROM unmatched_orders WHERE order_id = ?", [(old.bytes,)])
    unit.session.expire_all()
    write_audit(unit, "order_matched", "orders", target, {"was": str(old)})
    unit.touch("orders", target)
