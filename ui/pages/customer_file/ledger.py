"""Show the money of an order: four figures, and the full ledger of each account."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from dealer_app.domain.calendar.jalali import format_jalali
from dealer_app.domain.ids import Rial
from dealer_app.domain.money import format_balance, format_rial, format_toman
from dealer_app.domain.orders.ledger import Account, Balance, Ledger, LedgerEntry
from dealer_app.domain.orders.orders import OrderDetails
from dealer_app.domain.persian import document_number, persian_digits
from ui.texts import customer_file as texts
from ui.widgets.layout.columns import ColumnLayout
from ui.widgets.painted.share_bar import ShareBar
from ui.widgets.words.directed import directed
from ui.widgets.words.labels import make_label
from ui.widgets.words.plain import set_tip

Line = tuple[str, str, str, str, str, str]
BALANCE = 3
"""Place of the balance in a line."""


def words_of_amount(amount: Rial) -> str:
    """Return an amount or a balance (Rial) as the figures show it: «صفر» for zero, «بستانکار» below it."""
    return format_balance(amount) if amount else texts.ZERO


class LedgerSummary(QWidget):
    """Remaining principal, price, amount paid, and remaining penalty."""

    def __init__(self, order: OrderDetails) -> None:
        super().__init__()
        ledger = order.ledger
        columns = ColumnLayout(self, most=4, least=140, gap=24, line_gap=10)
        remaining = _figure(texts.PRINCIPAL_REMAINING, ledger.principal.remaining, unit=texts.RIAL)
        remaining.addWidget(_share(ledger.principal))
        for figure in (
            remaining,
            _figure(texts.PRICE, order.fields.price),
            _figure(texts.PAID, ledger.principal.paid),
            _figure(texts.PENALTY_REMAINING, ledger.penalty.remaining),
        ):
            columns.add(_at_top(figure))


class LedgerView(QFrame):
    """All entries of both accounts with their running balance."""

    def __init__(self, ledger: Ledger) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(8)
        for account in Account:
            column.addWidget(make_label(texts.LEDGER_TITLE.format(account=texts.ACCOUNTS[account]), "section"))
            column.addWidget(_table(entries_of(ledger, account)))


def entries_of(ledger: Ledger, account: Account) -> tuple[Line, ...]:
    """Return the rows of one account: words, charged, credited, balance, day, reference."""
    balance = 0
    lines = []
    for entry in ledger.entries:
        if entry.account is account:
            balance += entry.amount
            lines.append(_line(entry, Rial(balance)))
    return tuple(lines)


def _line(entry: LedgerEntry, balance: Rial) -> Line:
    charged = format_rial(entry.amount) if entry.amount > 0 else ""
    credited = format_rial(-entry.amount) if entry.amount < 0 else ""
    day = format_jalali(entry.on) if entry.on else ""
    reference = document_number(entry.reference)
    words = texts.ENTRY_KINDS.get(entry.kind, entry.kind)
    return (words, charged, credited, words_of_amount(balance), day, reference)


def share_paid(balance: Balance) -> float:
    """Return the paid share of ``due``, from 0 to 1; 1 if nothing is due."""
    return min(max(balance.paid / balance.due, 0.0), 1.0) if balance.due > 0 else 1.0


def _share(balance: Balance) -> ShareBar:
    share = share_paid(balance)
    return ShareBar(share, texts.PAID_SHARE.format(percent=persian_digits(str(int(share * 100)))))


def _figure(label: str, amount: Rial, unit: str = "") -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(3)
    column.addWidget(make_label(label, "small"))
    figure = make_label(words_of_amount(amount), "amount")
    figure.setAccessibleName(f"{label}: {words_of_amount(amount)} {texts.RIAL}")
    set_tip(figure, format_toman(abs(amount)))
    row = QHBoxLayout()
    row.setSpacing(5)
    row.addWidget(figure)
    if unit and amount > 0:
        row.addWidget(make_label(unit, "small"))
    row.addStretch(1)
    column.addLayout(row)
    return column


def _at_top(column: QVBoxLayout) -> QWidget:
    box = QWidget()
    column.setContentsMargins(0, 0, 0, 0)
    column.addStretch(1)
    box.setLayout(column)
    return box


def _table(lines: tuple[Line, ...]) -> QWidget:
    """Return the entries in rows of six cells; in a narrow place each entry and the heading have two rows."""
    table = QWidget()
    columns = ColumnLayout(table, most=6, least=90, gap=16, line_gap=5, counts=(6, 3, 2))
    if not lines:
        columns.add(make_label(texts.LEDGER_EMPTY, "muted", wraps=True), 6)
        return table
    for head in texts.LEDGER_HEAD:
        columns.add(make_label(head, "small"))
    for line in lines:
        for place, words in enumerate(line):
            cell = make_label(directed(words), "strong" if place == BALANCE else "body", wraps=place == 0)
            cell.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            columns.add(cell)
    return table
