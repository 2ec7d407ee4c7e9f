"""Connect the line to the window: status bar, notes after a talk, question before leaving."""

from PySide6.QtCore import QObject

from dealer_app.domain.head_office import AnswerState, TalkReport
from ui.line.head_office import DECISIONS
from ui.line.words import bar_words, number, trouble_sentence
from ui.page_kit.context import Context
from ui.shell.window import Window
from ui.sticks.leaving import Leaving
from ui.texts import head_office as words


class LineControl(QObject):
    """Shows the result of a talk that the user requested, and news from any talk that needs a person."""

    def __init__(self, context: Context, window: Window) -> None:
        super().__init__(window)
        self._context, self._bar = context, window.shell.status_bar
        self._is_requested = False
        self._refused: int | None = None
        self._decisions = 0
        self.leaving = Leaving(context, window)
        line = context.line
        line.changed.connect(self._on_line)
        line.talked.connect(self._on_talked)
        self._bar.line_requested.connect(context.navigate.open_head_office)
        window.may_close = self.leaving.may_close
        self._on_line()

    def talk_now(self) -> None:
        """Start a talk at the user's request and show its result; without a line, show the alternative."""
        line = self._context.line
        if line.view.state.is_by_stick:
            self._context.notes.show(trouble_sentence("line_none"), "amber", (words.GO_BUNDLES, self._open_bundles))
            return
        if not line.may_talk:
            self._context.navigate.open_head_office()
            return
        self._is_requested = True
        line.talk_now()

    def _open_bundles(self) -> None:
        self._context.navigate.open_settings(section="head_office")

    def _on_line(self) -> None:
        line = self._context.line
        self._bar.line.say(*bar_words(line.view.state, is_talking=line.is_talking))
        if line.is_known:
            self._say_news()

    def _say_news(self) -> None:
        view = self._context.line.view
        refused, decisions = view.counts.get(AnswerState.REFUSED, 0), view.state.conflicts
        if self._refused is not None and refused > self._refused:
            self._note(words.NEWS_REFUSED.format(count=number(refused - self._refused)), AnswerState.REFUSED)
        elif self._refused is not None and decisions > self._decisions:
            self._note(words.NEWS_CONFLICT.format(count=number(decisions)), DECISIONS)
        self._refused, self._decisions = refused, decisions

    def _note(self, text: str, chip: str) -> None:
        self._context.notes.show(
            text, "amber", (words.SHOW, lambda: self._context.navigate.open_head_office(chip=chip))
        )

    def _on_talked(self, report: TalkReport) -> None:
        is_requested, self._is_requested = self._is_requested, False
        if not is_requested or self._context.on_duty.is_locked:
            return
        if report.trouble:
            self._context.notes.show(trouble_sentence(report.trouble), "amber")
        elif not report.is_done and self._context.line.was_stopped:
            self._context.notes.show(words.TALK_STOPPED)
        elif report.sent or report.received:
            said = words.TALKED.format(sent=number(report.sent), received=number(report.received))
            self._context.notes.show(said, "green")
        else:
            self._context.notes.show(words.TALKED_NOTHING, "green")
