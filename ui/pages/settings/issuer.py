"""Settings of the issuer: the company's part of a bill id, and the dated rule of the invitation's deadline."""

from dataclasses import replace

from dealer_app.domain.days import LEAST_PAUSE_DAYS, MOST_PAUSE_DAYS
from dealer_app.domain.errors import FieldError
from dealer_app.domain.persian import persian_digits
from dealer_app.domain.settings import MOST_SOON_DAYS, IssuerSettings, Settings
from ui.forms.choice_field import CheckField, ChoiceField
from ui.forms.code_field import CodeField
from ui.forms.text_field import TextField
from ui.page_kit.page import Page
from ui.pages.settings.section import Section
from ui.texts import settings as words

NAMES = ("company_code", "service_type", "principal_period", "penalty_period", "barcode")
MOST_WORKDAYS = 60


class IssuerSection(Section):
    """Codes assigned by the company; until they are set, every slip is a sample."""

    key = "issuer"

    def __init__(self, page: Page) -> None:
        super().__init__(page, columns=2)
        self.add_fields(
            CodeField("company_code", words.COMPANY_CODE, str),
            CodeField("service_type", words.SERVICE_TYPE, str),
            CodeField("principal_period", words.PRINCIPAL_PERIOD, str),
            CodeField("penalty_period", words.PENALTY_PERIOD, str),
            ChoiceField("barcode", words.BARCODE, words.BARCODES),
            CheckField("is_official", words.IS_OFFICIAL),
            CodeField("invitation_pay_workdays", words.WORKDAYS, _workdays),
            CheckField("is_thursday_workday", words.THURSDAY),
            (TextField("invitation_pay_source", words.RULE_SOURCE), 2),
            CodeField("longest_pause_days", words.LONGEST_PAUSE, _pause_days),
            CodeField("deadline_soon_days", words.SOON_DAYS, _soon_days),
        )
        self.end()

    def show_settings(self, settings: Settings) -> None:
        self.fill(settings.issuer, NAMES)
        rules = settings.rules
        self.fill(rules, ("invitation_pay_workdays", "longest_pause_days", "deadline_soon_days"))
        self.grid.fill(
            {
                "invitation_pay_source": rules.invitation_pay_source,
                "is_official": "" if settings.issuer.is_sample else "yes",
                "is_thursday_workday": "yes" if rules.is_thursday_workday else "",
            }
        )

    def typed(self, settings: Settings) -> Settings:
        raws = self.grid.raws()
        issuer = IssuerSettings(**{name: raws[name] for name in NAMES}, is_sample=not raws["is_official"])
        rules = replace(
            settings.rules,
            invitation_pay_workdays=int(raws["invitation_pay_workdays"]),
            invitation_pay_source=raws["invitation_pay_source"],
            longest_pause_days=int(raws["longest_pause_days"]),
            deadline_soon_days=int(raws["deadline_soon_days"]),
            is_thursday_workday=bool(raws["is_thursday_workday"]),
        )
        return replace(settings, issuer=issuer, rules=rules)


def _workdays(text: str) -> int:
    """Return a number of workdays; raises FieldError."""
    if not text.isdecimal() or not 1 <= int(text) <= MOST_WORKDAYS:
        raise FieldError("workdays_range")
    return int(text)


def _soon_days(text: str) -> int:
    """Return a number of days ahead; raises FieldError."""
    if not text.isdecimal() or not 1 <= int(text) <= MOST_SOON_DAYS:
        raise FieldError("deadline_soon_range", most=persian_digits(str(MOST_SOON_DAYS)))
    return int(text)


def _pause_days(text: str) -> int:
    """Return a number of days; raises FieldError."""
    if not text.isdecimal() or not LEAST_PAUSE_DAYS <= int(text) <= MOST_PAUSE_DAYS:
        least, most = (persian_digits(str(days)) for days in (LEAST_PAUSE_DAYS, MOST_PAUSE_DAYS))
        raise FieldError("settings_pause_range", least=least, most=most)
    return int(text)
