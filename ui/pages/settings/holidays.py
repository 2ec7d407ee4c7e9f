"""List the holidays of a year with their origin; a manager changes a day with a reason, or takes a year over."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_app.domain.calendar.jalali import format_jalali_day_month, parse_jalali, to_jalali
from dealer_app.domain.directory.holidays import EditHoliday, HolidayRow, HolidayYear
from dealer_app.domain.edits.edits import Topic, key_of
from dealer_app.domain.persian import persian_digits
from dealer_app.domain.rights import Right
from ui.clock import local_today
from ui.forms.choice_field import ChoiceField
from ui.forms.jalali_field import JalaliField
from ui.forms.text_field import TextField
from ui.operations import holidays as operations
from ui.operations.edits import offer_undo
from ui.page_kit.page import Page
from ui.pages.settings.section import Section
from ui.texts import holidays as words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.layout.columns import ColumnLayout
from ui.widgets.layout.flow import FlowLayout
from ui.widgets.notes.banner import Banner
from ui.widgets.painted.badge import Badge
from ui.widgets.words.labels import make_label


class HolidaysSection(Section):
    """Form for one day above, the days of the year below."""

    key = "holidays"
    right = Right.DIRECTORY

    def __init__(self, page: Page) -> None:
        super().__init__(page, columns=2)
        self.year = to_jalali(local_today())[0]
        self.shown: HolidayYear | None = None
        self.add_fields(
            JalaliField("day", words.DAY, local_today, says_day=True),
            ChoiceField("kind", words.KIND, words.KINDS),
            TextField("name", words.NAME),
            TextField("why", words.WHY, hint=words.WHY_HINT),
        )
        self.saving = KeyCapButton(words.SAVE, icon_name="calendar-days", key="Ctrl+S", rank="primary")
        self.saving.clicked.connect(self.save)
        actions = QWidget()
        FlowLayout(actions).addWidget(self.saving)
        self.column.addWidget(actions)
        self.unknown = Banner("amber", "triangle-alert")
        self.filling = self.unknown.add_action(words.FILL, icon_name="calendar-days")
        self.filling.clicked.connect(self._fill)
        self.years = QWidget()
        flow = FlowLayout(self.years)
        for year in (self.year, self.year + 1):
            button = KeyCapButton(words.YEAR.format(year=persian_digits(str(year))), icon_name="calendar-days")
            button.clicked.connect(lambda _on=False, year=year: self.show_year(year))
            flow.addWidget(button)
        self.title = make_label("", "section")
        self._rows = QWidget()
        self._list = QVBoxLayout(self._rows)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(4)
        for widget in (self.title, self.years, self.unknown, self._rows):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.show_year(self.year)

    def show_year(self, year: int) -> None:
        """Read and list the days of a Jalali year."""
        self.year = year
        operations.list_year(self.page, year, self._show)

    def guard(self) -> None:
        """Allow only people with the right to change days; everybody reads them."""
        super().guard()
        self.filling.setEnabled(self.page.context.on_duty.may(self.right))

    def save(self) -> None:
        """Store the day; every error is shown beside its field."""
        if not self.saving.isEnabled():
            return
        raws = self.grid.raws()
        edit = EditHoliday(
            day=raws["day"],
            name=raws["name"],
            is_holiday=raws["kind"] != "workday",
            why=raws["why"],
            is_estimated=raws["kind"] == "estimated",
        )
        self.send(
            operations.edit_holiday(self.page, edit), lambda year, is_clean: self._on_edited(year, edit.day, is_clean)
        )

    def on_edits(self) -> None:
        self.show_year(self.year)

    def _on_edited(self, year: HolidayYear, day: str, is_clean: bool) -> None:
        if is_clean:
            self.grid.fill({"day": "", "name": "", "why": ""})
            self._stored = self.grid.kept_raws()
        self.year = year.year
        self._show(year)
        offer_undo(self.page.context, words.SAVED, Topic.HOLIDAY, key_of(parse_jalali(day, local_today())))

    def _fill(self) -> None:
        operations.fill_year(self.page, self.year).on_done(self._on_filled).run()

    def _on_filled(self, found: HolidayYear) -> None:
        self._show(found)
        offer_undo(self.page.context, words.SAVED, Topic.HOLIDAY_YEAR, key_of(found.year))

    def _show(self, found: HolidayYear) -> None:
        self.shown = found
        year = persian_digits(str(found.year))
        count = persian_digits(str(sum(row.is_holiday for row in found.rows)))
        self.title.setText(words.TITLE.format(year=year, count=count))
        self.unknown.say(words.UNKNOWN.format(year=year), strong=year)
        self.unknown.setVisible(not found.is_known)
        while self._list.count():
            item = self._list.takeAt(0)
            gone = item.widget() if item is not None else None
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for row in found.rows:
            self._list.addWidget(_line(row))


def _line(row: HolidayRow) -> QWidget:
    """Return one day: date, name, and a mark with who changed it and why; a narrow place has them one below another."""
    line = QWidget()
    columns = ColumnLayout(line, most=3, least=190, gap=10, line_gap=2)
    columns.add(make_label(format_jalali_day_month(row.day), "strong" if row.is_holiday else "muted", wraps=True))
    columns.add(make_label(row.name or words.NAMELESS, "body" if row.is_holiday else "muted", wraps=True))
    end = QWidget()
    column = QVBoxLayout(end)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    if not row.is_holiday:
        column.addWidget(Badge(words.STRUCK, "neutral", "x"))
    elif row.is_estimated:
        column.addWidget(Badge(words.ESTIMATED, "amber", "moon"))
    said = words.BY.format(name=row.edited_by) if row.edited_by else words.ORIGINS[row.origin]
    column.addWidget(make_label(" · ".join(part for part in (said, row.why) if part), "small", wraps=True))
    columns.add(end)
    return line
