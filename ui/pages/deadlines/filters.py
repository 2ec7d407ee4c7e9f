"""Show the groups of the list as cards with their counts, and a chip for each kind of clock."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dealer_app.domain.deadlines.lists import MOST_COUNTED, DeadlineCounts, DeadlineWish, Group
from dealer_app.domain.deadlines.rules import ClockKind
from dealer_app.domain.money import group_digits
from dealer_app.domain.persian import persian_digits
from resources.texts.deadlines import KINDS
from ui.texts import deadlines as words
from ui.widgets.controls.figure_button import FigureButton
from ui.widgets.controls.filter_chip import FilterChip
from ui.widgets.layout.flow import FlowLayout

LOOKS = {
    Group.LATE: ("red", "triangle-alert"),
    Group.TODAY: ("red", "alarm-clock"),
    Group.SOON: ("amber", "clock"),
}
ICONS = {
    ClockKind.PAY: "banknote",
    ClockKind.UNPAID: "mail-open",
    ClockKind.WINNER: "badge-check",
    ClockKind.PAPERS: "file-text",
    ClockKind.INVITATION: "mail-open",
    ClockKind.DELIVERY: "car",
    ClockKind.CALL_BACK: "phone",
    ClockKind.DEED: "stamp",
    ClockKind.REQUEST: "landmark",
}
"""Kind -> the icon of its chip."""


class DeadlineFilters(QWidget):
    """Cards and chips; ``chosen`` fires after another group or kind was chosen. Choosing one again shows all."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(words.FILTERS)
        self.group: Group | None = None
        self.kind: ClockKind | None = None
        self._counts = DeadlineCounts({})
        self.cards = {group: FigureButton("", words.COUNT_UNIT, *LOOKS[group]) for group in Group}
        self.chips: dict[ClockKind | None, FilterChip] = {None: FilterChip("", words.ALL, "", "neutral")}
        self.chips |= {kind: FilterChip(kind, KINDS[kind], ICONS[kind], "accent") for kind in ClockKind}
        cards = QHBoxLayout()
        cards.setSpacing(12)
        for group, card in self.cards.items():
            cards.addWidget(card, 1)
            card.clicked.connect(lambda _on=False, group=group: self.choose_group(group))
        chips = QWidget()
        flow = FlowLayout(chips)
        for kind, chip in self.chips.items():
            flow.addWidget(chip)
            chip.clicked.connect(lambda _on=False, kind=kind: self.choose_kind(kind))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(cards)
        column.addWidget(chips)
        self.show_counts(self._counts, 0)

    def wish(self, *, is_latest_first: bool) -> DeadlineWish:
        """Return the part of the list that is chosen."""
        return DeadlineWish(self.group, self.kind, is_latest_first)

    def choose_group(self, group: Group | None) -> None:
        """Choose a group; the chosen one again, or None, shows all groups."""
        self.group = None if group is self.group else group
        self._light()
        self.chosen.emit()

    def choose_kind(self, kind: ClockKind | None) -> None:
        """Choose a kind; the chosen one again, or None, shows all kinds."""
        self.kind = None if kind is self.kind else kind
        self._light()
        self.chosen.emit()

    def clear(self) -> bool:
        """Show everything; return whether anything was chosen."""
        if self.group is None and self.kind is None:
            return False
        self.group = self.kind = None
        self._light()
        self.chosen.emit()
        return True

    def step_group(self) -> None:
        """Choose the next group; after the last one all of them."""
        groups: list[Group | None] = [None, *Group]
        self.choose_group(groups[(groups.index(self.group) + 1) % len(groups)])

    def step_kind(self) -> None:
        """Choose the next kind that has clocks; after the last one all of them."""
        kinds = [kind for kind, chip in self.chips.items() if not chip.isHidden()]
        self.choose_kind(kinds[(kinds.index(self.kind) + 1) % len(kinds)])

    def show_counts(self, counts: DeadlineCounts, soon_days: int) -> None:
        """Show the counts; a kind without any clock has no chip."""
        self._counts = counts
        for group, card in self.cards.items():
            heading = words.GROUPS[group].format(days=persian_digits(str(soon_days)))
            total = counts.total(group)
            figure = group_digits(total) + (words.MORE if counts.is_more(group) else "")
            name = words.GROUP_NAME.format(name=heading, count=figure)
            card.show_figure(heading, figure, name, is_zero=not total)
        self._light()

    def _light(self) -> None:
        for group, card in self.cards.items():
            card.setChecked(group is self.group)
        for kind, chip in self.chips.items():
            groups = Group if self.group is None else (self.group,)
            counts = [self._counts.total(group, kind) for group in groups]
            is_more = any(self._is_more(group, kind) for group in groups)
            chip.show_count(sum(counts), is_more=is_more)
            chip.setChecked(kind is self.kind)
            chip.setVisible(kind is None or kind is self.kind or any(self._counts.total(one, kind) for one in Group))

    def _is_more(self, group: Group, kind: ClockKind | None) -> bool:
        return self._counts.is_more(group) if kind is None else self._counts.total(group, kind) >= MOST_COUNTED
