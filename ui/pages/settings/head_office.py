"""Settings of head office: enrolment by address and code or by stick, and bundles by stick."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QWidget

from dealer_app.domain.errors import CodedError, FieldError, sentence
from dealer_app.domain.head_office import LineState
from dealer_app.domain.persian import ascii_digits, persian_digits
from dealer_app.domain.rights import Right
from ui.forms.text_field import LineField
from ui.line.words import STOPPED
from ui.operations import head_office as operations
from ui.page_kit.page import Page
from ui.pages.settings.section import Section
from ui.sticks.bundles import Bundles
from ui.sticks.joining import Joining
from ui.sticks.leaving import Leaving
from ui.texts import head_office as words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.controls.mark_box import MarkBox
from ui.widgets.layout.flow import FlowLayout
from ui.widgets.notes.banner import Banner
from ui.widgets.painted.rule import Rule
from ui.widgets.words.labels import make_label


class TypedLine(LineField):
    """Technical text: left to right, digits in ASCII, otherwise unchanged; must not be empty."""

    def __init__(self, name: str, label: str, hint: str) -> None:
        super().__init__(name, label, ltr=True, hint=hint)

    def raw(self) -> str:
        """Return the input with ASCII digits, without surrounding spaces."""
        return ascii_digits(self.line.text()).strip()

    def parse(self, text: str) -> object:
        """Accept any text; head office checks it."""
        return text


class HeadOfficeSection(Section):
    """Enrolment for managers and bundles for everyone.

    A manager enrols once, and again if this database may not continue. If the counter works by stick only, the single
    remaining field takes the address once there is a line.
    """

    key = "head_office"
    right = Right.HEAD_OFFICE

    def __init__(self, page: Page) -> None:
        super().__init__(page, columns=2)
        self._line = page.context.line
        self.with_attachments = MarkBox(words.WITH_ATTACHMENTS)
        self._bundles = Bundles(page.context, self, self.with_attachments.isChecked)
        self._joining = Joining(page.context, self, self._on_failed)
        self._is_enrolling = self._was_by_stick = False
        self.state = Banner("neutral", "cloud-off")
        self.opening = self.state.add_action(words.OPEN_PAGE, icon_name="landmark")
        self.opening.clicked.connect(page.context.navigate.open_head_office)
        self.column.insertWidget(3, self.state)
        code = TypedLine("code", words.CODE, words.CODE_HINT)
        code.is_kept = False
        self.add_fields(TypedLine("hub_url", words.HUB_URL, words.HUB_URL_HINT), code)
        self.fault = Banner("amber", "wifi-off")
        self.fault.hide()
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(words.ENROLLING)
        self.bar.hide()
        self.saving = KeyCapButton(words.ENROL, icon_name="landmark", key="Ctrl+S", rank="primary")
        self.saving.clicked.connect(self.save)
        self.by_stick = KeyCapButton(words.JOIN_BY_STICK, icon_name="hard-drive")
        self.by_stick.setAutoDefault(True)
        self.by_stick.clicked.connect(self.join_by_stick)
        self.by_stick_hint = make_label(words.JOIN_BY_STICK_HINT, "muted", wraps=True)
        self._lay_out()
        self._line.changed.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        for part in (self.fault, self.bar):
            self.column.addWidget(part)
        self.column.addWidget(_in_lines(self.saving, self.by_stick))
        self.column.addWidget(self.by_stick_hint)
        self.column.addSpacing(8)
        self.column.addWidget(Rule())
        self.column.addWidget(make_label(words.BUNDLES, "section"))
        self.column.addWidget(make_label(words.BUNDLES_HINT, "muted", wraps=True))
        self.column.addWidget(self.with_attachments)
        self.exporting = KeyCapButton(words.EXPORT, icon_name="upload")
        self.importing = KeyCapButton(words.IMPORT, icon_name="file-down")
        self.carrying = KeyCapButton(words.CARRY, icon_name="repeat")
        self.exporting.clicked.connect(self._bundles.ask_export)
        self.importing.clicked.connect(self._bundles.ask_import)
        self.carrying.clicked.connect(self._bundles.ask_carry)
        for button in (self.exporting, self.importing, self.carrying):
            button.setAutoDefault(True)
        self.column.addWidget(_in_lines(self.exporting, self.importing, self.carrying))
        self.column.addStretch(1)

    @property
    def bundles(self) -> Bundles:
        """Return the object that writes and reads bundles."""
        return self._bundles

    def guard(self) -> None:
        """Allow only people with the right to enrol."""
        super().guard()
        self._enable()

    def begin(self) -> None:
        """Focus the next step: a bundle, the first field, or the button that opens the page."""
        if self._line.view.state.is_by_stick:
            self.exporting.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.grid.isVisible():
            super().begin()
        else:
            self.opening.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Enrol, or save the address; before a change of head office, show what has not been sent."""
        if not self.saving.isEnabled() or not self.grid.isVisible() or self._is_something_empty(*self._wanted()):
            return
        if self._may_join:
            Leaving(self.page.context, self.window()).ask_change(self._enrol)
        else:
            self._change_address()

    def join_by_stick(self) -> None:
        """Write a request for the typed code; before a change of head office, show what has not been sent."""
        if self._is_something_empty("code"):
            return
        code = self.grid.raws()["code"]
        Leaving(self.page.context, self.window()).ask_change(lambda: self._joining.ask(code))

    def _wanted(self) -> tuple[str, ...]:
        return ("hub_url", "code") if self._may_join else ("hub_url",)

    def _is_something_empty(self, *names: str) -> bool:
        """Return whether one of these fields is empty, and show the error beside it."""
        self.fault.hide()
        raws = self.grid.raws()
        empty = [FieldError("field_required", name) for name in names if not raws[name]]
        if empty:
            self.grid.show_errors(empty)
            self.grid.field(empty[0].field).setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(empty)

    def show_errors(self, error: Exception) -> None:
        """Show a refusal beside its field, and trouble with the line as a permanent sentence."""
        if isinstance(error, FieldError) and error.field in self.grid.raws():
            self.grid.show_errors([error])
            self.grid.field(error.field).setFocus(Qt.FocusReason.OtherFocusReason)
        elif isinstance(error, CodedError):
            self.fault.say(sentence(error))
            self.fault.show()

    def _enrol(self) -> None:
        raws = self.grid.raws()
        self._set_enrolling(is_so=True)
        operations.enrol(self.page, raws["hub_url"], raws["code"], self._on_enrolled, self._on_failed)

    def _change_address(self) -> None:
        raws = self.grid.raws()
        self._set_enrolling(is_so=True)
        operations.change_address(self.page, raws["hub_url"], self._on_enrolled, self._on_failed)

    def _on_enrolled(self, state: LineState) -> None:
        is_new = self._may_join
        self._set_enrolling(is_so=False)
        self.grid.fill({"code": ""})
        self.drafts.drop()
        said = words.ENROLLED.format(dealership=persian_digits(state.dealership)) if is_new else words.ADDRESS_SAVED
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
        state = self._line.view.state
        is_allowed = self.page.context.on_duty.may(self.right)
        may = is_allowed and not self._is_enrolling
        self.guard_note.setVisible(self._has_fields and not is_allowed)
        self.grid.setEnabled(may)
        self.saving.setEnabled(may)
        self.by_stick.setEnabled(may)
        self.saving.setText(words.ENROLLING if self._is_enrolling else self._verb())
        self.saving.setAccessibleName(self.saving.text())
        self.saving.updateGeometry()
        self.exporting.setEnabled(state.is_enrolled)
        self.with_attachments.setEnabled(state.is_enrolled)
        self.importing.setEnabled(state.is_enrolled or state.is_asking)
        self.carrying.setVisible(self._line.may_talk)

    @property
    def _may_join(self) -> bool:
        return self._line.view.state.enrolment not in {"active", "revoked"}

    @property
    def _has_fields(self) -> bool:
        return self._may_join or self._line.view.state.is_by_stick

    def _verb(self) -> str:
        if not self._may_join:
            return words.SAVE_ADDRESS
        return words.ENROL_ANEW if self._line.view.state.is_enrolled else words.ENROL

    def _show(self) -> None:
        said, tone, icon_name = _state_words(self._line.view.state)
        self.state.say(said, tone=tone, icon_name=icon_name)
        self.grid.show_only(self._wanted())
        self.by_stick_hint.setText(words.JOIN_BY_STICK_HINT if self._may_join else words.ADDRESS_LATER_HINT)
        for part in (self.grid, self.saving, self.by_stick_hint):
            part.setVisible(self._has_fields)
        self.by_stick.setVisible(self._may_join)
        self._mark_attachments()
        self._show_ranks()
        self._enable()

    def _mark_attachments(self) -> None:
        """Mark that attachments go along once the counter works by stick only: no line takes them."""
        is_by_stick = self._line.view.state.is_by_stick
        if is_by_stick != self._was_by_stick:
            self._was_by_stick = is_by_stick
            self.with_attachments.setChecked(is_by_stick)

    def _show_ranks(self) -> None:
        """Highlight the next step: joining, reading the answer, or making a bundle."""
        state = self._line.view.state
        first = self.importing if state.is_asking else self.exporting if state.is_by_stick else self.saving
        for button in (self.saving, self.importing, self.exporting):
            button.rank = "primary" if button is first else "normal"
            button.update()


def _in_lines(*buttons: QWidget) -> QWidget:
    """Place buttons side by side; large type wraps them into rows."""
    host = QWidget()
    flow = FlowLayout(host, gap=10)
    for button in buttons:
        flow.addWidget(button)
    return host


def _state_words(state: LineState) -> tuple[str, str, str]:
    """Return the section's sentence about this counter, its tone and its icon."""
    dealership = persian_digits(state.dealership)
    said = words.ENROL_STATE[state.enrolment].format(dealership=dealership, hub_url=state.hub_url)
    if state.is_asking:
        return (words.ENROL_ASKING, "accent", "clock")
    if state.enrolment in STOPPED:
        return (said, "amber", "shield-alert")
    if state.is_by_stick:
        return (words.ENROL_BY_STICK_STATE.format(dealership=dealership), "green", "circle-check")
    if state.is_enrolled:
        return (said, "green", "circle-check")
    return (said, "neutral", "cloud-off")
