"""Build the names under which head office knows the numbers of papers and orders."""

from typing import Any

from dealer_app.domain.persian import number_key

Body = dict[str, Any]
_LOCAL_BELOW = 1_000_000


def number_name(device: str, number: str) -> str:
    """Return the name under which a number is unique in a dealership; a local number is unique only in its counter."""
    return f"{device}:{number}" if serial_of(number) < _LOCAL_BELOW else number


def serial_of(number: str) -> int:
    """Return the serial of a paper's number, which follows its last slash; 0 if there is none."""
    tail = number.rpartition("/")[2]
    return int(tail) if tail.isascii() and tail.isdigit() else 0


def number_forms(number: str) -> set[str]:
    """Return the spellings under which a number may be known: unchanged, and as the key of an order's number."""
    return {number, number_key(number)}


def bill_pair(body: Body) -> str:
    """Return the bill id and payment id of a slip as one text, "" if either is missing."""
    bill_id, payment_id = body.get("bill_id"), body.get("payment_id")
    return f"{bill_id}:{payment_id}" if isinstance(bill_id, str) and isinstance(payment_id, str) else ""


def order_names(fields: Body) -> list[tuple[str, str]]:
    """Return the names of an order's request number and contract number, without those that are empty."""
    keys = [
        (f"order.{name}", number_key(str(fields.get(name) or ""))) for name in ("request_number", "contract_number")
    ]
    return [(name, key) for name, key in keys if key]
