"""Show the settings: dealership, issuer, this counter, staff, head office, database."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from dealer_app.domain.changes import Changes
from dealer_app.domain.rights import Right
from ui.commands.command import Command
from ui.look.theme import theme
from ui.page_kit.context import Context
from ui.page_kit.page import Page
from ui.pages.settings.check_lists import CheckListsSection
from ui.pages.settings.company import CompanySection
from ui.pages.settings.counter import CounterSection
from ui.pages.settings.database import DatabaseSection
from ui.pages.settings.deadlines import DeadlinesSection
from ui.pages.settings.dealership import DealershipSection
from ui.pages.settings.head_office import HeadOfficeSection
from ui.pages.settings.holidays import HolidaysSection
from ui.pages.settings.issuer import IssuerSection
from ui.pages.settings.phone import PhoneSection
from ui.pages.settings.rights import RightsSection
from ui.pages.settings.section import Section
from ui.pages.settings.staff import StaffSection
from ui.texts import settings as words
from ui.widgets.layout.scrolled import make_scrolled
from ui.widgets.layout.scrolling import in_scroll_area
from ui.widgets.lists.section_list import SectionList
from ui.widgets.painted.card import Card

LIST_MARGIN = 12


class SettingsPage(Page):
    """List of sections at the right, the selected one beside it."""

    needed_right = Right.SETTINGS
    rail_key = "settings"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.list = SectionList(words.SECTIONS)
        self.sections: dict[str, Section] = {
            section.key: section
            for section in (
                DealershipSection(self),
                CompanySection(self),
                PhoneSection(self),
                IssuerSection(self),
                CheckListsSection(self),
                DeadlinesSection(self),
                HolidaysSection(self),
                CounterSection(self),
                StaffSection(self),
                RightsSection(self),
                HeadOfficeSection(self),
                DatabaseSection(self),
            )
        }
        self._stack = QStackedWidget()
        for section in self.sections.values():
            self._stack.addWidget(in_scroll_area(section))
        self._lay_out()
        self.list.chosen.connect(self.show_section)
        context.on_duty.changed.connect(self._on_session)
        self.set_title(words.TITLE)
        self.refresh()
        for section in self.sections.values():
            section.offer_draft()
        self.show_section("dealership")

    @property
    def front(self) -> Section:
        """Return the section in front."""
        return tuple(self.sections.values())[self._stack.currentIndex()]

    def show_section(self, key: str) -> None:
        """Bring a section to the front."""
        self._stack.setCurrentIndex(tuple(self.sections).index(key))
        self.list.show_at(key)
        self.front.begin()

    def is_dirty(self) -> bool:
        """Return whether a section has input that is not saved."""
        return any(section.drafts.is_dirty for section in self.sections.values())

    def keep_draft(self) -> None:
        """Keep the input of every section."""
        for section in self.sections.values():
            section.drafts.save_now()

    def begin(self) -> None:
        """Focus the section in front."""
        self.front.begin()

    def refresh(self) -> None:
        """Show the stored settings in every section that has no unsaved input."""
        for section in self.sections.values():
            section.reload(self.context.on_duty.settings)
        self._on_session()

    def on_changes(self, changes: Changes) -> None:
        """Show what was edited at another counter, or undone."""
        if changes.has("edits"):
            for section in self.sections.values():
                section.on_edits()

    def on_bug(self) -> None:
        for section in self.sections.values():
            section.on_bug()

    def commands(self) -> tuple[Command, ...]:
        """Return the commands: save, and go to each section."""
        places = tuple(
            Command(f"{words.TITLE}: {name}", partial(self.show_section, key), "", "sliders-horizontal")
            for key, name in words.SECTIONS.items()
        )
        return (Command(words.SAVE, self.save, "Ctrl+S", "save"), *places)

    def save(self) -> None:
        """Save the section in front."""
        self.front.save()

    def _on_session(self) -> None:
        for section in self.sections.values():
            section.guard()

    def _resize(self) -> None:
        """Give the list its width, at large type only that of its words."""
        self._side.setFixedWidth(min(theme.px(200), self.list.wanted_width() + 2 * LIST_MARGIN))

    def _lay_out(self) -> None:
        side = Card()
        side.column(margin=LIST_MARGIN).addWidget(make_scrolled(self.list))
        self._side = side
        theme.changed.connect(self._resize)
        self._resize()
        body = Card()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(16, 18, 16, 18)
        inner.addWidget(self._stack)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(side)
        row.addWidget(body, 1)
