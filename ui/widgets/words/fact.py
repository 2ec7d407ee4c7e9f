"""Show a fact in one row: a small label and its value; codes keep their direction."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.widgets.words.directed import directed
from ui.widgets.words.labels import make_label


class Fact(QWidget):
    """«درخواست R2606100412»; ``after`` follows in small type (the bank of a Sheba)."""

    def __init__(self, label: str, words: str, after: str = "", *, is_code: bool = True) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        row.addWidget(make_label(label, "small"))
        shown = make_label(directed(words) if is_code else words, "fact")
        shown.setAccessibleName(f"{label} {words}")
        row.addWidget(shown)
        if after:
            row.addWidget(make_label(after, "small"))
