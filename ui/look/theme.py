"""Define the look of the counter (colours, fonts, sizes, styles) and switch palette and size at run time."""

import re
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from ui.look.palettes import PALETTES, TONES

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
FAMILY = "Vazirmatn"
SCALES = (100, 125, 150, 200)
"""Type sizes in percent; F11 switches to the next one."""
RADIUS = 9
CARD_RADIUS = 12
CONTROL_HEIGHT = 36
BODY, SMALL, TITLE, HEADLINE = 14, 12, 17, 22


class Theme(QObject):
    """Holds the current palette and size; ``changed`` fires after a switch, so that painted widgets update."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name = "light"
        self.scale_percent = 100

    @property
    def is_dark(self) -> bool:
        """Return whether the dark palette is active."""
        return self.name == "dark"

    def hex(self, token: str) -> str:
        """Return a token's colour as ``#RRGGBB``; raises KeyError for an unknown token (a bug)."""
        return PALETTES[self.name][token]

    def color(self, token: str) -> QColor:
        """Return a token's colour."""
        return QColor(self.hex(token))

    def tone(self, name: str) -> tuple[QColor, QColor]:
        """Return foreground and background of a tone: neutral, accent, amber, red or green."""
        ink, ground = TONES[name]
        return self.color(ink), self.color(ground)

    def px(self, pixels: float) -> int:
        """Convert a length in pixels at 100 % to pixels at the current scale."""
        return round(pixels * self.scale_percent / 100)

    def font(self, pixels: int = BODY, weight: int = 400) -> QFont:
        """Return Vazirmatn at ``pixels`` (at 100 %); weights are 400, 500 and 700."""
        font = QFont(FAMILY)
        font.setPixelSize(self.px(pixels))
        font.setWeight(QFont.Weight(weight))
        return font

    def use(self, name: str | None = None, scale_percent: int | None = None) -> None:
        """Switch palette or size, apply them to the running application and emit ``changed``."""
        self.name = name if name in PALETTES else self.name
        self.scale_percent = scale_percent if scale_percent in SCALES else self.scale_percent
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setPalette(_palette(self))
            app.setFont(self.font())
            app.setStyleSheet(_style_sheet(self))
        self.changed.emit()

    def next_scale(self) -> int:
        """Return the next type size (percent), wrapping around."""
        return SCALES[(SCALES.index(self.scale_percent) + 1) % len(SCALES)]


def load_fonts() -> None:
    """Register the bundled Vazirmatn; otherwise Persian text would use a font of the PC."""
    for weight in ("Regular", "Medium", "Bold"):
        QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / f"{FAMILY}-{weight}.ttf"))


def _palette(look: Theme) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: "window",
        QPalette.ColorRole.Base: "card",
        QPalette.ColorRole.AlternateBase: "window",
        QPalette.ColorRole.Button: "card",
        QPalette.ColorRole.WindowText: "text",
        QPalette.ColorRole.Text: "text",
        QPalette.ColorRole.ButtonText: "text",
        QPalette.ColorRole.PlaceholderText: "muted",
        QPalette.ColorRole.Highlight: "accent",
        QPalette.ColorRole.Accent: "accent",
        QPalette.ColorRole.HighlightedText: "on_accent",
        QPalette.ColorRole.ToolTipBase: "text",
        QPalette.ColorRole.ToolTipText: "card",
        QPalette.ColorRole.Link: "accent",
        QPalette.ColorRole.Light: "hover",
        QPalette.ColorRole.Midlight: "line",
        QPalette.ColorRole.Mid: "edge",
        QPalette.ColorRole.Dark: "edge",
        QPalette.ColorRole.Shadow: "line",
    }
    for role, token in roles.items():
        palette.setColor(role, look.color(token))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, look.color("muted"))
    return palette


def _style_sheet(look: Theme) -> str:
    sheet = (RESOURCES / "styles" / "counter.qss").read_text(encoding="utf-8")
    good = look.color("green")
    good.setAlpha(150)
    sheet = sheet.replace("@good_edge", good.name(QColor.NameFormat.HexArgb))
    sheet = re.sub(r"@(\w+)", lambda match: look.hex(match[1]), sheet)
    return re.sub(r"\b(\d+)px", lambda match: f"{_scaled(look, int(match[1]))}px", sheet)


def _scaled(look: Theme, pixels: int) -> int:
    return pixels if pixels <= 1 else look.px(pixels)


theme = Theme()
"""The only theme of the running program."""
