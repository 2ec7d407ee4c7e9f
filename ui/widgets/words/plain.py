"""Show text as it is: the only place where a tool tip or a label with bold words is set.

Qt takes a text that looks like markup for markup: a customer named «<b>» would change the look of the page, and
«<img src=…>» would read a file. ``tests/architecture/test_plain_text.py`` forbids the calls below everywhere else.
"""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as QtText
from PySide6.QtWidgets import QLabel, QTabBar, QWidget

TIP_ROLE = Qt.ItemDataRole.ToolTipRole
"""Role of a model's tool tips; return ``plain_tip(text)`` for it."""


def plain_tip(text: str) -> str:
    """Return ``text`` for a tool tip: unchanged, unless Qt would take it for markup; then every sign is escaped."""
    return QtText.convertFromPlainText(text) if QtText.mightBeRichText(text) else text


def set_tip(widget: QWidget, text: str) -> None:
    """Show ``text`` when the mouse rests on ``widget``."""
    widget.setToolTip(plain_tip(text))


def set_tab_tip(tabs: QTabBar, index: int, text: str) -> None:
    """Show ``text`` when the mouse rests on tab ``index``."""
    tabs.setTabToolTip(index, plain_tip(text))


def say_plain(label: QLabel, text: str, *, strong: str = "") -> None:
    """Show ``text`` in ``label``, every place of ``strong`` in bold."""
    if strong and strong in text:
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setText(bold_part(text, strong))
    else:
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setText(text)


def bold_part(text: str, strong: str) -> str:
    """Return markup that shows exactly ``text``, every place of ``strong`` in bold."""
    return f"<b>{_escaped(strong)}</b>".join(_escaped(part) for part in text.split(strong))


def _escaped(text: str) -> str:
    return escape(text).replace("\n", "<br>")
