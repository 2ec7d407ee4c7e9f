"""Settings of the company: the names that people use, its telephone numbers and its official addresses."""

from dataclasses import replace

from dealer_app.domain.company import PARSERS, CompanySettings
from dealer_app.domain.rights import Right
from dealer_app.domain.settings import Settings
from ui.forms.choice_field import CheckField
from ui.forms.latin_field import LatinField
from ui.forms.text_field import TextField
from ui.page_kit.page import Page
from ui.pages.settings.section import Section
from ui.texts import settings as words

NAMES = ("name", "other_name")
CODES = ("phone", "short_phone", "site", "payment_site", "unified_site")


class CompanySection(Section):
    """One change here changes every page and every paper that is issued from now on."""

    key = "company"
    right = Right.RULES

    def __init__(self, page: Page) -> None:
        super().__init__(page, columns=2)
        self.add_fields(
            *(TextField(name, words.COMPANY[name], parser=PARSERS[name]) for name in NAMES),
            *(LatinField(name, words.COMPANY[name], PARSERS[name]) for name in CODES),
            (TextField("source", words.COMPANY["source"], parser=PARSERS["source"]), 2),
            CheckField("is_confirmed", words.IS_CONFIRMED),
        )
        self.end()

    def show_settings(self, settings: Settings) -> None:
        self.fill(settings.company, PARSERS)
        self.grid.fill({"is_confirmed": "" if settings.company.is_sample else "yes"})

    def typed(self, settings: Settings) -> Settings:
        raws = self.grid.raws()
        company = CompanySettings(**{name: raws[name] for name in PARSERS}, is_sample=not raws["is_confirmed"])
        return replace(settings, company=company)
