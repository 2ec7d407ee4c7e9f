"""Settings of the company's phone line: its hours with their source, and when a call-back is pressing."""

from dataclasses import replace

from dealer_app.domain.calls.phone import PhoneSettings, parse_grace, parse_phone_hours
from dealer_app.domain.company import parse_source
from dealer_app.domain.directory.hours import decode_hours, format_hours
from dealer_app.domain.settings import Settings
from ui.forms.choice_field import CheckField
from ui.forms.code_field import CodeField
from ui.forms.text_field import TextField
from ui.page_kit.page import Page
from ui.pages.settings.section import Section
from ui.texts import settings as words


class PhoneSection(Section):
    """The number itself is a setting of the company: one change there changes every place."""

    key = "phone"

    def __init__(self, page: Page) -> None:
        super().__init__(page, columns=2)
        self.add_fields(
            (TextField("phone_hours", words.PHONE["hours"], parser=parse_phone_hours, hint=words.PHONE["hint"]), 2),
            CheckField("is_open_on_holidays", words.PHONE["holidays"]),
            CodeField("call_back_grace_minutes", words.PHONE["grace"], parse_grace, hint=words.PHONE["grace_hint"]),
            (TextField("phone_source", words.PHONE["source"], parser=parse_source), 2),
            CheckField("is_confirmed", words.IS_CONFIRMED),
        )
        self.end()

    def show_settings(self, settings: Settings) -> None:
        phone = settings.phone
        self.grid.fill(
            {
                "phone_hours": format_hours(decode_hours(phone.hours)),
                "is_open_on_holidays": "yes" if phone.is_open_on_holidays else "",
                "call_back_grace_minutes": str(phone.call_back_grace_minutes),
                "phone_source": phone.source,
                "is_confirmed": "" if phone.is_sample else "yes",
            }
        )

    def typed(self, settings: Settings) -> Settings:
        raws = self.grid.raws()
        phone = PhoneSettings(
            hours=parse_phone_hours(raws["phone_hours"]),
            is_open_on_holidays=bool(raws["is_open_on_holidays"]),
            source=raws["phone_source"],
            is_sample=not raws["is_confirmed"],
            call_back_grace_minutes=parse_grace(raws["call_back_grace_minutes"]),
        )
        return replace(settings, phone=phone)
