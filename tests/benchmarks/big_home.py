"""A counter's database with a million orders of invented customers, built once for all measurements."""

import random
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from uuid_utils.compat import uuid7

from dealer_app.desktop import Desktop
from dealer_app.domain.codes.identity import national_check_digit
from dealer_app.store.core.unit import Unit

ORDERS = 1_000_000
CUSTOMERS = 500_000
BATCH = 20_000
MOMENT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
GIVEN = [
    "زهرا",
    "فاطمه",
    "مریم",
    "علی",
    "محمد",
    "حسین",
    "رضا",
    "مهدی",
    "امیرحسین",
    "سمیه",
    "نرگس",
    "پریسا",
    "کاوه",
    "بهرام",
    "یاسمین",
    "غلام\u200cرضا",
    "سید\u200cعلی",
    "نگار",
    "الهام",
    "کریم",
]
FAMILY_STEMS = [
    "نوری",
    "کریم",
    "احمد",
    "محمد",
    "حسین",
    "رضا",
    "کاظم",
    "یاور",
    "ثابت",
    "ذاکر",
    "قاسم",
    "طاهر",
    "ضیا",
    "مراد",
    "اکبر",
    "یزدان",
    "گودرز",
    "چگن",
    "پور",
    "ظریف",
    "غفار",
    "صادق",
]
FAMILY_ENDS = [
    "ی",
    "ی\u200cفر",
    "ی\u200cنژاد",
    "ی\u200cپور",
    "ی\u200cراد",
    "ی\u200cزاده",
    "یان",
    "ی\u200cنیا",
    "ی\u200cمنش",
    "وند",
]
CARS = ["کی\u200cام\u200cسی J7", "جک S3", "جک J4", "کی\u200cام\u200cسی T8", "ایگل", "کی\u200cام\u200cسی X5"]
STATUSES = [
    "ثبت درخواست",
    "عقد قرارداد",
    "در انتظار دعوتنامه",
    "دعوتنامه صادر شد",
    "تکمیل وجه",
    "تخصیص شاسی",
    "تحویل شد",
]


SALE_TYPES = ["پیش‌فروش عادی", "فروش اقساطی"]


def people(count: int, chance: random.Random) -> Iterator[dict[str, Any]]:
    """Yield rows of ``count`` customers with valid national codes, in ascending order of code."""
    from dealer_app.store.tables.customers import customer_keys

    for number in range(count):
        stem = f"{100_000_000 + number * 1_733:09d}"
        given = chance.choice(GIVEN)
        family = chance.choice(FAMILY_STEMS) + chance.choice(FAMILY_ENDS)
        yield {
            "row": number + 1,
            "id": uuid7(),
            "kind": "natural",
            "national_code": f"{stem}{national_check_digit(stem)}",
            "given_name": given,
            "family_name": family,
            "mobile": f"09{chance.randrange(10**9):09d}",
            "city": "کرمان",
            "registered_at": MOMENT,
            "origin": "import",
            **customer_keys(given, family),
        }


def orders(count: int, owners: list[Any], chance: random.Random) -> Iterator[dict[str, Any]]:
    """Yield rows of ``count`` orders with random owners."""
    for number in range(count):
        yield {
            "row": number + 1,
            "id": uuid7(),
            "customer_id": chance.choice(owners),
            "request_number": f"R26{number:08d}",
            "contract_number": f"2606/{number + 50_000}",
            "invitation_number": f"D{700_000 + number}" if number % 2 else None,
            "request_on": date(2024, 3, 20) + timedelta(days=number % 900),
            "dealership_code": "2606",
            "car": chance.choice(CARS),
            "model_year": "1405",
            "price": 12_800_000_000,
            "received": 7_936_000_000,
            "vin": f"NAK{number:014d}" if number % 3 == 0 else None,
            "imported_at": MOMENT,
            **days_of(number, chance.choice(STATUSES)),
        }


def days_of(number: int, status: str) -> dict[str, Any]:
    """Return the status and the days of an order: spread over three years around MOMENT, a delivered one delivered."""
    day = MOMENT.date() + timedelta(days=number % 1000 - 900)
    is_invited = status == STATUSES[3]
    return {
        "status": status,
        "sale_type": SALE_TYPES[number % 2],
        "delivery_due_on": day,
        "invitation_due_on": day,
        "paid_on": day if number % 3 else None,
        "pay_by_on": day if is_invited else None,
        "delivered_on": day if status == STATUSES[-1] else None,
    }


def charges(batch: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the ledger of the invited orders of ``batch``: the price and what was received."""
    return [
        {"order_id": order["id"], "account": "principal", "kind": kind, "amount": amount, "entered_at": MOMENT}
        for order in batch
        if order["pay_by_on"] is not None
        for kind, amount in (("price", order["price"]), ("received", -order["received"]))
    ]


def fill(unit: Unit) -> None:
    """Write all customers and orders in one transaction."""
    from sqlalchemy import insert

    from dealer_app.store.tables.customers import CustomerRecord
    from dealer_app.store.tables.ledger import LedgerEntryRecord
    from dealer_app.store.tables.orders import OrderRecord

    chance = random.Random(1405)
    connection = unit.session.connection()
    owners: list[Any] = []
    for batch in batches(people(CUSTOMERS, chance)):
        owners.extend(row["id"] for row in batch)
        connection.execute(insert(CustomerRecord), batch)
    for batch in batches(orders(ORDERS, owners, chance)):
        connection.execute(insert(OrderRecord), batch)
        connection.execute(insert(LedgerEntryRecord), charges(batch))


def batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Yield ``rows`` in lists of at most BATCH."""
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def big_home(folder: Path) -> Path:
    """Return the home with a million orders below ``folder``; build it on the first call (minutes)."""
    home = folder / f"home-{ORDERS}-{CUSTOMERS}-with-days"
    done = home / "complete"
    if done.exists():
        return home
    shutil.rmtree(home, ignore_errors=True)
    desktop = Desktop(home)
    desktop.open()
    desktop.write(fill)
    desktop.close()
    done.touch()
    return home
