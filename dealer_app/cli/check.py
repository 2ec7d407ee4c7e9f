"""Check one identifier and print the verdict with its Persian reason; open and import no database.

The verdict is the answer of the command, so it goes to stdout. Exit code 0: right (a warning may follow); 1: wrong.
"""

from collections.abc import Callable

from dealer_app.domain.codes import banking, bill_ids, identity, vehicles
from dealer_app.domain.errors import FieldError, sentence
from dealer_app.domain.money import format_rial
from resources.texts import cli as texts

BARCODE_LENGTH = 26


def run_check(kind: str, text: str, second: str) -> int:
    """Print the verdict on ``text`` and return 0 or 1; ``second`` is the payment id that goes with a bill id."""
    try:
        words, warning = CHECKS[kind](text, second)
    except FieldError as error:
        print(sentence(error))
        return 1
    print(words)
    if warning:
        print(texts.WARNING.format(why=sentence(warning)))
    return 0


Verdict = tuple[str, FieldError | None]


def _plain(kind: str, parse: Callable[[str], str]) -> Callable[[str, str], Verdict]:
    """Return a check that only parses."""

    def check(text: str, _second: str) -> Verdict:
        return texts.CHECKED[kind].format(value=parse(text)), None

    return check


def _sheba(text: str, _second: str) -> Verdict:
    """Check a Sheba and name its bank."""
    sheba = banking.parse_sheba(text)
    bank = banking.bank_of_sheba(sheba) or texts.UNKNOWN_BANK
    return texts.CHECKED["sheba"].format(value=banking.group_sheba(sheba), bank=bank), banking.sheba_warning(sheba)


def _card(text: str, _second: str) -> Verdict:
    """Check a card; an unknown prefix only warns."""
    card = banking.parse_card(text)
    return texts.CHECKED["card"].format(value=card), banking.card_warning(card)


def _mobile(text: str, _second: str) -> Verdict:
    """Check a mobile; an unknown operator only warns."""
    mobile = identity.parse_mobile(text)
    return texts.CHECKED["mobile"].format(value=mobile), identity.mobile_warning(mobile)


def _postal_code(text: str, _second: str) -> Verdict:
    """Check a postal code; unusual digits only warn."""
    code = identity.parse_postal_code(text)
    return texts.CHECKED["postal-code"].format(value=code), identity.postal_code_warning(code)


def _bill(text: str, second: str) -> Verdict:
    """Check a bill id, a bill id with its payment id, or the 26 digits of a barcode."""
    digits = "".join(letter for letter in text if letter.isdigit())
    if not second and len(digits) == BARCODE_LENGTH:
        text, second = bill_ids.read_barcode(digits)
    bill = bill_ids.parse_bill_id(text)
    if not second:
        return texts.CHECKED["bill"].format(value=bill), None
    payment = bill_ids.parse_payment_id(bill, second)
    amount = format_rial(bill_ids.amount_of(payment))
    return texts.CHECKED["bill_pair"].format(value=bill, payment=payment, amount=amount), None


CHECKS: dict[str, Callable[[str, str], Verdict]] = {
    "national-code": _plain("national-code", identity.parse_national_code),
    "legal-id": _plain("legal-id", identity.parse_legal_id),
    "card": _card,
    "vin": _plain("vin", vehicles.parse_vin),
    "sheba": _sheba,
    "mobile": _mobile,
    "postal-code": _postal_code,
    "bill": _bill,
}
