"""Show one dealership: open now, next opening, address, telephones, hours of the week, others in the province."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_app.domain.calendar.jalali import format_jalali
from dealer_app.domain.directory.dealerships import DealershipFacts, format_services
from dealer_app.domain.directory.hours import format_hours
from dealer_app.domain.directory.listing import Directory, DirectoryRow, list_neighbours
from dealer_app.domain.directory.opening import Openness, OpenState, Why, next_opening, open_at
from dealer_app.domain.directory.sentences import opening_sentence
from dealer_app.domain.persian import isolate, persian_digits
from resources.texts.directory import PHONE_KINDS
from ui.texts import directory as words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.layout.flow import FlowLayout
from ui.widgets.layout.scrolled import make_scrolled
from ui.widgets.notes.banner import Banner
from ui.widgets.painted.badge import Badge
from ui.widgets.painted.card import Card
from ui.widgets.painted.week_table import WeekTable
from ui.widgets.words.labels import make_label
from ui.widgets.words.plain import set_tip

TONES = {
    OpenState.OPEN: ("green", "circle-check"),
    OpenState.CLOSED: ("neutral", "clock"),
    OpenState.UNKNOWN: ("amber", "triangle-alert"),
}
"""State -> tone and icon."""
MOST_NEIGHBOURS = 4


def state_words(found: Openness) -> str:
    """Return the short answer: «باز», «بسته», «تعطیل» (Friday, a holiday, closed today) or «نامعلوم»."""
    if found.state is OpenState.CLOSED and found.why is not Why.HOURS:
        return words.STATES["day_off"]
    return words.STATES[found.state]


class Details(Card):
    """Card of one dealership; ``wanted`` carries the code of a neighbour."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.subject: DirectoryRow | None = None
        self._make_words()
        self.week = WeekTable()
        self.printing = KeyCapButton(words.PRINT, icon_name="printer", key="Ctrl+P", rank="primary")
        self.closing = KeyCapButton(words.CLOSE_TODAY, icon_name="lock", key="Ctrl+L")
        self.copying = KeyCapButton(words.COPY, icon_name="clipboard-check")
        self.editing = KeyCapButton(words.EDIT, icon_name="pencil", key="Ctrl+E")
        self._neighbours = QWidget()
        self._codes: list[str] = []
        flow = FlowLayout(self._neighbours)
        self._beside = [KeyCapButton("", icon_name="map-pin") for _ in range(MOST_NEIGHBOURS)]
        for place, button in enumerate(self._beside):
            button.clicked.connect(lambda _on=False, place=place: self.wanted.emit(self._codes[place]))
            flow.addWidget(button)
        self._lay_out()

    def show_row(self, row: DirectoryRow, directory: Directory, now: datetime) -> None:
        """Show a dealership as it is at the moment ``now``."""
        facts, self.subject = row.facts, row
        found = open_at(facts.hours, now, directory.official, row.closed)
        upcoming = next_opening(facts.hours, now, directory.official, row.closed)
        tone, icon_name = TONES[found.state]
        self.banner.say(opening_sentence(found, upcoming, now), tone=tone, icon_name=icon_name)
        self.name.setText(facts.name)
        self.code.show_words(words.CODE_OF.format(code=isolate(facts.code)), "neutral")
        self.own.setVisible(row.is_own)
        self.address.setText(facts.address or words.NO_ADDRESS)
        self._say(self.owner, f"{words.OWNER}: {facts.owner}" if facts.owner else "")
        self._say(self.services, f"{words.SERVICES}: {format_services(facts.services)}" if facts.services else "")
        self.phones.setText(phone_lines(facts) or words.NO_PHONES)
        self._say(self.hours_note, words.HOURS_NOTE.format(note=facts.hours_note) if facts.hours_note else "")
        self.week.setVisible(facts.hours.is_known)
        self.week.show_week(facts.hours, (now.weekday() + 2) % 7)
        phone_hours = format_hours(facts.phone_hours)
        self._say(self.phone_hours, words.PHONE_HOURS.format(hours=phone_hours) if phone_hours else "")
        self._say(self.origin, " · ".join(_origin(row)))
        self._show_closing(row, now)
        self._show_neighbours(row, directory)

    def text(self) -> str:
        """Return what is copied: name, address, telephones and hours."""
        if self.subject is None:
            return ""
        facts = self.subject.facts
        hours = format_hours(facts.hours) or facts.hours_note
        lines = (facts.name, facts.address, phone_lines(facts), hours)
        return "\n".join(line for line in lines if line)

    def is_closed_today(self, now: datetime) -> bool:
        """Return whether the staff closed the dealership today."""
        return self.subject is not None and now.date() in self.subject.closed

    def _show_closing(self, row: DirectoryRow, now: datetime) -> None:
        is_closed = now.date() in row.closed
        said = words.OPEN_TODAY if is_closed else words.CLOSE_TODAY
        self.closing.setText(said)
        self.closing.setAccessibleName(said)
        self.closing.icon_name = "undo-2" if is_closed else "lock"
        self.closing.updateGeometry()

    def _show_neighbours(self, row: DirectoryRow, directory: Directory) -> None:
        others = list_neighbours(directory.rows, row)[:MOST_NEIGHBOURS]
        self._say(self.province, words.NEIGHBOURS.format(province=row.facts.province) if others else "")
        self._neighbours.setVisible(bool(others))
        self._codes = [other.facts.code for other in others]
        for place, button in enumerate(self._beside):
            button.setVisible(place < len(others))
            if place < len(others):
                facts = others[place].facts
                button.setText(words.NEIGHBOUR.format(city=facts.city or facts.name, code=isolate(facts.code)))
                button.setAccessibleName(facts.name)
                set_tip(button, facts.name)
                button.updateGeometry()

    def _make_words(self) -> None:
        self.banner = Banner("neutral", "clock")
        self.name = make_label("", "title", wraps=True)
        self.code, self.own = Badge(), Badge(words.OWN, "accent", "store")
        self.address = make_label("", "body", wraps=True)
        self.owner, self.services = make_label("", "small", wraps=True), make_label("", "small", wraps=True)
        self.phones = make_label("", "strong", wraps=True)
        self.hours_note = make_label("", "body", wraps=True)
        self.phone_hours = make_label("", "small", wraps=True)
        self.province = make_label("", "section", wraps=True)
        self.origin = make_label("", "small", wraps=True)

    def _lay_out(self) -> None:
        sheet = QWidget()
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(2, 2, 2, 2)
        inner.setSpacing(6)
        marks = QWidget()
        badges = FlowLayout(marks)
        badges.addWidget(self.code)
        badges.addWidget(self.own)
        parts = (
            (self.name, marks, self.banner),
            (self.address, self.phones),
            (self.week, self.hours_note, self.phone_hours),
            (self.services, self.owner),
            (self.province, self._neighbours),
            (self.origin,),
        )
        for part in parts:
            for widget in part:
                inner.addWidget(widget)
            inner.addSpacing(2)
        inner.addStretch(1)
        column = self.column(margin=16, gap=10)
        column.addWidget(make_scrolled(sheet), 1)
        self._buttons = QWidget()
        flow = FlowLayout(self._buttons)
        for button in self.buttons():
            flow.addWidget(button)
        column.addWidget(self._buttons, 0, Qt.AlignmentFlag.AlignBottom)

    def buttons(self) -> tuple[KeyCapButton, ...]:
        """Return the buttons at the foot, the usual one first."""
        return (self.printing, self.closing, self.copying, self.editing)

    @staticmethod
    def _say(label: QWidget, text: str) -> None:
        label.setText(text)  # type: ignore[attr-defined]
        label.setVisible(bool(text))


def phone_lines(facts: DealershipFacts) -> str:
    """Return the telephones, one in a line, each with its kind."""
    return "\n".join(
        words.PHONE.format(kind=PHONE_KINDS[phone.kind], number=isolate(persian_digits(phone.digits)))
        for phone in facts.phones
    )


def _origin(row: DirectoryRow) -> tuple[str, ...]:
    facts = row.facts
    said = (
        words.VALID_FROM.format(day=format_jalali(facts.valid_from)) if facts.valid_from else "",
        words.SOURCE.format(source=facts.source) if facts.source else "",
        words.EDITED.format(name=row.edited_by) if row.edited_by else "",
    )
    return tuple(one for one in said if one)
