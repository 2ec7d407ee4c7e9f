"""Show the middle of the registration: notices, the section's fields or the read-back, and the buttons."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dealer_app.domain.customers import CustomerDetails
from dealer_app.domain.drafts import Draft
from ui.drafts.banner import DraftBanner
from ui.pages.registration.form import RegistrationForm
from ui.pages.registration.readback import Line, ReadBack
from ui.texts import drafts as draft_texts
from ui.texts import registration as texts
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.layout.flow import FlowLayout
from ui.widgets.layout.scrolled import make_scrolled
from ui.widgets.notes.banner import Banner
from ui.widgets.painted.card import Card
from ui.widgets.words.labels import make_label


class RegistrationSheet(Card):
    """Card that shows one section at a time; it emits signals and decides nothing itself."""

    next_asked = Signal()
    back_asked = Signal()
    print_less_asked = Signal()
    file_asked = Signal(object)

    def __init__(self, form: RegistrationForm, *, is_correction: bool) -> None:
        super().__init__()
        self._form = form
        self._is_correction = is_correction
        self._known: CustomerDetails | None = None
        self.draft_words = make_label("", "small", wraps=True)
        self._title = make_label("", "title")
        self._read_back = ReadBack()
        self.draft_banner = DraftBanner()
        self._known_banner = self._make_known_banner()
        column = self.column(margin=20, gap=12)
        column.addWidget(self.draft_banner)
        column.addWidget(self._known_banner)
        column.addWidget(self._title)
        column.addWidget(self._scrolled(), 1)
        column.addLayout(self._buttons())

    def show_fields(self, key: str) -> None:
        """Show the fields of section ``key``."""
        self._title.setText(texts.SECTIONS[key])
        self._form.show_section(key)
        self._form.show()
        self._read_back.hide()
        self.say_next(key)
        self.print_less.hide()

    def show_read_back(self, lines: Sequence[Line]) -> None:
        """Show the answers that will be saved, for reading aloud."""
        self._title.setText(texts.READ_BACK)
        self._read_back.show_lines(lines)
        self._form.hide()
        self._read_back.show()
        self.say_next("review")
        self.print_less.setVisible(not self._is_correction)

    def say_next(self, key: str) -> None:
        """Label the default button with its next action."""
        words = texts.NEXT
        if key == "review":
            words = texts.SAVE_EDIT if self._is_correction else texts.SAVE_AND_PRINT
        self._name_next(words)

    def set_saving(self, is_saving: bool) -> None:
        """Disable the buttons while the database answers, and show that it is saving."""
        for button in (self.next, self.back, self.print_less):
            button.setEnabled(not is_saving)
        if is_saving:
            self._name_next(texts.SAVING)
        else:
            self.say_next("review")
            self.next.setFocus()

    def show_known(self, known: CustomerDetails | None) -> None:
        """Show that the code already has a file and offer to open it; None hides the banner."""
        self._known = known
        self._known_banner.setVisible(known is not None)
        if known is not None:
            self._known_banner.say(texts.KNOWN_CODE.format(name=known.name), strong=known.name)

    def offer_draft(self, draft: Draft) -> None:
        """Offer to continue a draft that a crash or a closed tab left."""
        name = f"{draft.body.get('given_name', '')} {draft.body.get('family_name', '')}".strip()
        self.draft_banner.offer(draft, draft_texts.REGISTRATION.format(name=name or draft_texts.NAMELESS), strong=name)

    def _name_next(self, words: str) -> None:
        self.next.setText(words)
        self.next.setAccessibleName(words)
        self.next.updateGeometry()

    def _scrolled(self) -> QScrollArea:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(2, 2, 2, 2)
        column.addWidget(self._form)
        column.addWidget(self._read_back)
        column.addStretch(1)
        self._inner = column
        return make_scrolled(content)

    def show_key_caps(self, *, is_shown: bool) -> None:
        """Show the keys on the buttons and the title, or leave them out in a narrow window."""
        for button, key in ((self.next, "Enter"), (self.back, "Shift+Enter")):
            button.key = key if is_shown else ""
            button.updateGeometry()
        self._title.setVisible(is_shown)  # the list of sections names it too

    def adopt(self, panel: QWidget) -> None:
        """Place ``panel`` below the fields, for large type."""
        self._inner.addWidget(panel)

    def _buttons(self) -> QHBoxLayout:
        self.next = KeyCapButton(texts.NEXT, key="Enter", rank="primary")
        self.back = KeyCapButton(texts.BACK, key="Shift+Enter")
        self.print_less = KeyCapButton(texts.SAVE_ONLY, icon_name="save")
        self.next.setAutoDefault(True)
        self.next.clicked.connect(self.next_asked)
        self.back.clicked.connect(self.back_asked)
        self.print_less.clicked.connect(self.print_less_asked)
        row = QHBoxLayout()
        row.setSpacing(8)
        flow = FlowLayout(gap=8, line_gap=8)
        for button in (self.next, self.print_less, self.back):
            flow.addWidget(button)
        self.draft_words.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(flow, 5)
        row.addWidget(self.draft_words, 2)
        return row

    def _make_known_banner(self) -> Banner:
        banner = Banner("amber", "id-card")
        banner.add_action(texts.OPEN_FILE).clicked.connect(self._open_known)
        banner.hide()
        return banner

    def _open_known(self) -> None:
        if self._known is not None:
            self.file_asked.emit(self._known.id)
