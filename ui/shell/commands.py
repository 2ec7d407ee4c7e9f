"""Define the commands that work on every page and the entries of the rail."""

from typing import Protocol

from ui.commands.command import Command
from ui.shell.navigation import Navigation
from ui.shell.window import Window
from ui.texts import shell as words
from ui.widgets.bars.rail import RailEntry


class ShellVerbs(Protocol):
    """Methods of the running program that the commands call."""

    window: Window
    navigate: Navigation

    def register_walk_in(self) -> None:
        """Open a registration."""

    def go_to_search(self) -> None:
        """Move the keyboard focus to the search box."""

    def refresh(self) -> None:
        """Reload the page in front."""

    def undo_edit(self) -> None:
        """Undo the last saved edit, or the typing in the focused field."""

    def next_scale(self) -> None:
        """Switch to the next type size; the largest is followed by the smallest."""

    def lock(self) -> None:
        """Lock the counter until the PIN is typed."""

    def switch_look(self) -> None:
        """Switch between the light and the dark palette."""

    def talk_now(self) -> None:
        """Start a talk with head office now."""


def shell_commands(counter: ShellVerbs) -> tuple[Command, ...]:
    """Return the commands that work everywhere, in the order in which help shows them."""
    names, also = words.COMMANDS, words.ALSO
    window, navigate = counter.window, counter.navigate
    tabs = window.shell.tabs
    return (
        Command(names["help"], window.open_help, "F1", "circle-question-mark", also["help"]),
        Command(words.PLACES["help"], navigate.open_help, "Shift+F1", "circle-question-mark", also["questions"]),
        Command(names["new"], counter.register_walk_in, "F2", "user-plus", also["new"]),
        Command(names["search"], counter.go_to_search, "F3", "search", also["search"]),
        Command(names["visit"], navigate.open_visit_of_front, "F4", "footprints", also["visit"]),
        Command(names["call_next"], navigate.call_next, "F9", "users", also["call_next"]),
        Command(names["refresh"], counter.refresh, "F5", "refresh-cw"),
        Command(names["undo"], counter.undo_edit, "Ctrl+Z", "undo-2", also["undo"]),
        Command(names["large"], counter.next_scale, "F11", "a-large-small", also["large"]),
        Command(names["lock"], counter.lock, "F12", "lock", also["lock"]),
        Command(names["palette"], window.open_palette, "Ctrl+K", "command"),
        Command(names["next_tab"], lambda: tabs.step(1), "Ctrl+Tab", "chevron-left"),
        Command(names["close"], tabs.close_front, "Ctrl+W", "x"),
        Command(names["look"], counter.switch_look, "", "moon", also["look"]),
        Command(names["call"], navigate.open_call, "Ctrl+T", "phone", also["call"]),
        Command(words.PLACES["call_backs"], navigate.open_call_backs, "Ctrl+Shift+T", "phone", also["call_backs"]),
        Command(words.COMMANDS["registered"], navigate.open_registered, "Ctrl+R", "badge-check", also["registered"]),
        Command(words.PLACES["files"], navigate.open_files, "", "folder-open", also["files"]),
        Command(words.PLACES["deadlines"], navigate.open_deadlines, "", "alarm-clock", also["deadlines"]),
        Command(words.PLACES["plans"], navigate.open_plans, "", "tags", also["plans"]),
        Command(words.PLACES["directory"], navigate.open_directory, "Ctrl+D", "store", also["directory"]),
        Command(words.PLACES["import"], navigate.open_import, "", "file-spreadsheet", also["import"]),
        Command(words.PLACES["settings"], navigate.open_settings, "", "settings", also["settings"]),
        Command(words.PLACES["head_office"], navigate.open_head_office, "", "landmark", also["head_office"]),
        Command(names["talk"], counter.talk_now, "Shift+F5", "refresh-cw", also["talk"]),
        Command(names["quit"], window.close, "", "log-out", also["quit"]),
    )


def rail_entries(counter: ShellVerbs) -> tuple[RailEntry, ...]:
    """Return the entries of the rail, top to bottom."""
    places, navigate = words.PLACES, counter.navigate
    return (
        RailEntry("registration", places["registration"], "user-plus", navigate.open_registration),
        RailEntry("visit", places["visit"], "footprints", navigate.open_visit_of_front),
        RailEntry("files", places["files"], "folder-open", navigate.open_files),
        RailEntry("deadlines", places["deadlines"], "alarm-clock", navigate.open_deadlines),
        RailEntry("plans", places["plans"], "tags", navigate.open_plans),
        RailEntry("help", places["help"], "circle-question-mark", navigate.open_help),
        RailEntry("calls", places["calls"], "phone", navigate.open_call_backs),
        RailEntry("directory", places["directory"], "store", navigate.open_directory),
        RailEntry("import", places["import"], "file-spreadsheet", navigate.open_import),
        RailEntry("head_office", places["head_office"], "landmark", navigate.open_head_office, is_at_bottom=True),
        RailEntry("settings", places["settings"], "settings", navigate.open_settings, is_at_bottom=True),
    )
