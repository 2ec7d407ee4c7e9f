"""Do the tasks of an administrator of head office; each verb checks the rules that belong to it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from dealer_app.domain.errors import Refusal
from dealer_app.domain.imports import ImportReport
from dealer_app.hub.commands.files import ACTIVATION_TEMPLATE
from dealer_app.hub.database.database import transaction
from dealer_app.hub.database.opening import OfficeDatabase
from dealer_app.hub.database.roles import add_dealership, init_hub
from dealer_app.hub.devices import devices
from dealer_app.hub.devices.codes import new_code, plain_code
from dealer_app.hub.office import decisions
from dealer_app.hub.office.activation import ACTIVATION
from dealer_app.hub.office.imports import import_orders
from dealer_app.hub.office.moves import move_order
from dealer_app.hub.office.tables import TablePublished, publish_table
from dealer_app.hub.sms.queue import Gateway, send_waiting
from dealer_app.protocol.enrolment_file import make_enrolment_file


@dataclass(frozen=True, slots=True)
class NewCounter:
    """A counter that may enrol: its dealership, how long its code is valid, and the device that it replaces.

    ``url`` is head office's address for the enrolment file. ``is_new`` allows a dealership that is not known yet.
    """

    dealership: str
    life: timedelta
    url: str = ""
    replaces: str = ""
    is_new: bool = False


def make_ready(office: OfficeDatabase) -> None:
    """Create or upgrade the database, then rule on the commands that waited for the upgrade."""
    init_hub(office.url)
    decisions.retry_all(office)


def make_code(office: OfficeDatabase, counter: NewCounter, keep_file: Callable[[bytes], None] | None) -> str:
    """Return a one-time code for a counter.

    ``keep_file`` gets the content of its enrolment file before the commit: if it fails, there is no code.
    Raises Refusal ``hub_dealership_unknown``, FieldError ``hub_dealership_code``.
    """
    if not counter.is_new:
        office.check_dealership(counter.dealership)
    keys = office.keys
    with transaction(office.engine, counter.dealership, office.now()) as tx:
        add_dealership(tx.connection, counter.dealership)
        code = new_code(tx, keys.public, replaces=counter.replaces, life=counter.life)
        if keep_file:
            keep_file(make_enrolment_file(keys.signing, keys.public_box, plain_code(code), counter.url))
    return code


def take_orders(office: OfficeDatabase, path: Path, *, dry_run: bool = False) -> ImportReport:
    """Import an export of orders, publish it to its dealerships and rule on commands that waited for an order."""
    report = import_orders(office, path, dry_run=dry_run)
    if not dry_run:
        decisions.retry_all(office)
    return report


def publish(
    office: OfficeDatabase, kind: str, path: Path, *, dealership: str = "", is_confirmed: bool = False
) -> TablePublished:
    """Publish a small table to one dealership or to all (""); ``is_confirmed`` confirms the doubts about plans.

    Rules on orders that waited for a plan.
    Raises Refusal ``hub_dealership_needed`` (staff belong to a dealership), ``hub_dealership_unknown``.
    """
    if kind == "staff" and not dealership:
        raise Refusal("hub_dealership_needed")
    if dealership:
        office.check_dealership(dealership)
    published = publish_table(office, kind, path, dealership=dealership, is_confirmed=is_confirmed)
    if kind == "plan":
        decisions.retry_all(office)
    return published


def move(office: OfficeDatabase, number: str, source: str, target: str) -> None:
    """Move an order, given by its request number; rule on commands that waited for it in its new dealership.

    Raises Refusal ``hub_order_unknown``, ``hub_dealership_unknown``, ``hub_move_same``.
    """
    move_order(office, number, source, target)
    decisions.retry_all(office)


def decide(office: OfficeDatabase, device: str, n: int, decision: decisions.Decision) -> str:
    """Apply a person's decision to a deferred command and return its code, "" for one that is simply applied.

    Raises FieldError ``reason_empty``, Refusal ``hub_device_unknown``, ``hub_not_waiting``, ``hub_payment_refused``.
    """
    with transaction(office.engine, _dealership_of(office, device), office.now()) as tx:
        return decisions.decide(tx, device, n, decision)


def reopen(office: OfficeDatabase, device: str) -> int:
    """Let a restored PC write again and return its new epoch; raise Refusal ``hub_device_unknown``."""
    with transaction(office.engine, _dealership_of(office, device), office.now()) as tx:
        return devices.reopen(tx, device)


def revoke(office: OfficeDatabase, device: str) -> None:
    """Revoke a counter: it destroys its data at its next call. Raise Refusal ``hub_device_unknown``."""
    with transaction(office.engine, _dealership_of(office, device), office.now()) as tx:
        devices.revoke(tx, device)


def send_messages(office: OfficeDatabase, gateway: Gateway | None) -> dict[str, int]:
    """Hand the waiting messages of all dealerships to the gateway; return how many were sent, failed and wait."""
    total = Counter({"sent": 0, "failed": 0, "waiting": 0})
    for code in office.list_dealerships():
        total.update(send_waiting(office.engine, code, office.now, gateway, {ACTIVATION_TEMPLATE: ACTIVATION}))
    return dict(total)


def _dealership_of(office: OfficeDatabase, device: str) -> str:
    with office.engine.begin() as connection:
        dealership = devices.dealership_of_device(connection, device)
    if dealership is None:
        raise Refusal("hub_device_unknown", device=device)
    return dealership
