"""Settings of a dealership; values not yet confirmed by the company are marked as samples."""

from dataclasses import dataclass, field

from dealer_app.domain.calls.phone import PhoneSettings
from dealer_app.domain.company import CompanySettings, load_company
from dealer_app.domain.days import LONGEST_PAUSE_DAYS
from resources.texts.settings_names import INVITATION_PAY_SOURCE, LONGEST_PAUSE_SOURCE

MOST_SOON_DAYS = 60
"""Most days ahead that the list of deadlines shows."""


@dataclass(frozen=True, slots=True)
class DealershipSettings:
    """The dealership as every letterhead shows it."""

    code: str = ""
    name: str = ""
    city: str = ""
    address: str = ""
    phone: str = ""
    hours: str = ""
    company_phone: str = ""  # filled from ``CompanySettings.phone``, so that every paper keeps it
    is_sample: bool = True


@dataclass(frozen=True, slots=True)
class IssuerSettings:
    """The company's part of a bill id; while ``is_sample``, every slip is marked as a sample."""

    company_code: str = "000"  # three digits
    service_type: str = "9"  # one digit, 1-9
    principal_period: str = "01"  # two digits
    penalty_period: str = "02"
    barcode: str = "code128"  # or "itf"
    is_sample: bool = True


@dataclass(frozen=True, slots=True)
class PrinterChoice:
    """Printer and paper size for one kind of paper; ``is_direct`` prints without preview."""

    printer: str = ""
    is_direct: bool = False
    paper: str = ""  # "A4", "A5"; "" for the paper's own size


@dataclass(frozen=True, slots=True)
class CounterSettings:
    """Settings of this PC: the counter's name, its look, its printers (by paper kind)."""

    counter: str = ""
    theme: str = "light"  # light | dark
    scale_percent: int = 100
    printers: dict[str, PrinterChoice] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """Dated business rules that have no certain source; a manager edits them."""

    invitation_pay_workdays: int = 3
    invitation_pay_source: str = INVITATION_PAY_SOURCE
    is_thursday_workday: bool = True
    is_sample: bool = True
    longest_pause_days: int = LONGEST_PAUSE_DAYS
    longest_pause_source: str = LONGEST_PAUSE_SOURCE
    deadline_soon_days: int = 7  # days ahead that the list of deadlines shows


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of a counter."""

    dealership: DealershipSettings = DealershipSettings()
    issuer: IssuerSettings = IssuerSettings()
    counter: CounterSettings = field(default_factory=CounterSettings)
    rules: RuleSettings = RuleSettings()
    company: CompanySettings = field(default_factory=load_company)
    is_demo: bool = False
    phone: PhoneSettings = field(default_factory=PhoneSettings)
