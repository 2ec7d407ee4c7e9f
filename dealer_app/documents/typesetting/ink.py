"""The look of text on paper: runs of one look, the style of a paragraph, and the colours."""

from typing import NamedTuple

INK = "#161616"
MUTED = "#565d66"
LINE = "#b9c1ca"
SHADE = "#eef4f4"
TEAL = "#0b6e75"
RUST = "#9c3d12"
RUST_SHADE = "#fbf1ea"
RED = "#b3141c"
WATERMARK = "#f1f4f4"
WHITE = "#ffffff"

POINTS_PER_MM = 72 / 25.4


class Run(NamedTuple):
    """A text of one look; values that are not given (0, "") come from the paragraph's style."""

    text: str
    is_bold: bool = False
    size: float = 0
    color: str = ""


class Style(NamedTuple):
    """The look of a paragraph; ``align`` is start (right), end (left), center or justify; ``size`` is in points."""

    size: float = 10.5
    leading: float = 1.75  # line height as a multiple of the size
    align: str = "start"
    color: str = INK
    is_bold: bool = False

    def but(self, **changes: float | str | bool) -> "Style":
        """Return the style with some of its values changed."""
        return self._replace(**changes)  # type: ignore[arg-type] # the keys are this class's own


BODY = Style()
SMALL = Style(size=8.5, color=MUTED)


def as_runs(text: "str | tuple[Run, ...]") -> tuple[Run, ...]:
    """Return ``text`` as runs: a plain text is one run."""
    return (Run(text),) if isinstance(text, str) else text


def bold(text: str) -> Run:
    """Return a bold run."""
    return Run(text, is_bold=True)
