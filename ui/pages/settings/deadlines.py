"""Settings of the deadlines: a new dated rule for a kind of clock, and the rules in force."""

from dealer_app.domain.calendar.jalali import parse_jalali
from dealer_app.domain.deadlines.rules import MOST_LENGTH, RULED, ClockKind, ClockRule, LengthUnit, SaveRule, rule_on
from dealer_app.domain.deadlines.words import rule_words
from dealer_app.domain.edits.edits import Topic, key_of
from dealer_app.domain.errors import FieldError
from dealer_app.domain.persian import persian_digits
from dealer_app.domain.rights import Right
from dealer_app.domain.settings import Settings
from resources.texts.deadlines import KINDS
from ui.clock import local_today
from ui.forms.choice_field import CheckField, ChoiceField
from ui.forms.code_field import CodeField
from ui.forms.jalali_field import JalaliField
from ui.forms.text_field import TextField
from ui.operations import deadlines as operations
from ui.operations.edits import offer_undo
from ui.page_kit.page import Page
from ui.pages.settings.section import Section
from ui.texts import settings as words
from ui.widgets.words.labels import make_label


class DeadlinesSection(Section):
    """Choose a kind of clock and write its next rule; clocks that have started keep theirs."""

    key = "deadlines"
    right = Right.RULES

    def __init__(self, page: Page) -> None:
        super().__init__(page, columns=2)
        self._rules: tuple[ClockRule, ...] = ()
        self.kind = ChoiceField("kind", words.RULE_KIND, [(str(kind), KINDS[kind]) for kind in RULED])
        self.effective_from = JalaliField("effective_from", words.RULE_FROM, local_today, says_day=True)
        self.add_fields(
            self.kind,
            CodeField("length", words.RULE_LENGTH, _length),
            ChoiceField("unit", words.RULE_UNIT, words.RULE_UNITS),
            self.effective_from,
            (TextField("source", words.RULE_SOURCE), 2),
            CheckField("is_official", words.RULE_IS_OFFICIAL),
        )
        self.listed = make_label("", "small", wraps=True)
        self.column.addWidget(make_label(words.RULES_IN_FORCE, "section"))
        self.column.addWidget(self.listed)
        self.end()
        self.kind.edited.connect(self._show_rule)
        self.saving.setText(words.RULE_SAVE)
        self.saving.setAccessibleName(words.RULE_SAVE)
        operations.list_rules(page, self._take)

    def show_settings(self, settings: Settings) -> None:
        self._show_rule()

    def save(self) -> None:
        """Save the rule if every field is valid."""
        if not self.saving.isEnabled() or not all(field.check() for field in self.grid.shown()):
            return
        raws = self.grid.raws()
        command = SaveRule(
            ClockKind(raws["kind"]),
            parse_jalali(raws["effective_from"], local_today()),
            int(raws["length"]),
            LengthUnit(raws["unit"]),
            raws["source"],
            is_sample=not raws["is_official"],
        )
        key = key_of(command.kind, command.effective_from)
        self.send(operations.save_rule(self.page, command), lambda rules, _is_clean: self._on_rule_saved(rules, key))

    def on_edits(self) -> None:
        operations.list_rules(self.page, self._take)

    def _on_rule_saved(self, rules: tuple[ClockRule, ...], key: str) -> None:
        self._rules = rules
        self._list()
        offer_undo(self.page.context, words.SAVED, Topic.DEADLINE_RULE, key)

    def _take(self, rules: tuple[ClockRule, ...]) -> None:
        self._rules = rules
        self._list()
        if not self._unsaved():
            self._show_rule()

    def _show_rule(self) -> None:
        """Show the rule in force of the chosen kind as the beginning of the next one; what is typed stays."""
        stored = self._stored or {}
        typed = {name: text for name, text in self.grid.kept_raws().items() if text != stored.get(name, text)}
        rule = rule_on(self._rules, ClockKind(self.kind.raw()), local_today())
        if rule is not None:
            self.fill(rule, ("length", "unit", "source"))
            self.grid.fill({"is_official": "" if rule.is_sample else "yes"})
        self.effective_from.set_day(local_today())
        self._stored = self.grid.kept_raws()
        typed.pop(self.kind.name, None)
        self.grid.fill(typed)

    def _list(self) -> None:
        lines = (words.RULE_LINE.format(kind=KINDS[rule.kind], rule=rule_words(rule)) for rule in self._rules)
        self.listed.setText("\n".join(lines))


def _length(text: str) -> int:
    """Return the length of a rule; raises FieldError."""
    most = max(MOST_LENGTH.values())
    if not text.isdecimal() or not 1 <= int(text) <= most:
        raise FieldError("deadline_rule_length", most=persian_digits(str(most)))
    return int(text)
