"""Settings of this PC: the counter's name, its look, and a printer for each kind of paper."""

from dataclasses import replace

from dealer_app.domain.errors import CodedError, sentence
from dealer_app.domain.rights import Right
from dealer_app.domain.settings import PrinterChoice, Settings
from ui.forms.choice_field import ChoiceField
from ui.forms.text_field import TextField
from ui.look.theme import theme
from ui.operations import printers
from ui.page_kit.page import Page
from ui.pages.settings.section import Section
from ui.texts import settings as words
from ui.widgets.words.labels import make_label


class CounterSection(Section):
    """Look and printers of this PC, which everyone may change; the look changes at once."""

    key = "counter"
    right = Right.COUNTER_LOOK

    def __init__(self, page: Page) -> None:
        super().__init__(page, columns=2)
        self.look = ChoiceField("theme", words.LOOK, words.LOOKS)
        self.type_size = ChoiceField("scale", words.SIZE, [(str(percent), name) for percent, name in words.SIZES])
        self.look.is_kept = self.type_size.is_kept = False  # a change acts at once
        self.printers = {kind: ChoiceField(kind, name, _only_asking()) for kind, name in words.PAPERS.items()}
        self.add_fields(TextField("counter", words.COUNTER), self.look, self.type_size, *self.printers.values())
        self.state = make_label(words.LOOKING_FOR_PRINTERS, "small", wraps=True)
        self.column.addWidget(self.state)
        self.look.edited.connect(self._switch)
        self.type_size.edited.connect(self._switch)
        self.end()
        theme.changed.connect(self._show_look)
        printers.list_printers(page, self._on_printers, self._on_no_printers)

    def show_settings(self, settings: Settings) -> None:
        counter = settings.counter
        self.grid.fill({"counter": counter.counter})
        self._show_look()
        for kind, field in self.printers.items():
            field.set_raw(counter.printers.get(kind, PrinterChoice()).printer)

    def typed(self, settings: Settings) -> Settings:
        raws, counter = self.grid.raws(), settings.counter
        printers = {
            kind: replace(counter.printers.get(kind, PrinterChoice()), printer=raws[kind]) for kind in self.printers
        }
        look = replace(counter, theme=raws["theme"], scale_percent=int(raws["scale"]))
        return replace(settings, counter=replace(look, counter=raws["counter"], printers=printers))

    def _show_look(self) -> None:
        self.grid.fill({"theme": theme.name, "scale": str(theme.scale_percent)})

    def _switch(self) -> None:
        self.page.context.on_duty.look_wanted.emit(self.look.raw(), int(self.type_size.raw()))

    def _on_no_printers(self, error: Exception) -> None:
        """Say that the print service does not answer; the stored choices stay."""
        if isinstance(error, CodedError):
            self.state.setText(sentence(error))
        else:
            self.page.context.tasks.failed.emit(error)

    def _on_printers(self, names: tuple[str, ...]) -> None:
        self.state.setText("" if names else words.NO_PRINTER)
        for field in self.printers.values():
            chosen = field.raw()
            field.set_choices([*_only_asking(), *((name, name) for name in names)])
            field.set_raw(chosen)


def _only_asking() -> list[tuple[str, str]]:
    return [("", words.ASK_PRINTER)]
