"""Show one order of the file: car, numbers, progress, notices, money and commands."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_app.domain.calendar.jalali import format_jalali, format_jalali_day_month
from dealer_app.domain.deadlines.words import ClockWords
from dealer_app.domain.orders.orders import STAGES, OrderDetails
from dealer_app.domain.orders.verbs import Verb, verbs_of
from dealer_app.domain.persian import document_number, persian_digits
from dealer_app.domain.plans.requests import RequestDetails
from resources.texts.sentences.signs import QUOTED
from ui.page_kit.plan_lines import PlanLines
from ui.pages.customer_file.ledger import LedgerSummary, LedgerView
from ui.texts import customer_file as texts
from ui.texts import forms as form_texts
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.controls.mark_box import MarkBox
from ui.widgets.layout.flow import FlowLayout
from ui.widgets.notes.banner import Banner
from ui.widgets.painted.badge import Badge
from ui.widgets.painted.card import Card
from ui.widgets.painted.painting import draw_focus_ring
from ui.widgets.painted.rule import Rule
from ui.widgets.painted.stepper import Stepper
from ui.widgets.words.fact import Fact
from ui.widgets.words.labels import make_label
from ui.widgets.words.plain import set_tip

VERBS = {
    Verb.PRINCIPAL_SLIP: (texts.PRINCIPAL_SLIP, "receipt-text", "F7"),
    Verb.LETTER: (texts.LETTER, "mail-open", "F8"),
    Verb.PENALTY_SLIP: (texts.PENALTY_SLIP, "triangle-alert", "Shift+F7"),
    Verb.PAYMENT: (texts.RECORD_PAYMENT, "banknote", ""),
    Verb.RECEIPT: (texts.RECEIPT, "receipt", ""),
    Verb.LEDGER: (texts.LEDGER, "list-filter", ""),
}
"""Words, icon and key of each action."""
CLOCK_ICONS = {"amber": "alarm-clock", "red": "triangle-alert", "accent": "clock"}
SPOKEN_TONES = {"amber": "amber", "red": "red", "green": "green", "neutral": "accent"}


class OrderCard(Card):
    """Expandable card: closed it shows the stage of the order, open also the money and the commands."""

    opened = Signal(object)
    verb_asked = Signal(str)

    def __init__(
        self, order: OrderDetails, clocks: Sequence[ClockWords] = (), request: RequestDetails | None = None
    ) -> None:
        super().__init__()
        self.order = order
        self.request = request
        self.plan: QWidget | None = None
        self._plan_place = QVBoxLayout()
        self.is_open = False
        self._go: Callable[[], object] | None = None
        self.verbs: dict[str, KeyCapButton] = {}
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(texts.ORDER.format(car=order.fields.car or texts.NO_CAR))
        column = self.column(margin=16, gap=8)
        column.addLayout(_head(order, clocks))
        column.addLayout(_numbers(order))
        column.addWidget(_stepper(order))
        self._inside = self._make_inside()
        column.addWidget(self._inside)
        self._inside.hide()

    def open(self) -> None:
        """Show the money and the commands."""
        self.is_open = True
        self._inside.show()
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def shut(self) -> None:
        """Hide the money and the commands; only the stage of the order remains."""
        self.is_open = False
        self._inside.hide()
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def say_refusal(self, words: str) -> None:
        """Show below the commands why one was refused; "" hides it."""
        self._refusal.say(words)
        self._refusal.setVisible(bool(words))
        self._doubt.hide()

    def ask(self, words: str, go: Callable[[], object]) -> None:
        """Show a doubt about a command; ``go`` is called after the clerk marked it as right and pressed the button."""
        self.say_refusal(words)
        self.right.setChecked(False)
        self._go = go
        self._doubt.show()
        self.right.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_go(self) -> None:
        go, self._go = self._go, None
        if go is not None and self.right.isChecked():
            go()

    def toggle_ledger(self) -> None:
        """Show or hide the full ledger."""
        is_shown = self._ledger.isHidden()
        self._ledger.setVisible(is_shown)
        words = texts.LEDGER_HIDE if is_shown else texts.LEDGER
        self.verbs["ledger"].setText(words)
        self.verbs["ledger"].setAccessibleName(words)

    def toggle_plan(self) -> None:
        """Show or hide the plan as it was ordered, with the price and the conditions of then."""
        if self.request is None:
            return
        if self.plan is None:
            self.plan = _ordered_plan(self.request)
            self._plan_place.addWidget(self.plan)
            is_shown = True
        else:
            is_shown = self.plan.isHidden()
        self.plan.setVisible(is_shown)
        words = texts.PLAN_HIDE if is_shown else texts.PLAN
        self.verbs["plan"].setText(words)
        self.verbs["plan"].setAccessibleName(words)

    def _make_inside(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        if self.order.is_other_dealership:
            column.addWidget(_other_dealership(self.order))
        column.addWidget(_spoken(self.order))
        column.addWidget(Rule())
        column.addWidget(LedgerSummary(self.order))
        self._ledger = LedgerView(self.order.ledger)
        self._ledger.hide()
        column.addLayout(self._buttons())
        self._refusal = Banner("amber", "triangle-alert")
        self._refusal.hide()
        column.addWidget(self._refusal)
        column.addWidget(self._make_doubt())
        column.addWidget(self._ledger)
        column.addLayout(self._plan_place)
        return inside

    def _make_doubt(self) -> QWidget:
        """Return the box and the button that confirm a doubt; the button acts only if the box is marked."""
        self._doubt = QWidget()
        self.right = MarkBox(form_texts.DOUBT_IS_RIGHT)
        self.go_on = KeyCapButton(texts.GO_ON)
        self.go_on.setEnabled(False)
        self.right.toggled.connect(self.go_on.setEnabled)
        self.go_on.clicked.connect(self._on_go)
        row = QHBoxLayout(self._doubt)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.right)
        row.addWidget(self.go_on)
        row.addStretch(1)
        self._doubt.hide()
        return self._doubt

    def _buttons(self) -> FlowLayout:
        flow = FlowLayout(gap=8, line_gap=8)
        wanted = verbs_of(self.order.fields, self.order.ledger)
        for verb in wanted:
            words, icon, key = VERBS[verb]
            rank = "primary" if verb is wanted[0] else "quiet" if verb is Verb.LEDGER else "normal"
            flow.addWidget(self._verb(verb, words, icon, key, rank))
        if self.request is not None:
            flow.addWidget(self._verb("plan", texts.PLAN, "tags", "Shift+F6", "quiet"))
        self.first_verb = self.verbs[wanted[0]]
        return flow

    def _verb(self, name: str, words: str, icon: str, key: str, rank: str) -> KeyCapButton:
        button = KeyCapButton(words, icon_name=icon, key=key, rank=rank)
        button.clicked.connect(lambda: self.verb_asked.emit(name))
        self.verbs[name] = button
        return button

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self.is_open:
            self.opened.emit(self.order.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and not self.is_open:
            self.opened.emit(self.order.id)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            draw_focus_ring(QPainter(self), QRectF(self.rect()), 12)


def _head(order: OrderDetails, clocks: Sequence[ClockWords]) -> FlowLayout:
    fields = order.fields
    model = texts.MODEL.format(year=persian_digits(fields.model_year)) if fields.model_year else ""
    flow = FlowLayout(gap=10, line_gap=4)
    flow.addWidget(make_label(fields.car or texts.NO_CAR, "title", wraps=True))
    for part in (fields.color, model, fields.sale_type):  # each a label of its own: a row is broken between them
        if part:
            flow.addWidget(make_label(part, "muted", wraps=True))
    flow.addWidget(Badge(order.card.name, "neutral"))
    for clock in clocks:
        badge = Badge(texts.CLOCK.format(name=clock.name, left=clock.left), clock.tone, CLOCK_ICONS[clock.tone])
        set_tip(badge, texts.CLOCK_TIP.format(day=clock.day, then=clock.then))
        flow.addWidget(badge)
    return flow


def _numbers(order: OrderDetails) -> FlowLayout:
    fields = order.fields
    flow = FlowLayout(gap=20, line_gap=4)
    codes = (
        (texts.REQUEST, fields.request_number),
        (texts.CONTRACT, fields.contract_number),
        (texts.INVITATION, fields.invitation_number),
        (texts.VIN, fields.vin),
    )
    for label, words in codes:
        if words:
            flow.addWidget(Fact(label, document_number(words)))
    if fields.delivery_due_on:
        flow.addWidget(Fact(texts.DELIVERY_DUE, format_jalali(fields.delivery_due_on)))
    if fields.dealership_code or fields.dealership_name:
        words = f"{persian_digits(fields.dealership_code)} {fields.dealership_name}".strip()
        flow.addWidget(Fact(texts.DEALERSHIP, words, is_code=False))
    return flow


def _stepper(order: OrderDetails) -> Stepper:
    stage = order.card.stage
    current = STAGES.index(stage) if stage in STAGES else -1
    return Stepper(list(texts.STAGES.values()), current, is_complete=order.fields.delivered_on is not None)


def _spoken(order: OrderDetails) -> QWidget:
    card = order.card
    banner = Banner(SPOKEN_TONES[card.tone], "megaphone")
    strong = format_jalali_day_month(card.deadline_on) if card.deadline_on else ""
    banner.say(QUOTED.format(text=card.spoken), strong=strong)
    set_tip(banner, texts.NEXT_STEP.format(step=card.next_step))
    return banner


def _ordered_plan(request: RequestDetails) -> QWidget:
    """Return the plan of a request as it was ordered, with its version and the day."""
    plan, panel = request.plan, QWidget()
    column = QVBoxLayout(panel)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    given = {"name": plan.name, "code": document_number(plan.code), "version": persian_digits(str(plan.version))}
    said = texts.ORDERED.format(day=format_jalali(request.issued_on), **given)
    lines = PlanLines()
    lines.show_plan(plan, request.issued_on)
    column.addWidget(make_label(said, "section", wraps=True))
    column.addWidget(lines)
    return panel


def _other_dealership(order: OrderDetails) -> Banner:
    banner = Banner("amber", "map-pin")
    name, code = order.fields.dealership_name, persian_digits(order.fields.dealership_code)
    banner.say(texts.OTHER_DEALERSHIP.format(name=name, code=code), strong=name)
    return banner
