"""Test that document numbers and balances are shown by one formatter each, on screen and on paper."""

import ast

import pytest

from tests.architecture.source_tree import python_files, tree_of

NUMBERS = {
    "number",
    "reference",
    "bank_reference",
    "request_number",
    "contract_number",
    "invitation_number",
    "registration_number",
    "bill_id",
    "payment_id",
    "barcode",
    "vin",
}
"""Attributes that hold the number of a document or a reference: ``document_number`` shows them."""
FOLDERS = ("ui", "resources", "dealer_app")


def test_no_document_number_gets_persian_digits() -> None:
    found = [f"{path}:{line}" for path in python_files(*FOLDERS) for line in _shown_by(tree_of(path), _PERSIAN)]
    assert not found


def test_balances_are_shown_as_debit_or_credit() -> None:
    found = [
        f"{path}:{line}"
        for path in python_files(*FOLDERS)
        for line in _shown_by(tree_of(path), _AMOUNT, ALLOWED.get(str(path), ""))
    ]
    assert not found


@pytest.mark.parametrize(
    ("source", "rule"),
    [
        ("persian_digits(facts.number)", 0),
        ("persian_digits(str(payment.bank_reference))", 0),
        ("wording.persian(bill.bill_id)", 0),
        ("format_rial(ledger.principal.remaining)", 1),
        ("wording.rial(ledger.penalty.remaining)", 1),
    ],
)
def test_other_formatter_is_found(source: str, rule: int) -> None:
    assert _shown_by(ast.parse(source), (_PERSIAN, _AMOUNT)[rule]) == [1]


def test_amount_that_cannot_be_a_credit_is_allowed() -> None:
    assert not _shown_by(ast.parse("format_rial(max(ledger.principal.remaining, 0))"), _AMOUNT)


_PERSIAN = ({"persian_digits", "persian"}, NUMBERS)
_AMOUNT = ({"format_rial", "rial", "amount"}, {"remaining"})
ALLOWED = {"dealer_app/domain/orders/statuses.py": "penalty", "dealer_app/services/bills/bills.py": "balance"}
"""Places that have checked before that something remains."""


def _shown_by(tree: ast.Module, rule: tuple[set[str], set[str]], allowed: str = "") -> list[int]:
    """Return the lines that pass one of the attributes to one of the functions, alone or inside ``str``."""
    functions, attributes = rule
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _name(node.func) in functions and node.args
        if isinstance(shown := _inside(node.args[0]), ast.Attribute) and shown.attr in attributes
        if not (allowed and _name(shown.value) == allowed)
    ]


def _inside(node: ast.expr) -> ast.expr:
    is_text = isinstance(node, ast.Call) and _name(node.func) == "str" and bool(node.args)
    return node.args[0] if is_text and isinstance(node, ast.Call) else node


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
