"""Create and connect all parts of the screen (composition root), and run the shell's commands.

Loaded after the first paint (``ui.app``). The shell itself is created once the sign-in page is shown.
"""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit

from dealer_app.domain.errors import CodedError, FieldErrors, sentence
from dealer_app.domain.persian import persian_digits
from dealer_app.domain.rights import Right
from dealer_app.domain.staff import Actor
from ui.lanes.change_bus import ChangeBus
from ui.lanes.crash_log import crash_code, log_crash
from ui.lanes.tasks import Tasks
from ui.line.head_office import DesktopLine, HeadOffice
from ui.line.line import REVOKED, Line, Pace
from ui.line.words import trouble_sentence
from ui.look.saved_look import save_look
from ui.look.theme import theme
from ui.operations import entrance as operations
from ui.operations.entrance import Opened
from ui.page_kit.context import Context
from ui.page_kit.on_duty import OnDuty
from ui.shell import start_trace
from ui.shell.call_back_badge import CallBackBadge
from ui.shell.commands import rail_entries, shell_commands
from ui.shell.crash_dialog import report_bug
from ui.shell.deadline_badge import DeadlineBadge
from ui.shell.entrance import Entrance
from ui.shell.idle import IdleWatch
from ui.shell.line_control import LineControl
from ui.shell.navigation import Navigation
from ui.shell.search_control import SearchControl
from ui.shell.undo_key import UndoKey
from ui.shell.window import Window
from ui.shell.window_place import fit_window, place_window, save_place
from ui.texts import shell as words
from ui.texts import sign_in as entrance_words

if TYPE_CHECKING:
    from dealer_app.desktop import Desktop
    from dealer_app.domain.days import DayDoubt


class Counter(QObject):
    """The running program; ``start`` shows the window and opens the database."""

    def __init__(
        self,
        home: Path,
        *,
        is_demo: bool = False,
        window: Window | None = None,
        head_office: HeadOffice | None = None,
        pace: Pace | None = None,
    ) -> None:
        super().__init__()
        self._head_office, self._pace = head_office or DesktopLine(), pace or Pace()
        self.home, self._is_demo = home, is_demo
        self.window = window or Window(Entrance())
        self.entrance = self.window.entrance
        self.tasks = Tasks(self._open_desktop, self)
        self.change_bus = ChangeBus(self)
        self.on_duty = OnDuty(self)
        self._undo_key = UndoKey(self)
        self._idle: IdleWatch | None = None
        self._wants_import = self._is_furnished = self._is_shut_out = False
        self.entrance.use_tasks(self.tasks)
        self._connect()

    def _connect(self) -> None:
        self.window.closing.connect(self._on_closing)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenRemoved.connect(self._fit_window)
        self.tasks.failed.connect(self._on_failed)
        self.entrance.signed_in.connect(self._on_signed_in)
        self.entrance.day_left_open.connect(self._on_day_left_open)
        self.entrance.was_set_up.connect(self._on_opened)
        self.entrance.import_requested.connect(self._want_import)
        self.entrance.demo_requested.connect(self._build_demo)
        self.entrance.waiting.again_requested.connect(self.open)
        self.entrance.waiting.quit_requested.connect(self.window.close)

    def _furnish(self) -> None:
        """Create the shell once: while the sign-in page is shown, at the latest at the first sign-in."""
        if self._is_furnished:
            return
        self._is_furnished = True
        self.navigate = Navigation(self.window)
        self.line = Line(self.tasks, self.change_bus, self._head_office, self._pace)
        self.context = Context(self.tasks, self.change_bus, self.window.notes, self.navigate, self.on_duty, self.line)
        self.navigate.context = self.context
        shell = self.window.shell
        self.search = SearchControl(self.context, shell.top_bar.search, shell.popup)
        shell.use_rail(rail_entries(self))
        self.window.use_commands(shell_commands(self))
        shell.top_bar.new_requested.connect(self.register_walk_in)
        shell.home.new_requested.connect(self.register_walk_in)
        shell.home.search_requested.connect(self.go_to_search)
        shell.help_sheet.question_asked.connect(lambda text: self.navigate.open_help(text=text))
        shell.home.files_requested.connect(self.navigate.open_files)
        self.on_duty.changed.connect(self._on_session)
        self.on_duty.look_wanted.connect(self.use_look)
        self.on_duty.staff_changed.connect(self._reread_staff)
        self.line_control = LineControl(self.context, self.window)
        self.badges = (DeadlineBadge(self.context, self.window), CallBackBadge(self.context, self.window))
        self.line.revoked.connect(self._on_revoked)
        self._on_session()

    def start(self) -> None:
        """Show the window; open the database after the first paint."""
        self.window.on_first_paint(self.open)
        place_window(self.window, self.home)
        self.window.show()

    def open(self) -> None:
        """Open the database on the database lane."""
        fit_window(self.window)
        self.entrance.wait(entrance_words.BUILDING if self._is_demo else entrance_words.OPENING)
        operations.look_first(self, self.tasks, self.home, self._on_glanced, self._on_open_failed)

    # -- commands of the shell

    def register_walk_in(self) -> None:
        """Open a registration, prefilled with the text of the search box (F2)."""
        if self.window.shell.top_bar.search.text().strip():
            self.search.register_typed()
        else:
            self.navigate.open_registration()

    def go_to_search(self) -> None:
        """Move the keyboard focus to the search box (F3)."""
        self.window.shell.top_bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refresh(self) -> None:
        """Reload the page in front (F5)."""
        page = self.window.shell.tabs.front
        if page is not None:
            page.refresh()
        self.line.look()

    def undo_edit(self) -> None:
        """Undo the typing in the focused field, or else the last saved edit (Ctrl+Z)."""
        typing = QApplication.focusWidget()
        if isinstance(typing, QLineEdit) and typing.isUndoAvailable():
            typing.undo()
        elif not self.on_duty.undo_edit():
            self.window.notes.show(words.NOTHING_TO_UNDO)

    def next_scale(self) -> None:
        """Switch to the next type size; the largest is followed by the smallest (F11)."""
        percent = theme.next_scale()
        self.use_look(theme.name, percent)
        self.window.notes.show(words.LARGE_TYPE.format(percent=persian_digits(str(percent))))

    def talk_now(self) -> None:
        """Start a talk with head office now (Shift+F5)."""
        self.line_control.talk_now()

    def switch_look(self) -> None:
        """Switch between the light and the dark palette."""
        self.use_look("light" if theme.is_dark else "dark", theme.scale_percent)

    def use_look(self, name: str, scale_percent: int) -> None:
        """Apply a palette and a type size (percent), and save both for the next start of this PC."""
        theme.use(name, scale_percent)
        save_look(self.home, name, scale_percent)
        counter = replace(self.on_duty.settings.counter, theme=name, scale_percent=scale_percent)
        self.on_duty.use_settings(replace(self.on_duty.settings, counter=counter))

    def lock(self) -> None:
        """Lock the counter until the PIN is typed; drafts are kept (F12)."""
        if self.on_duty.is_locked:
            return
        self.on_duty.lock()
        self.window.leave()
        self.entrance.lock(self.on_duty.actor)

    # -- results from the lanes

    def _open_desktop(self) -> "Desktop":
        from dealer_app.desktop import Desktop

        desktop = Desktop(self.home)
        desktop.open()
        return desktop

    def _build_demo(self) -> None:
        self._is_demo = True
        self.open()

    def _on_glanced(self, seen: Opened | None) -> None:
        """Show the sign-in page if the first look found staff, then open the database in full."""
        if seen is not None:
            self._on_opened(seen)
        open_database = operations.open_demo if self._is_demo else operations.look_around
        open_database(self, self.tasks, self._on_opened if seen is None else _nothing_more, self._on_open_failed)

    def _on_opened(self, opened: Opened) -> None:
        # The look of this PC is stored in a file beside the database and is known before the database opens.
        counter = replace(opened.settings.counter, theme=theme.name, scale_percent=theme.scale_percent)
        self.on_duty.use_settings(replace(opened.settings, counter=counter))
        self.entrance.show_people(opened)
        start_trace.mark_usable()
        QTimer.singleShot(0, self, self._furnish)

    def _on_open_failed(self, error: Exception) -> None:
        if isinstance(error, CodedError):
            self.entrance.fail(sentence(error))
            return
        log_crash(error)
        self.entrance.fail(entrance_words.UNKNOWN_FAULT.format(code=crash_code(error)))

    def _on_signed_in(self, actor: Actor) -> None:
        self._furnish()
        tabs = self.window.shell.tabs
        tabs.use_person(actor)
        self.on_duty.sign_in(actor)
        tabs.catch_up()
        self.window.enter()
        self.line.look()
        handle = self.window.windowHandle()
        if self._idle is None and handle is not None:
            self._idle = IdleWatch(handle)
            self._idle.idle.connect(self.lock)
        if self._wants_import:
            self._wants_import = False
            self.navigate.open_import()
        elif self.window.shell.tabs.front is None and self.on_duty.may(Right.FIND):
            self.navigate.open_deadlines()
            self.go_to_search()

    def _on_day_left_open(self, doubt: "DayDoubt") -> None:
        from dealer_app.services.days.days import refusal_of

        self.window.notes.show_error(refusal_of(doubt))

    def _reread_staff(self) -> None:
        operations.look_around(self, self.tasks, self.entrance.take_people)

    def _want_import(self) -> None:
        self._wants_import = True

    def _on_session(self) -> None:
        shell, settings = self.window.shell, self.on_duty.settings
        shell.top_bar.show_actor(self.on_duty.actor)
        shell.top_bar.sample.setVisible(settings.is_demo)
        shell.status_bar.show_place(settings.dealership.code, settings.counter.counter)

    def _on_revoked(self) -> None:
        """Show the final screen after head office had the database destroyed.

        Later errors of pages that still ask for the database are not shown.
        """
        self._is_shut_out = True
        self.on_duty.lock()
        self.window.leave(keeps_drafts=False)
        self.entrance.end(trouble_sentence(REVOKED))

    def _on_failed(self, error: Exception) -> None:
        if self._is_shut_out:
            return
        if isinstance(error, (CodedError, FieldErrors)):
            self.window.notes.show_error(error)
        else:
            report_bug(error, self.window)

    def _fit_window(self) -> None:
        fit_window(self.window)

    def _on_closing(self) -> None:
        save_place(self.window, self.home)
        if self._idle is not None:
            self._idle.stop()
        if self._is_furnished:
            self.line.close()
        self.tasks.close()


def _nothing_more(_opened: Opened) -> None:
    """Ignore the result of the full opening if the sign-in page is already shown."""
