"""Handle the keyboard of the search box in the top bar: typing, arrows, Enter, Esc, scanner input."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from ui.look.icons import pixmap
from ui.look.theme import RADIUS, theme
from ui.texts import shell as words
from ui.widgets.painted.painting import draw_key_cap, fill_rounded, key_cap_width
from ui.widgets.words.labels import set_kind
from ui.widgets.words.plain import set_tip

PAUSE_MS = 90
"""Pause in typing (ms) before a search starts; unnoticed by a clerk, longer than a scanner's gap."""
SCAN_GAP_MS, SHORTEST_SCAN = 40, 8
"""Longest gap between two keys of a scanner (ms), and the length of the shortest code it reads."""
SCAN_ENDS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}
COMMAND_KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
SILENT_KEYS = {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock}


class SearchBox(QLineEdit):
    """Emits signals for the user's actions; it does not show the results itself."""

    search_requested = Signal(str)
    step_requested = Signal(int)
    open_requested = Signal()
    close_requested = Signal()
    scanned = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "bare", "true")
        self.setPlaceholderText(words.SEARCH_HINT)
        # AlignAbsolute: an empty or Latin text would otherwise move to the left.
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(words.SEARCH_NAME)
        set_tip(self, words.SEARCH_HINT)  # a narrow box elides it
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.textEdited.connect(lambda _text: self._pause.start())
        self._burst, self._burst_at, self._scan_end = "", 0, Qt.Key.Key_unknown
        self._is_begun = False
        theme.changed.connect(self._resize)
        self._resize()

    def ask_now(self) -> None:
        """Search without waiting for a pause (Enter)."""
        self._ask()

    @property
    def is_waiting(self) -> bool:
        """Return whether typed text has not been searched yet."""
        return self._pause.isActive()

    def show_scan(self, text: str) -> None:
        """Show the scanned text, fully selected, so that the next scan or input replaces it."""
        self._pause.stop()
        self.setText(text)
        self.selectAll()

    def take_letters(self, text: str) -> None:
        """Take the focus and go on with letters that were typed elsewhere; they may be the first of a scan."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setText(text)
        self._burst, self._is_begun = text, True
        self._pause.start()

    def _follow_burst(self, event: QKeyEvent) -> bool:
        """Collect keys that are too fast for typing; return whether ``event`` ended a scan and is handled."""
        is_fast = self._is_begun or event.timestamp() - self._burst_at <= SCAN_GAP_MS
        self._is_begun = False
        self._burst_at = event.timestamp()
        if event.key() not in SCAN_ENDS:
            self._scan_end = Qt.Key.Key_unknown
            if event.modifiers() & COMMAND_KEYS:
                self._burst = ""  # a scanner sends no key combinations
            elif event.key() not in SILENT_KEYS:
                self._burst = self._burst * is_fast + event.text() if event.text() else ""
            return False
        burst, self._burst = self._burst, ""
        if self._scan_end in SCAN_ENDS - {Qt.Key(event.key())} and is_fast:
            return True  # second end key of a scanner that sends both Tab and Enter
        if not is_fast or len(burst) < SHORTEST_SCAN:
            return False
        self._scan_end = Qt.Key(event.key())
        self.scanned.emit(burst)
        return True

    def _ask(self) -> None:
        self._pause.stop()
        self.search_requested.emit(self.text().strip())

    def _resize(self) -> None:
        self.setFixedHeight(theme.px(38))
        self.setTextMargins(theme.px(44), 0, theme.px(38), 0)

    def sizeHint(self) -> QSize:
        """Return a wide size."""
        return QSize(theme.px(760), theme.px(38))

    def minimumSizeHint(self) -> QSize:
        """Return the room of a national code."""
        return QSize(theme.px(200), theme.px(38))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Emit the signals of the arrows, Enter and Esc; treat every other key as typing."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            self.step_requested.emit(steps[Qt.Key(event.key())])
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.open_requested.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_requested.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select the existing text, so that the next input replaces it."""
        super().focusInEvent(event)
        if event.reason() in {Qt.FocusReason.ShortcutFocusReason, Qt.FocusReason.TabFocusReason}:
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Emit ``left`` when the focus moves elsewhere in the window."""
        super().focusOutEvent(event)
        self._burst = ""
        if event.reason() not in {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}:
            self.left.emit()

    def event(self, event: QEvent) -> bool:
        """Keep Esc and the arrows from the window's shortcuts, and a scanner's Tab from moving the focus."""
        own_keys = {Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down}
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.key() in own_keys:
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._follow_burst(event):
            event.accept()
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the background, the magnifier at the right and the key cap at the left."""
        painter = QPainter(self)
        border = theme.color("line")
        fill_rounded(painter, QRectF(self.rect()), theme.px(RADIUS), theme.color("field"), border)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 1.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.px(RADIUS), theme.px(RADIUS))
        side = theme.px(17)
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        near, cap = theme.px(12), key_cap_width("F3")
        magnifier = self.width() - near - side if is_rtl else near
        painter.drawPixmap(magnifier, (self.height() - side) // 2, pixmap("search", "muted", 17))
        left = near if is_rtl else self.width() - near - cap
        draw_key_cap(painter, left, self.height() / 2, "F3", theme.color("muted"), theme.color("card"))
        painter.end()
        super().paintEvent(event)
