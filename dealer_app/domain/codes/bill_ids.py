"""Bill and payment ids (the national bill scheme): make, parse and check them, and split amounts into bills.

Bill id = file (up to 8) + company (3) + service type (1) + check (1).
Payment id = thousands of Rial (up to 8) + year digit (1) + period (2) + check 1 + check 2.
"""

from dealer_app.domain.codes.digit_fields import count_in_words, read_digits, read_fixed
from dealer_app.domain.errors import FieldError
from dealer_app.domain.ids import Rial
from dealer_app.domain.persian import persian_digits

MAX_BILL_RIAL = Rial(99_999_999_000)
"""The largest amount of one bill: eight digits of thousands."""

UNIT_RIAL = 1_000
SHORTEST, LONGEST = 6, 13
_MAX_FILE_NUMBER = 99_999_999
_WEIGHTS = (2, 3, 4, 5, 6, 7)
_YEAR_AND_CHECKS = 5  # year digit, two of the period, two check digits


def check_digit(digits: str) -> str:
    """Return the check digit: weights 2…7 repeated from the right, r = sum mod 11, 0 if r < 2 else 11 - r."""
    remainder = sum(int(d) * _WEIGHTS[at % 6] for at, d in enumerate(reversed(digits))) % 11
    return str(0 if remainder < 2 else 11 - remainder)  # noqa: PLR2004 - the rule's own number


def _read_id(text: str, field: str) -> str:
    """Return the significant digits of an id: without leading zeros, which are padding, six to thirteen digits."""
    digits = read_digits(text, field)
    if len(digits) > LONGEST:
        raise FieldError(f"{field}_too_long", field, extra=count_in_words(len(digits) - LONGEST))
    digits = digits.lstrip("0")
    if len(digits) < SHORTEST:
        raise FieldError(f"{field}_too_short", field, missing=count_in_words(SHORTEST - len(digits)))
    return digits


def parse_bill_id(text: str) -> str:
    """Return a bill id without leading zeros; raises FieldError ``bill_id_…``."""
    digits = parse_received_bill_id(text)
    if digits[-1] != check_digit(digits[:-1]):
        raise FieldError("bill_id_check", "bill_id")
    return digits


def parse_received_bill_id(text: str) -> str:
    """Return a bill id that its issuer gave, without leading zeros; its check digit only warns (``bill_id_warning``).

    Raises FieldError ``bill_id_…``.
    """
    digits = _read_id(text, "bill_id")
    if digits[-2] == "0":
        raise FieldError("bill_id_service", "bill_id")
    return digits


def bill_id_warning(bill_id: str) -> FieldError | None:
    """Return a warning if the check digit of a received bill id is not the one of the scheme."""
    if bill_id[-1] == check_digit(bill_id[:-1]):
        return None
    return FieldError("bill_id_unusual", "received_ids", is_warning=True, bill_id=persian_digits(bill_id))


def parse_payment_id(bill_id: str, text: str) -> str:
    """Return the payment id that belongs to a parsed ``bill_id``; raises FieldError ``payment_id_…``."""
    digits = _read_id(text, "payment_id")
    if digits[-2] != check_digit(digits[:-2]):
        raise FieldError("payment_id_check", "payment_id")
    if digits[-1] != check_digit(bill_id.lstrip("0") + digits[:-1]):
        raise FieldError("payment_id_pair", "payment_id")
    return digits


def make_bill_id(file_number: int, company_code: str, service_type: str) -> str:
    """Return the bill id of a file number of the issuer; raises ``bill_file_range`` or ``issuer_codes``."""
    if not 1 <= file_number <= _MAX_FILE_NUMBER:
        raise FieldError("bill_file_range", "bill_id")
    if not _are_digits(company_code, 3) or not _are_digits(service_type, 1) or service_type == "0":
        raise FieldError("issuer_codes", "bill_id")
    body = f"{file_number}{company_code}{service_type}"
    return body + check_digit(body)


def make_payment_id(bill_id: str, amount: Rial, year_digit: str, period: str) -> str:
    """Return the payment id of ``amount`` Rial on ``bill_id``; ``year_digit`` has one digit, ``period`` two.

    Raises ``bill_amount_unit`` (not whole thousands), ``bill_amount_range`` or ``issuer_codes``.
    """
    if amount % UNIT_RIAL:
        raise FieldError("bill_amount_unit", "amount")
    if not UNIT_RIAL <= amount <= MAX_BILL_RIAL:
        raise FieldError("bill_amount_range", "amount")
    if not _are_digits(year_digit, 1) or not _are_digits(period, 2):
        raise FieldError("issuer_codes", "payment_id")
    body = f"{amount // UNIT_RIAL}{year_digit}{period}"
    body += check_digit(body)
    return body + check_digit(bill_id.lstrip("0") + body)


def _are_digits(text: str, length: int) -> bool:
    return len(text) == length and text.isascii() and text.isdecimal()


def amount_of(payment_id: str) -> Rial:
    """Return the amount of a payment id in Rial."""
    return Rial(int(payment_id[:-_YEAR_AND_CHECKS] or "0") * UNIT_RIAL)


def barcode_digits(bill_id: str, payment_id: str) -> str:
    """Return the 26 digits of the barcode: each id padded with zeros to 13, the bill id first."""
    return bill_id.zfill(LONGEST) + payment_id.zfill(LONGEST)


def read_barcode(text: str) -> tuple[str, str]:
    """Return (bill id, payment id) of a barcode's 26 digits, both checked; raises FieldError."""
    digits = read_fixed(text, 2 * LONGEST, "barcode")
    bill_id = parse_bill_id(digits[:LONGEST])
    return bill_id, parse_payment_id(bill_id, digits[LONGEST:])


def read_received_barcode(text: str) -> tuple[str, str]:
    """Return the ids of a barcode like ``read_barcode``; the bill id may have an unusual check digit."""
    digits = read_fixed(text, 2 * LONGEST, "barcode")
    bill_id = parse_received_bill_id(digits[:LONGEST])
    return bill_id, parse_payment_id(bill_id, digits[LONGEST:])


def split_amount(total: Rial) -> tuple[tuple[Rial, ...], Rial]:
    """Return (parts, remainder) in Rial: whole thousands in parts that each fit one bill, and the rest.

    Full bills come first; the parts and the remainder sum to ``total``. Raises ``amount_negative``.
    """
    if total < 0:
        raise FieldError("amount_negative", "amount")
    payable, remainder = total - total % UNIT_RIAL, total % UNIT_RIAL
    full, rest = divmod(payable, MAX_BILL_RIAL)
    return (MAX_BILL_RIAL,) * full + ((Rial(rest),) if rest else ()), Rial(remainder)


def group_id(text: str) -> str:
    """Return an id in Persian digits, in groups of four from the left."""
    return persian_digits(" ".join(text[at : at + 4] for at in range(0, len(text), 4)))
