"""Read stored sections of the settings as frozen values; the first look uses it without SQLAlchemy."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dealer_app.domain.company import load_company
from dealer_app.domain.settings import Settings
from dealer_app.services.freezing import thaw

SECTIONS = ("dealership", "issuer", "counter", "rules", "company", "phone")
"""The sections that are stored as dated rows."""


def thaw_settings(stored: Mapping[str, dict[str, Any]]) -> Settings:
    """Return the settings of the stored ``SECTIONS`` and ``marks``; a section that was never saved has its defaults.

    The company's number is kept once, in ``company``; the dealership has a copy, because papers freeze the dealership.
    Counters of older versions stored the number with the dealership.
    """
    marks = stored.get("marks", {})
    known = {name: stored[name] for name in SECTIONS if name in stored}
    settings = thaw(Settings, {**known, "is_demo": marks.get("is_demo", False)})
    company = settings.company
    if "company" not in known and settings.dealership.company_phone:
        company = replace(load_company(), phone=settings.dealership.company_phone)
    return replace(settings, company=company, dealership=replace(settings.dealership, company_phone=company.phone))
