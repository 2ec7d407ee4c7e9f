"""Field for one paper of a check-list: seen, copied or missing."""

from collections.abc import Sequence

from dealer_app.domain.errors import FieldError
from ui.forms.field import Field
from ui.texts.visits import PAPER_HINT, PAPER_NAME
from ui.widgets.painted.paper_row import PaperRow


class PaperField(Field):
    """A row with a paper's name and its mark; ``key`` names it in a draft."""

    def __init__(self, name: str, marks: Sequence[tuple[str, str]], *, key: str) -> None:
        self.row, self.key = PaperRow(name, marks), key
        super().__init__(name, name, self.row)
        self.label.hide()
        self.sentence.hide()
        self.row.marked.connect(self._on_marked)
        self._name()

    def raw(self) -> str:
        """Return the key of the chosen mark."""
        return self.row.mark

    def set_raw(self, text: str) -> None:
        """Choose the mark ``text``."""
        self.row.choose(text)
        self._name()

    def problem(self) -> FieldError | None:
        """Return None, because each mark is an answer."""
        return None

    def check(self) -> bool:
        """Accept every mark; a paper that is missing is no error."""
        return True

    def _on_marked(self) -> None:
        self._name()
        self.edited.emit()

    def _name(self) -> None:
        self.row.setAccessibleName(PAPER_NAME.format(paper=self.name, mark=self.row.words))
        self.row.setAccessibleDescription(PAPER_HINT)
