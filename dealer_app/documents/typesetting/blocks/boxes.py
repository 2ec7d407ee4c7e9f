"""Blocks that contain others (stacks, columns, frames), and signature boxes."""

from dataclasses import dataclass

from dealer_app.documents.typesetting.blocks.block import Block
from dealer_app.documents.typesetting.blocks.paragraph import paragraph
from dealer_app.documents.typesetting.ink import LINE, Style
from dealer_app.documents.typesetting.sheet import Sheet


@dataclass(frozen=True)
class Stack(Block):
    """Blocks one under another that are never split."""

    parts: tuple[Block, ...]

    def measure(self, width: float) -> float:
        """Return the height of all parts with the gaps between them."""
        return sum(part.height(width) + part.gap for part in self.parts) - self.parts[-1].gap

    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> None:
        """Draw the parts from top to bottom."""
        for part in self.parts:
            part.draw(sheet, left, top, width)
            top -= part.height(width) + part.gap


@dataclass(frozen=True)
class Columns(Block):
    """Blocks side by side, the first at the right; ``shares`` of the width, ``between`` points apart."""

    parts: tuple[Block, ...]
    shares: tuple[float, ...]
    between: float = 12
    is_centered: bool = False  # parts are centered vertically, not aligned at the top
    is_filled: bool = False  # frames are drawn as high as the highest part

    def _widths(self, width: float) -> list[float]:
        room = width - self.between * (len(self.parts) - 1)
        return [room * share / sum(self.shares) for share in self.shares]

    def measure(self, width: float) -> float:
        """Return the height of the highest part."""
        return max(part.height(room) for part, room in zip(self.parts, self._widths(width), strict=True))

    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> None:
        """Draw the parts from right to left."""
        whole, right = self.height(width), left + width
        for part, room in zip(self.parts, self._widths(width), strict=True):
            right -= room
            if self.is_filled and isinstance(part, Frame):
                part.draw_as_high(sheet, right, top, room, whole)
            else:
                drop = (whole - part.height(room)) / 2 if self.is_centered else 0
                part.draw(sheet, right, top - drop, room)
            right -= self.between


@dataclass(frozen=True)
class Frame(Block):
    """A block inside a box with rounded corners."""

    body: Block
    stroke: str = LINE
    fill: str = ""
    thickness: float = 0.8
    pad_x: float = 12
    pad_y: float = 8
    radius: float = 6

    def measure(self, width: float) -> float:
        """Return the height of the box."""
        return self.body.height(width - 2 * self.pad_x) + 2 * self.pad_y

    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> None:
        """Draw the box and its body."""
        self.draw_as_high(sheet, left, top, width, self.height(width))

    def draw_as_high(self, sheet: Sheet, left: float, top: float, width: float, height: float) -> None:
        """Draw the box ``height`` points high, with its body in the middle."""
        look = {"radius": self.radius, "thickness": self.thickness}
        sheet.box(left, top - height, width, height, stroke=self.stroke, fill=self.fill, **look)
        inner = width - 2 * self.pad_x
        drop = (height - self.body.height(inner)) / 2
        self.body.draw(sheet, left + self.pad_x, top - drop, inner)


@dataclass(frozen=True)
class SignatureBox(Block):
    """An empty box to sign in, with its label in the upper right corner."""

    label: str
    points: float = 78

    def measure(self, width: float) -> float:  # noqa: ARG002 - the same at any width
        """Return the height of the box."""
        return self.points

    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> None:
        """Draw the box and its label."""
        sheet.box(left, top - self.points, width, self.points, radius=6, stroke=LINE)
        name = paragraph(self.label, Style(size=9, leading=1.6, color="#3f4650"))
        name.draw(sheet, left + 9, top - 5, width - 18)
