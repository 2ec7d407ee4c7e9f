"""Show the money of an order: four figures, and the full ledger of each account."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from dealer_app.domain.calendar.jalali import format_jalali
from dealer_app.domain.ids import Rial
from dealer_app.domain.money import format_rial, format_toman
from dealer_app.domain.orders.ledger import Account, Balance, Ledger, LedgerEntry
from dealer_app.domain.orders.orders import OrderDetails
from dealer_app.domain.persian import persian_digits
from ui.texts import customer_file as texts
from ui.widgets.painted.share_bar import ShareBar
from ui.widgets.words.directed import directed
from ui.widgets.words.labels import make_label
from ui.widgets.words.plain import set_tip

Line = tuple[str, str, str, str, str, str]


def words_of_amount(amount: Rial) -> str:
    """Return an amount (Rial) as the figures show it: «صفر» for zero."""
    return format_rial(amount) if amount else texts.ZERO


class LedgerSummary(QWidget):
    """Remaining principal, price, amount paid, and remaining penalty."""

    def __init__(self, order: OrderDetails) -> None:
        super().__init__()
        ledger = order.ledger
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        remaining = _figure(texts.PRINCIPAL_REMAINING, ledger.principal.remaining, unit=texts.RIAL)
        remaining.addWidget(_share(ledger.principal))
        row.addLayout(_top(remaining), 1)
        row.addLayout(_top(_figure(texts.PRICE, order.fields.price)), 1)
        row.addLayout(_top(_figure(texts.PAID, ledger.principal.paid)), 1)
        row.addLayout(_top(_figure(texts.PENALTY_REMAINING, ledger.penalty.remaining)), 1)


class LedgerView(QFrame):
    """All entries of both accounts with their running balance."""

    def __init__(self, ledger: Ledger) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(8)
        for account in Account:
            column.addWidget(make_label(texts.LEDGER_TITLE.format(account=texts.ACCOUNTS[account]), "section"))
            column.addLayout(_table(entries_of(ledger, account)))


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
    reference = persian_digits(entry.reference)
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
    set_tip(figure, format_toman(amount))
    row = QHBoxLayout()
    row.setSpacing(5)
    row.addWidget(figure)
    if unit and amount:
        row.addWidget(make_label(unit, "small"))
    row.addStretch(1)
    column.addLayout(row)
    return column


def _top(column: QVBoxLayout) -> QVBoxLayout:
    column.addStretch(1)
    return column


def _table(lines: tuple[Line, ...]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(5)
    if not lines:
        grid.addWidget(make_label(texts.LEDGER_EMPTY, "muted"), 0, 0)
        return grid
    for column, head in enumerate(texts.LEDGER_HEAD):
        grid.addWidget(make_label(head, "small"), 0, column)
        grid.setColumnStretch(column, 2 if column == 0 else 1)
    for row, line in enumerate(lines, start=1):
        for column, words in enumerate(line):
            cell = make_label(directed(words), "strong" if column == 3 else "body", wraps=column == 0)
            cell.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(cell, row, column)
    return grid
