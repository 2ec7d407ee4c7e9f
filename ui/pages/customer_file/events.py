"""Show the file's timeline at the left: events, papers to print again, payments to reverse."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_app.domain.calendar.jalali import format_jalali
from dealer_app.domain.customers import TimelineEntry
from dealer_app.domain.errors import FieldError
from dealer_app.domain.ids import AttachmentId, PaymentId
from dealer_app.domain.papers.papers import PaperKind, PaperRef
from dealer_app.domain.persian import persian_digits
from resources.texts.timeline import QUEUED, REVERSED
from ui.forms.enter_chain import EnterChain
from ui.forms.text_field import TextField
from ui.texts import customer_file as texts
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.layout.scrolled import make_scrolled
from ui.widgets.painted.card import Card
from ui.widgets.painted.timeline import Action, Event, Timeline
from ui.widgets.words.labels import make_label

FEW = 12
ICONS = {
    "registered": "user-plus",
    "corrected": "pencil",
    "printed": "printer",
    "bill": "receipt-text",
    "invitation": "mail-open",
    "visit": "footprints",
    "payment": "banknote",
    "reversal": "undo-2",
    "status": "history",
    "contract": "file-pen",
    "ordered": "tags",
    "imported": "import",
    "activation": "badge-check",
    "join": "users",
    "contact": "id-card",
    "help": "circle-question-mark",
    "call": "phone",
    "call_back": "phone",
    "attachment": "file-up",
    "attachment_withdrawn": "x",
}
REPRINT, REVERSE, OPEN = "print", "reverse", "open"


class CustomerEvents(Card):
    """Timeline, newest first: twelve events or all.

    ``paper_asked`` carries a PaperRef, ``reversal_asked`` the payment id and the reason, ``attachment_asked`` the id.
    """

    paper_asked = Signal(object)
    reversal_asked = Signal(object, str)
    attachment_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._events: tuple[Event, ...] = ()
        self._shows_all = False
        self._reversing: PaymentId | None = None
        self._timeline = Timeline()
        self._timeline.asked.connect(self._on_asked)
        self._none = make_label(texts.EVENTS_NONE, "muted", wraps=True)
        column = self.column(margin=14, gap=10)
        head = QHBoxLayout()
        head.addWidget(make_label(texts.EVENTS, "section"), 1)
        self._all = KeyCapButton(texts.EVENTS_ALL, rank="quiet")
        self._all.clicked.connect(self._on_all)
        head.addWidget(self._all)
        column.addLayout(head)
        column.addWidget(self._reversal_box())
        column.addWidget(self._none)
        column.addWidget(make_scrolled(self._timeline), 1)

    def show_entries(self, entries: Sequence[TimelineEntry], today: date) -> None:
        """Show ``entries``, newest first; their times are local to the counter."""
        self._events = tuple(event_of(entry, today) for entry in entries)
        self._refresh()

    def ask_reason(self, payment_id: PaymentId) -> None:
        """Ask in place why a payment is reversed."""
        self._reversing = payment_id
        self.reason.set_raw("")
        self._box.show()
        self.reason.line.setFocus()

    def unsaved(self) -> dict[str, str]:
        """Return the payment and the reason typed for its reversal, if any."""
        reason = self.reason.raw()
        return {"payment": str(self._reversing), "reversal": reason} if self._reversing and reason else {}

    def resume(self, raws: Mapping[str, str]) -> None:
        """Ask again with the reason that was typed before."""
        if raws.get("payment"):
            self.ask_reason(PaymentId(UUID(raws["payment"])))
            self.reason.set_raw(raws.get("reversal", ""))

    def end_reversal(self) -> None:
        """Hide the question for the reason."""
        self._reversing = None
        self._box.hide()

    def show_reason_error(self, error: FieldError) -> None:
        """Show beside the reason why it was refused."""
        self.reason.show_error(error)

    def _refresh(self) -> None:
        shown = self._events if self._shows_all else self._events[:FEW]
        self._timeline.show_events(shown)
        self._none.setVisible(not self._events)
        self._all.setVisible(len(self._events) > FEW)
        self._all.setText(texts.EVENTS_FEW if self._shows_all else texts.EVENTS_ALL)
        self._all.setAccessibleName(self._all.text())

    def _reversal_box(self) -> QWidget:
        self._box = QWidget()
        self.reason = TextField("reason", texts.REVERSE_REASON)
        column = QVBoxLayout(self._box)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.reason)
        row = QHBoxLayout()
        go = KeyCapButton(texts.REVERSE, key="Enter", rank="primary")
        stop = KeyCapButton(texts.REVERSE_NOT)
        go.clicked.connect(self._ask)
        stop.clicked.connect(self.end_reversal)
        row.addWidget(go)
        row.addWidget(stop)
        row.addStretch(1)
        column.addLayout(row)
        self._chain = EnterChain(self, [self.reason], self._ask)
        self._box.hide()
        return self._box

    def _ask(self) -> None:
        if self._reversing is not None:
            self.reversal_asked.emit(self._reversing, self.reason.raw())

    def _on_all(self) -> None:
        self._shows_all = not self._shows_all
        self._refresh()

    def _on_asked(self, key: str) -> None:
        verb, kind, paper_id = key.split("|")
        if verb == REVERSE:
            self.ask_reason(PaymentId(UUID(paper_id)))
        elif verb == OPEN:
            self.attachment_asked.emit(AttachmentId(UUID(paper_id)))
        else:
            self.paper_asked.emit(PaperRef(PaperKind(kind), UUID(paper_id)))


def newest_paper(entries: Sequence[TimelineEntry]) -> PaperRef | None:
    """Return the paper printed last, else the one issued last; None if the file has none."""
    papers = [entry for entry in entries if entry.paper_kind]
    printed = [entry for entry in papers if entry.kind == "printed"]
    newest = next(iter(printed or papers), None)
    return PaperRef(PaperKind(newest.paper_kind), UUID(newest.paper_id)) if newest else None


def event_of(entry: TimelineEntry, today: date) -> Event:
    """Return an event of the timeline: «امروز ۱۰:۳۸ · سمیه کریمی»."""
    parts = (when(entry, today), entry.subtitle)
    return Event(
        icon=ICONS.get(entry.kind, "history"),
        title=entry.title,
        subtitle=" · ".join(part for part in parts if part),
        mark=entry.mark,
        is_mark_amber=entry.mark == QUEUED,
        actions=_actions(entry),
    )


def when(entry: TimelineEntry, today: date) -> str:
    """Return the day in words, with the time if the event has one (facts of head office have only a day)."""
    day = entry.at.date()
    has_time = (entry.at.hour, entry.at.minute) != (0, 0)
    time = persian_digits(f"{entry.at:%H:%M}") if has_time else ""
    if day == today:
        return texts.TODAY.format(time=time).strip()
    return format_jalali(day)


def _actions(entry: TimelineEntry) -> tuple[Action, ...]:
    if entry.attachment_id:
        return (Action("eye", f"{texts.OPEN_ATTACHMENT}: {entry.title}", f"{OPEN}||{entry.attachment_id}"),)
    if not entry.paper_kind:
        return ()
    key = f"{entry.paper_kind}|{entry.paper_id}"
    reprint = Action("printer", f"{texts.REPRINT}: {entry.title}", f"{REPRINT}|{key}")
    if entry.kind == "payment" and entry.mark != REVERSED:
        return (Action("undo-2", f"{texts.REVERSE}: {entry.title}", f"{REVERSE}|{key}"), reprint)
    return (reprint,)
