"""Show who may do what: one row a right, one column a role; the table is data and is only read here."""

from dataclasses import dataclass
from functools import partial

from dealer_app.domain.rights import (
    Grant,
    Right,
    grants,
    right_name,
    roles_name,
    who_may,
    who_may_allow,
    whose_with_pin,
)
from dealer_app.domain.settings import Settings
from dealer_app.domain.staff import Role
from resources.tables import read_table
from resources.texts.rights import ROLES
from ui.look.theme import theme
from ui.page_kit.page import Page
from ui.pages.settings.section import Section
from ui.tables.ids_model import Column, IdsModel
from ui.tables.ids_table import IdsTable
from ui.texts import settings as words
from ui.widgets.layout.scrolled import scroll_to
from ui.widgets.words.labels import make_label

LEAST_HEIGHT, LEAST_WIDTH = 330, 640
"""Least size of the table in pixels at 100 %; below that width only the rights stand in it."""


@dataclass(frozen=True, slots=True)
class RightRow:
    """A right with the grant of each role, and where the row of the table comes from."""

    right: Right
    grants: dict[Role, Grant]
    source: str


def right_rows() -> tuple[RightRow, ...]:
    """Return the rows of the table of rights, in its order."""
    rows = ((Right(row["right"]), row["source"]) for row in read_table("rights"))
    return tuple(RightRow(right, dict(grants()[right]), source) for right, source in rows)


def _grant(row: RightRow, role: Role) -> str:
    return words.GRANTS[row.grants[role]]


COLUMNS = (
    Column(words.RIGHT, 30, lambda row: right_name(row.right), "", "strong"),
    *(Column(ROLES[role], 10, partial(_grant, role=role), is_spare=True) for role in Role),
)


class RightsSection(Section):
    """The table of rights; the arrows move through it, the sentence below says the row in full."""

    key = "rights"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.mine = make_label("", "strong", wraps=True)
        self.model = IdsModel(COLUMNS, "right")
        self.table = IdsTable(self.model, words.SECTIONS[self.key])
        self.table.opens, self.table.narrow = "", LEAST_WIDTH
        self.table.setMinimumHeight(theme.px(LEAST_HEIGHT))
        self.said = make_label("", "body", wraps=True)
        for widget in (self.mine, self.table, self.said):
            self.column.addWidget(widget, 1 if widget is self.table else 0)
        rows = right_rows()
        self.model.show_ids([row.right for row in rows])
        self.model.take_rows(rows)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._say(now.row()))
        self.table.row_copied.connect(lambda: page.context.notes.show(words.RIGHT_COPIED))
        self.table.setCurrentIndex(self.model.index(0, 0))

    def begin(self) -> None:
        """Focus the table and bring it into view."""
        self.table.setFocus()
        scroll_to(self.table)

    def guard(self) -> None:
        """Say whose rights the person on duty has; everybody may read the table and nobody changes it here."""
        self.guard_note.hide()
        actor = self.page.context.on_duty.actor
        self.mine.setText("" if actor is None else words.MY_ROLES.format(roles=roles_name(actor.roles)))

    def show_settings(self, settings: Settings) -> None:
        """Show nothing: the table is no setting."""

    def save(self) -> None:
        """Save nothing: the table is only read here."""

    def _say(self, place: int) -> None:
        row = self.model.row_at(place)
        if isinstance(row, RightRow):
            beside = whose_with_pin(row.right)
            parts = [words.RIGHT_WHO.format(right=right_name(row.right), who=who_may(row.right))]
            parts += [words.RIGHT_BESIDE.format(who=beside, allows=who_may_allow(row.right))] if beside else []
            parts.append(words.RIGHT_SOURCE.format(source=row.source))
            self.said.setText(" ".join(parts))
