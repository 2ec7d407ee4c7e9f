"""Read and save the settings of the counter as dated rows with their source; a change keeps the earlier rows."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select

from dealer_app.domain.calls.phone import clean_phone
from dealer_app.domain.company import CompanySettings, clean_company
from dealer_app.domain.days import LEAST_PAUSE_DAYS, MOST_PAUSE_DAYS
from dealer_app.domain.errors import FieldError, FieldErrors
from dealer_app.domain.persian import ascii_digits, clean_name, clean_text, persian_digits
from dealer_app.domain.rights import Right
from dealer_app.domain.settings import MOST_SOON_DAYS, DealershipSettings, IssuerSettings, Settings
from dealer_app.services.days.days import require_day
from dealer_app.services.freezing import freeze
from dealer_app.services.rights import require
from dealer_app.services.stored_settings import SECTIONS, thaw_settings
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import write_audit
from dealer_app.store.tables.clock import set_pause
from dealer_app.store.tables.settings import SettingRecord, put_setting
from dealer_app.store.tables.staff import StaffRecord
from resources.texts.settings_names import CODES

CODE_LENGTHS = {"company_code": 3, "service_type": 1, "principal_period": 2, "penalty_period": 2}


def get_settings(unit: Unit) -> Settings:
    """Return the settings that are valid today; defaults, marked as samples, if nothing was saved."""
    return get_settings_on(unit, unit.today)


def get_settings_on(unit: Unit, day: date) -> Settings:
    """Return the settings that were valid on ``day``."""
    found = {name: _find_value(unit, name, day) for name in (*SECTIONS, "marks")}
    return thaw_settings({name: value for name, value in found.items() if value is not None})


def get_company(unit: Unit) -> CompanySettings:
    """Return the company's names, numbers and addresses that are valid today."""
    found = {name: _find_value(unit, name, unit.today) for name in ("company", "dealership")}
    return thaw_settings({name: value for name, value in found.items() if value is not None}).company


def save_settings(unit: Unit, settings: Settings, source: str = "manager") -> None:
    """Save the changed sections, effective today, with their ``source``; the company's section has its own source.

    Raises FieldErrors for codes that do not fit in a bill id and for what the company cannot have (``clean_company``),
    and Refusal ``right_missing``: all staff may change the counter's own section (look, printers) except its name, only
    a manager the others. The company's number in ``dealership`` is a copy and cannot be changed there.
    """
    checked = _checked(settings)
    before = get_settings(unit)
    changed = [name for name in SECTIONS if _own(checked, name) != _own(before, name)]
    if set(changed) - {"counter", "company"} or checked.is_demo != before.is_demo:
        require(unit, Right.SETTINGS)
    if "company" in changed:
        require(unit, Right.RULES)
    if checked.counter.counter != before.counter.counter:
        require(unit, Right.COUNTER_NAME)
    if changed:
        require(unit, Right.COUNTER_LOOK)
    if changed and unit.session.scalar(select(StaffRecord.row).limit(1)) is not None:  # else nobody could confirm
        require_day(unit)
    if checked.rules.longest_pause_days != before.rules.longest_pause_days:
        set_pause(unit.session, checked.rules.longest_pause_days)
    for name in changed:
        said = checked.company.source if name == "company" else source
        _put_value(unit, name, freeze(getattr(checked, name)), said)
    if checked.is_demo != before.is_demo:
        changed.append("marks")
        _put_value(unit, "marks", {"is_demo": checked.is_demo}, source)
    if changed:
        write_audit(unit, "settings_saved", "settings", None, {"sections": changed, "source": source})


def _own(settings: Settings, section: str) -> object:
    """Return a section without what it only copies from another one."""
    value = getattr(settings, section)
    return replace(value, company_phone="") if section == "dealership" else value


def _find_value(unit: Unit, section: str, day: date) -> dict[str, Any] | None:
    """Return the value of a section's last row up to ``day``."""
    rows = select(SettingRecord.value).where(SettingRecord.key.between(f"{section}@", f"{section}@{day.isoformat()}"))
    row = unit.session.scalar(rows.order_by(SettingRecord.key.desc()).limit(1))
    return None if row is None else row["value"]


def _put_value(unit: Unit, section: str, value: dict[str, Any], source: str) -> None:
    """Write a section's row of today."""
    dated = {"effective_from": unit.today.isoformat(), "source": source, "value": value}
    put_setting(unit, f"{section}@{unit.today.isoformat()}", dated)


def _checked(settings: Settings) -> Settings:
    """Return the settings with clean texts and ASCII codes; raises FieldErrors ``settings_code_form`` and others."""
    issuer = _ascii_codes(settings.issuer)
    company, wrong = clean_company(settings.company)
    errors = [
        FieldError("settings_code_form", name, what=CODES[name], length=persian_digits(str(length)))
        for name, length in CODE_LENGTHS.items()
        if not _is_code(getattr(issuer, name), length)
    ]
    if issuer.service_type == "0":
        errors.append(FieldError("settings_service_zero", "service_type"))
    if not LEAST_PAUSE_DAYS <= settings.rules.longest_pause_days <= MOST_PAUSE_DAYS:
        least, most = (persian_digits(str(days)) for days in (LEAST_PAUSE_DAYS, MOST_PAUSE_DAYS))
        errors.append(FieldError("settings_pause_range", "longest_pause_days", least=least, most=most))
    if not 1 <= settings.rules.deadline_soon_days <= MOST_SOON_DAYS:
        errors.append(FieldError("deadline_soon_range", "deadline_soon_days", most=persian_digits(str(MOST_SOON_DAYS))))
    phone, unfit = clean_phone(settings.phone)
    if errors or wrong or unfit:
        raise FieldErrors((*errors, *wrong, *unfit))
    dealership = replace(_clean(settings.dealership), company_phone=company.phone)
    return replace(settings, issuer=issuer, dealership=dealership, company=company, phone=phone)


def _is_code(text: str, length: int) -> bool:
    """Return whether ``text`` is exactly ``length`` ASCII digits."""
    return len(text) == length and text.isascii() and text.isdecimal()


def _ascii_codes(issuer: IssuerSettings) -> IssuerSettings:
    """Return the issuer with its codes in ASCII digits."""
    codes = {name: ascii_digits(getattr(issuer, name)).strip() for name in CODE_LENGTHS}
    return replace(issuer, **codes)  # type: ignore[arg-type]


def _clean(dealership: DealershipSettings) -> DealershipSettings:
    """Return the dealership with clean texts and its code in ASCII digits."""
    texts = {name: clean_text(getattr(dealership, name)) for name in ("address", "hours")}
    texts |= {name: clean_name(getattr(dealership, name)) for name in ("name", "city")}
    numbers = {name: ascii_digits(getattr(dealership, name)).strip() for name in ("code", "phone")}
    return replace(dealership, **texts, **numbers)  # type: ignore[arg-type]
