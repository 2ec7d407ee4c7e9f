"""Head office: whether this counter belongs to one, enrolling by address and one-time code, bundles by stick."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar

from dealer_app.domain.errors import CodedError, FieldError, sentence
from dealer_app.domain.head_office import LineState
from dealer_app.domain.persian import ascii_digits, persian_digits
from ui.bundles import Bundles
from ui.forms.text_field import LineField
from ui.leaving import Leaving
from ui.line_words import STOPPED
from ui.page import Page
from ui.pages.settings.section import Section
from ui.texts import head_office as words
from ui.widgets.banner import Banner
from ui.widgets.buttons import KeyCapButton
from ui.widgets.labels import make_label
from ui.widgets.rule import Rule

if TYPE_CHECKING:
    from dealer_app.desktop import Desktop


class TypedLine(LineField):
    """Words of a machine: left to right, digits in ASCII, nothing else mended; must not stay empty."""

    def __init__(self, name: str, label: str, hint: str) -> None:
        super().__init__(name, label, ltr=True, hint=hint)

    def raw(self) -> str:
        """Return what was typed, digits in ASCII, without spaces around it."""
        return ascii_digits(self.line.text()).strip()

    def parse(self, text: str) -> object:
        """Take everything; head office judges."""
        return text


class HeadOfficeSection(Section):
    """A manager enrols, once, and anew where this file may not go on; everybody may carry a bundle."""

    key = "head_office"

    def __init__(self, page: Page) -> None:
        super().__init__(page, columns=2)
        self._line = page.context.line
        self._bundles = Bundles(page.context, self)
        self._is_enrolling = self._is_manager = False
        self.state = Banner("neutral", "cloud-off")
        self.opening = self.state.add_action(words.OPEN_PAGE, icon_name="landmark")
        self.opening.clicked.connect(page.context.navigate.open_head_office)
        self.column.insertWidget(3, self.state)
        self.add_fields(
            TypedLine("hub_url", words.HUB_URL, words.HUB_URL_HINT), TypedLine("code", words.CODE, words.CODE_HINT)
        )
        self.fault = Banner("amber", "wifi-off")
        self.fault.hide()
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(words.ENROLLING)
        self.bar.hide()
        self.saving = KeyCapButton(words.ENROL, icon_name="landmark", key="Ctrl+S", rank="primary")
        self.saving.clicked.connect(self.save)
        self._lay_out()
        self._line.changed.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.saving)
        row.addStretch(1)
        for part in (self.fault, self.bar):
            self.column.addWidget(part)
        self.column.addLayout(row)
        self.column.addSpacing(8)
        self.column.addWidget(Rule())
        self.column.addWidget(make_label(words.BUNDLES, "section"))
        self.column.addWidget(make_label(words.BUNDLES_HINT, "muted", wraps=True))
        self.exporting = KeyCapButton(words.EXPORT, icon_name="upload")
        self.importing = KeyCapButton(words.IMPORT, icon_name="file-down")
        self.exporting.clicked.connect(self._bundles.ask_export)
        self.importing.clicked.connect(self._bundles.ask_import)
        for button in (self.exporting, self.importing):
            button.setAutoDefault(True)
        self.end(self.exporting, self.importing)

    @property
    def bundles(self) -> Bundles:
        """Return what writes and takes bundles."""
        return self._bundles

    def guard_for(self, *, is_manager: bool) -> None:
        """Let only a manager enrol."""
        self._is_manager = is_manager
        super().guard_for(is_manager=is_manager)
        self._enable()

    def begin(self) -> None:
        """Put the keyboard into the first field, or where there is none on the way to the page."""
        if self.grid.isVisible():
            super().begin()
        else:
            self.opening.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Enrol, after the person knows what waits where head office is changed."""
        if not self.saving.isEnabled() or not self.grid.isVisible():
            return
        self.fault.hide()
        empty = [FieldError("field_required", name) for name, raw in self.grid.raws().items() if not raw]
        if empty:
            self.grid.show_errors(empty)
            self.grid.field(empty[0].field).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        Leaving(self.page.context, self.window()).ask_change(self._enrol)

    def show_errors(self, error: Exception) -> None:
        """Show a refusal beside its field, trouble with the line as a sentence that stays."""
        if isinstance(error, FieldError):
            self.grid.show_errors([error])
            self.grid.field(error.field).setFocus(Qt.FocusReason.OtherFocusReason)
        elif isinstance(error, CodedError):
            self.fault.say(sentence(error))
            self.fault.show()

    def _enrol(self) -> None:
        raws, head_office = self.grid.raws(), self._line.head_office

        def work(desktop: "Desktop") -> LineState:
            return head_office.enrol(desktop, raws["hub_url"], raws["code"])

        self._set_enrolling(is_so=True)
        self.page.context.tasks.run_network(self.page, work, self._on_enrolled, self._on_failed)

    def _on_enrolled(self, state: LineState) -> None:
        self._set_enrolling(is_so=False)
        self.grid.fill({"code": ""})
        said = words.ENROLLED.format(dealership=persian_digits(state.dealership))
        self.page.context.notes.show(said, "green")
        self._line.look()

    def _on_failed(self, error: Exception) -> None:
        self._set_enrolling(is_so=False)
        if isinstance(error, CodedError):
            self.show_errors(error)
        else:
            self.page.context.tasks.failed.emit(error)

    def _set_enrolling(self, *, is_so: bool) -> None:
        self._is_enrolling = is_so
        self.bar.setVisible(is_so)
        self._enable()

    def _enable(self) -> None:
        may = self._is_manager and not self._is_enrolling
        self.guard.setVisible(self._may_join and not self._is_manager)
        self.grid.setEnabled(may)
        self.saving.setEnabled(may)
        self.saving.setText(words.ENROLLING if self._is_enrolling else self._verb())
        self.saving.setAccessibleName(self.saving.text())
        self.saving.updateGeometry()
        is_enrolled = self._line.view.state.is_enrolled
        self.exporting.setEnabled(is_enrolled)
        self.importing.setEnabled(is_enrolled)

    @property
    def _may_join(self) -> bool:
        return self._line.view.state.enrolment not in {"active", "revoked"}

    def _verb(self) -> str:
        return words.ENROL_ANEW if self._line.view.state.is_enrolled else words.ENROL

    def _show(self) -> None:
        state = self._line.view.state
        said = words.ENROL_STATE[state.enrolment].format(
            dealership=persian_digits(state.dealership), hub_url=state.hub_url
        )
        if state.enrolment in STOPPED:
            self.state.say(said, tone="amber", icon_name="shield-alert")
        elif state.is_enrolled:
            self.state.say(said, tone="green", icon_name="circle-check")
        else:
            self.state.say(said, tone="neutral", icon_name="cloud-off")
        self.grid.setVisible(self._may_join)
        self.saving.setVisible(self._may_join)
        self._enable()
