"""Show the answer to a scanned paper: the verdict in word, colour and icon, then the sealed facts."""

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from dealer_app.domain.calendar.jalali import format_jalali_long
from dealer_app.domain.money import format_rial
from dealer_app.domain.papers.authenticity import GENUINE, SealAnswer, SealedFacts
from dealer_app.domain.persian import document_number, persian_digits
from ui.texts import seals as words
from ui.widgets.notes.banner import Banner
from ui.widgets.painted.key_hint import KeyHint
from ui.widgets.words.directed import directed
from ui.widgets.words.labels import make_label

SIGNS = {
    "genuine": ("green", "shield-check"),
    "invalid": ("red", "circle-alert"),
    "unknown_key": ("amber", "shield-alert"),
    "unreadable": ("amber", "circle-alert"),
}


class SealSheet(QWidget):
    """Shows one ``SealAnswer``; ``lines`` holds the facts on the screen as (label, words)."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(words.ANSWER)
        self.lines: tuple[tuple[str, str], ...] = ()
        self.banner = Banner()
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(24)
        self._facts.setVerticalSpacing(10)
        self._not_here = make_label(words.NOT_HERE, "small")
        self._hint = KeyHint("Enter", words.OPEN)
        self._paper_hint = KeyHint("Enter", words.OPEN_PAPER)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(12)
        column.addWidget(self.banner)
        column.addLayout(self._facts)
        foot = QHBoxLayout()
        foot.addWidget(self._not_here)
        foot.addWidget(self._hint)
        foot.addWidget(self._paper_hint)
        foot.addStretch(1)
        column.addLayout(foot)

    def show_answer(self, answer: SealAnswer) -> None:
        """Replace the shown answer."""
        verdict = words.VERDICTS[answer.verdict]
        tone, sign = SIGNS[answer.verdict]
        sentence = words.SENTENCES[answer.verdict].format(verdict=verdict)
        self.banner.say(sentence, strong=verdict, tone=tone, icon_name=sign)
        self.lines = _lines(answer.facts, is_late=answer.is_late) if answer.facts else ()
        self._fill()
        self._hint.setVisible(answer.file is not None)
        self._paper_hint.setVisible(answer.paper is not None)
        is_here = answer.file is not None or answer.paper is not None
        self._not_here.setVisible(not is_here and answer.verdict == GENUINE)

    def _fill(self) -> None:
        while self._facts.count():
            item = self._facts.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        for at, (label, text) in enumerate(self.lines):
            row, column = divmod(at, 2)
            shown = make_label(directed(text), "strong")
            shown.setAccessibleName(f"{label}: {text}")
            self._facts.addWidget(make_label(label, "small"), row, 2 * column)
            self._facts.addWidget(shown, row, 2 * column + 1)
        for column in (1, 3):
            self._facts.setColumnStretch(column, 1)


def _lines(facts: SealedFacts, *, is_late: bool) -> tuple[tuple[str, str], ...]:
    """Return the facts as (label, words), with number and amount near the top for comparison with the paper."""
    pay_by = format_jalali_long(facts.pay_by_on) if facts.pay_by_on else ""
    lines = (
        (words.KIND, words.KINDS.get(facts.kind, facts.kind)),
        (words.NUMBER, document_number(facts.number)),
        (words.AMOUNT, words.RIAL.format(amount=format_rial(facts.amount)) if facts.amount else ""),
        (words.PAY_BY, f"{pay_by} · {words.LATE}" if is_late else pay_by),
        (words.TAIL, persian_digits(facts.national_code_tail)),
        (words.ORDER, facts.order),
        (words.DEALERSHIP, persian_digits(facts.dealership)),
    )
    return tuple((label, text) for label, text in lines if text)
