"""The fields of a visit: purpose and order, papers, representative, question, what was handed over."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_app.domain.codes.identity import parse_national_code
from dealer_app.domain.errors import FieldError
from dealer_app.domain.ids import OrderId
from dealer_app.domain.orders.orders import OrderDetails
from dealer_app.domain.persian import document_number
from dealer_app.domain.visits import CheckedPaper, CheckList, Mark, PaperRule, Representative, VisitStart
from resources.texts.visits import PURPOSES
from ui.forms.choice_field import CheckField, ChoiceField
from ui.forms.code_field import CodeField
from ui.forms.field import Field
from ui.forms.field_grid import FieldGrid
from ui.forms.jalali_field import JalaliField
from ui.forms.paper_field import PaperField
from ui.forms.text_field import TextField
from ui.texts import visits as texts
from ui.widgets.painted.badge import Badge
from ui.widgets.words.labels import make_label

PROXY_FIELDS = ("proxy_name", "proxy_code", "deed_number", "notary", "deed_until")


class VisitForm(QWidget):
    """All fields of a visit; ``edited`` fires after each change, ``chosen`` after another order or purpose."""

    edited = Signal()
    chosen = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._lists: dict[str, CheckList] = {}
        self._papers: dict[str, list[tuple[PaperField, bool]]] = {}
        self.purpose = ChoiceField("purpose", texts.PURPOSE, tuple(PURPOSES.items()))
        self.order = ChoiceField("order", texts.ORDER, (("", texts.NO_ORDER),))
        self.visitor = TextField("visitor_name", texts.VISITOR)
        self.reason = TextField("other_reason", texts.ELSEWHERE_REASON)
        self.has_proxy = CheckField("has_proxy", texts.PROXY)
        self.deed_until = JalaliField("deed_until", texts.DEED_UNTIL, today, says_day=True)
        self.asked = TextField("asked", texts.ASKED)
        self.handed = TextField("handed_over", texts.HANDED)
        self.head = FieldGrid(2)
        self.head.add(self.purpose, self.order, (self.visitor, 2), (self.reason, 2))
        self.proxy = FieldGrid(3)
        self.proxy.add(
            TextField("proxy_name", texts.PROXY_NAME),
            CodeField("proxy_code", texts.PROXY_CODE, parse_national_code),
            CodeField("deed_number", texts.DEED_NUMBER, lambda text: text, has_letters=True),
            TextField("notary", texts.NOTARY),
            self.deed_until,
        )
        self.foot = FieldGrid(2)
        self.foot.add(self.asked, self.handed)
        self._lay_out()
        self._connect()
        self.visitor.want(is_wanted=False)
        self.reason.want(is_wanted=False)
        self._fit_papers()

    # -- what the visit begins with

    def begin(self, start: VisitStart, order_id: OrderId | None) -> None:
        """Show the person's orders and the papers of every purpose; fields are made once."""
        orders = [(str(order.id), _order_words(order)) for order in start.orders]
        self.order.set_choices([*orders, ("", texts.NO_ORDER)])
        self.order.set_raw(str(order_id or (start.orders[0].id if start.orders else "")))
        self.order.want(is_wanted=bool(orders))
        self.visitor.want(is_wanted=start.customer_id is None)
        for check_list in start.check_lists:
            self._lists[check_list.purpose] = check_list
            self._papers[check_list.purpose] = [self._row(check_list.purpose, one) for one in check_list.papers]
        self._fit_papers()

    def _row(self, purpose: str, paper: PaperRule) -> tuple[PaperField, bool]:
        field = PaperField(paper.name, tuple(texts.MARKS.items()), key=f"{purpose}/{paper.name}")
        field.edited.connect(self.edited)
        self._rows.addWidget(field)
        return field, paper.is_for_proxy

    def fields(self) -> tuple[Field, ...]:
        """Return all fields in the order of the page, including hidden ones."""
        papers = (field for rows in self._papers.values() for field, _ in rows)
        return (*self.head.fields(), *papers, self.has_proxy, *self.proxy.fields(), *self.foot.fields())

    # -- what is typed

    def order_id(self) -> str:
        """Return the id of the chosen order, "" for none."""
        return self.order.raw()

    def checked(self) -> tuple[CheckedPaper, ...]:
        """Return the papers of the chosen purpose with their marks."""
        return tuple(CheckedPaper(field.name, Mark(field.raw())) for field in self._shown_papers())

    def count_missing(self) -> int:
        """Return how many papers are missing."""
        return sum(field.row.is_missing() for field in self._shown_papers())

    def handed_over(self) -> tuple[str, ...]:
        """Return what was handed over, one text a thing."""
        typed = self.handed.raw()
        for mark in texts.HANDED_BREAKS[1:]:
            typed = typed.replace(mark, texts.HANDED_BREAKS[0])
        return tuple(text for one in typed.split(texts.HANDED_BREAKS[0]) if (text := one.strip()))

    def representative(self) -> Representative | None:
        """Return who came for the customer, None if the customer did."""
        if not self.has_proxy.raw():
            return None
        raws = self.proxy.raws()
        name, code, deed, notary, _ = (raws[name] for name in PROXY_FIELDS)
        return Representative(name, code, deed, notary, self.deed_until.day())

    def raws(self) -> dict[str, str]:
        """Return the input for a draft, by field name; a paper has a slash in its name."""
        marks = {field.key: field.raw() for field in self._all_papers() if not field.row.is_missing()}
        return {**self.head.raws(), "has_proxy": self.has_proxy.raw(), **self.proxy.raws(), **self.foot.raws(), **marks}

    def has_text(self) -> bool:
        """Return whether anything is typed or marked that a crash must not lose."""
        return not self.visitor.is_empty() or self.has_more_than_a_name()

    def has_more_than_a_name(self) -> bool:
        """Return whether anything but the visitor's name is typed or marked; a ticket itself keeps the name."""
        texts_ = (self.reason, self.has_proxy, *self.proxy.fields(), *self.foot.fields())
        return any(not field.is_empty() for field in texts_) or any(
            not field.row.is_missing() for field in self._all_papers()
        )

    def fill(self, raws: Mapping[str, str]) -> None:
        """Fill the fields from a draft."""
        for grid in (self.head, self.proxy, self.foot):
            grid.fill(raws)
        self.has_proxy.set_raw(raws.get("has_proxy", ""))
        for paper in self._all_papers():
            paper.set_raw(raws.get(paper.key, Mark.MISSING.value))
        self._on_chosen()

    def show_errors(self, errors: tuple[FieldError, ...]) -> None:
        """Show each error beside its field."""
        for grid in (self.head, self.proxy, self.foot):
            grid.show_errors(errors)

    # -- building

    def _all_papers(self) -> Iterator[PaperField]:
        return (field for rows in self._papers.values() for field, _ in rows)

    def _shown_papers(self) -> list[PaperField]:
        rows = self._papers.get(self.purpose.raw(), [])
        return [field for field, is_for_proxy in rows if self.has_proxy.raw() or not is_for_proxy]

    def _fit_papers(self) -> None:
        """Show the rows of the chosen purpose and, if one came, the fields of the representative."""
        shown = self._shown_papers()
        for paper in self._all_papers():
            paper.want(is_wanted=paper in shown)
        check_list = self._lists.get(self.purpose.raw())
        self._sample.setVisible(bool(shown) and check_list is not None and check_list.is_sample)
        self._source.setText(texts.LIST_SOURCE.format(source=check_list.source) if check_list and shown else "")
        self._none.setVisible(not shown)
        has_proxy = bool(self.has_proxy.raw())
        self.proxy.setVisible(has_proxy)
        for field in self.proxy.fields():
            field.want(is_wanted=has_proxy)

    def _on_chosen(self) -> None:
        self._fit_papers()
        self.chosen.emit()

    def _connect(self) -> None:
        for grid in (self.head, self.proxy, self.foot):
            grid.edited.connect(lambda _name: self.edited.emit())
        self.has_proxy.edited.connect(self._on_chosen)
        self.has_proxy.edited.connect(self.edited)
        self.purpose.chosen.connect(self._on_chosen)
        self.order.chosen.connect(self._on_chosen)

    def _lay_out(self) -> None:
        self._sample = Badge(texts.LIST_SAMPLE, "amber", "triangle-alert")
        self._source = make_label("", "small")
        self._none = make_label(texts.NO_PAPERS, "small", wraps=True)
        title = QHBoxLayout()
        title.setSpacing(8)
        title.addWidget(make_label(texts.PAPERS, "section"))
        title.addWidget(self._sample)
        title.addWidget(self._source)
        title.addStretch(1)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addLayout(title)
        column.addWidget(self._none)
        column.addLayout(self._rows)
        column.addWidget(self.has_proxy)
        column.addWidget(self.proxy)
        column.addWidget(self.foot)
        column.addStretch(1)


def _order_words(order: OrderDetails) -> str:
    number = order.fields.contract_number or order.fields.request_number
    return texts.ORDER_WORDS.format(car=order.fields.car or texts.NO_ORDER, number=document_number(number))
