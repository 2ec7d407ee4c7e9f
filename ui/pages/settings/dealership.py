"""Settings of the dealership, which appear on every letterhead."""

from dataclasses import replace

from dealer_app.domain.settings import DealershipSettings, Settings
from ui.forms.code_field import CodeField
from ui.forms.text_field import TextField
from ui.page_kit.page import Page
from ui.pages.settings.section import Section
from ui.texts import sign_in as words

NAMES = ("code", "name", "city", "address", "phone", "hours")


class DealershipSection(Section):
    """Code, name and address."""

    key = "dealership"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.add_fields(
            CodeField("code", words.DEALERSHIP_CODE, str),
            (TextField("name", words.DEALERSHIP_NAME), 2),
            TextField("city", words.CITY),
            (TextField("address", words.ADDRESS), 2),
            TextField("phone", words.PHONE),
            (TextField("hours", words.HOURS), 2),
        )
        self.end()

    def show_settings(self, settings: Settings) -> None:
        self.fill(settings.dealership, NAMES)

    def typed(self, settings: Settings) -> Settings:
        raws = self.grid.raws()
        is_sample = settings.is_demo and settings.dealership.is_sample
        company_phone = settings.dealership.company_phone
        typed = {name: raws[name] for name in NAMES}
        dealership = DealershipSettings(**typed, company_phone=company_phone, is_sample=is_sample)
        return replace(settings, dealership=dealership)
