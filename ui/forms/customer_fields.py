"""Build the registration's fields by section, and convert between them and the domain's ``CustomerFields``."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date

from PySide6.QtCore import Qt

from dealer_app.domain.calendar.jalali import format_jalali, parse_jalali
from dealer_app.domain.codes import identity
from dealer_app.domain.customers import CustomerFields, CustomerKind
from dealer_app.domain.errors import FieldError
from dealer_app.domain.places import cities_of, city_warning, list_provinces
from ui.forms.choice_field import CheckField, ChoiceField
from ui.forms.code_field import CodeField, landline_field, mobile_field, national_code_field, postal_code_field
from ui.forms.field import Field
from ui.forms.field_grid import FieldGrid
from ui.forms.jalali_field import JalaliField
from ui.forms.sheba_field import ShebaField
from ui.forms.text_field import NoteField, TextField
from ui.texts import forms as form_texts
from ui.texts import registration as texts

Today = Callable[[], date]

CODE_RULES: dict[str, tuple[Callable[[str], str], str]] = {
    CustomerKind.NATURAL: (identity.parse_national_code, form_texts.NATIONAL_CODE),
    CustomerKind.LEGAL: (identity.parse_legal_id, form_texts.LEGAL_ID),
    CustomerKind.FOREIGN: (identity.parse_foreign_code, form_texts.FOREIGN_CODE),
}
_PERSON = ("kind", "national_code", "given_name", "family_name", "father_name", "birth_on", "birth_place", "gender")
SHOWN_BY_KIND: dict[str, tuple[str, ...]] = {
    CustomerKind.NATURAL: (*_PERSON, "birth_certificate_number"),
    CustomerKind.LEGAL: ("kind", "national_code", "family_name", "representative_name", "representative_national_code"),
    CustomerKind.FOREIGN: (*_PERSON, "passport_number"),
}


def identity_fields(today: Today) -> FieldGrid:
    """Return the section «who»: kind, code, names, birth; for a company its representative."""
    grid = FieldGrid()
    grid.add(
        ChoiceField("kind", texts.KIND, texts.KINDS),
        national_code_field(),
        TextField("given_name", texts.GIVEN_NAME),
        TextField("family_name", texts.FAMILY_NAME),
        TextField("father_name", texts.FATHER_NAME),
        JalaliField("birth_on", texts.BIRTH_ON, today, rule=_birth_rule(today)),
        CodeField("birth_certificate_number", texts.BIRTH_CERTIFICATE, lambda text: text),
        TextField("birth_place", texts.BIRTH_PLACE),
        ChoiceField("gender", texts.GENDER, texts.GENDERS),
        CodeField("passport_number", texts.PASSPORT, identity.parse_passport, has_letters=True),
        TextField("representative_name", texts.REPRESENTATIVE_NAME),
        national_code_field("representative_national_code", texts.REPRESENTATIVE_CODE),
    )
    return grid


def contact_fields() -> FieldGrid:
    """Return the section «contact and residence»."""
    grid = FieldGrid()
    province = ChoiceField("province", texts.PROVINCE, _provinces())
    city = TextField("city", texts.CITY)
    city.warn = lambda text: city_warning(province.raw(), text)

    def follow() -> None:
        city.suggest(cities_of(province.raw()), completes=True)
        if not city.is_empty():
            city.check()

    province.chosen.connect(follow)
    grid.add(
        mobile_field(),
        landline_field("landline", form_texts.LANDLINE),
        postal_code_field(),
        province,
        city,
        (TextField("address", texts.ADDRESS), 3),
    )
    return grid


def bank_fields() -> FieldGrid:
    """Return the section «bank»: the Sheba, its bank (shown while typing), and whether it is the customer's own."""
    grid = FieldGrid()
    sheba = ShebaField()
    bank = TextField("bank_name", form_texts.BANK)
    bank.line.setReadOnly(True)
    bank.line.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    bank.line.setPlaceholderText(texts.BANK_UNKNOWN)
    sheba.bank_named.connect(bank.set_raw)
    grid.add((sheba, 2), bank, (CheckField("is_sheba_own", texts.IS_SHEBA_OWN), 3))
    return grid


def job_fields() -> FieldGrid:
    """Return the section «job, education and other»."""
    grid = FieldGrid()
    grid.add(
        TextField("job", texts.JOB),
        TextField("workplace", texts.WORKPLACE),
        landline_field("work_phone", texts.WORK_PHONE),
        ChoiceField("education", texts.EDUCATION, texts.EDUCATIONS),
        (NoteField("note", texts.NOTE, hint=texts.NOTE_HINT), 3),
    )
    return grid


def show_kind(grid: FieldGrid, kind: str) -> None:
    """Show the identity fields of a kind of person, and check the code by the rule of that kind."""
    parser, label = CODE_RULES[kind or CustomerKind.NATURAL]
    code = grid.field("national_code")
    if isinstance(code, CodeField):
        code.set_parser(parser, label)
    family = grid.field("family_name")
    words = texts.COMPANY_NAME if kind == CustomerKind.LEGAL else texts.FAMILY_NAME
    family.label.setText(words)
    family.editor.setAccessibleName(words)
    grid.show_only(SHOWN_BY_KIND[kind or CustomerKind.NATURAL])


def fields_of(raws: Mapping[str, str], today: date) -> CustomerFields:
    """Return the input as CustomerFields; fields that do not apply to the kind of person are omitted."""
    kind = CustomerKind(raws.get("kind") or CustomerKind.NATURAL)
    hidden = {name for names in SHOWN_BY_KIND.values() for name in names} - set(SHOWN_BY_KIND[kind])
    known = {
        name: raws.get(name, "")
        for name in asdict(CustomerFields())
        if name not in {"kind", "birth_on", "is_sheba_own"} and name not in hidden
    }
    birth_on = None if "birth_on" in hidden else _day(raws.get("birth_on", ""), today)
    return CustomerFields(kind=kind, birth_on=birth_on, is_sheba_own=bool(raws.get("is_sheba_own")), **known)


def raws_of(fields: CustomerFields) -> dict[str, str]:
    """Return the form's input for a stored customer."""
    raws = {name: value for name, value in asdict(fields).items() if isinstance(value, str)}
    raws["kind"] = str(fields.kind)
    raws["birth_on"] = format_jalali(fields.birth_on) if fields.birth_on else ""
    raws["is_sheba_own"] = "yes" if fields.is_sheba_own else ""
    return raws


def words_of(field: Field) -> str:
    """Return the text of a field for the read-back, "" if it is empty."""
    if isinstance(field, ChoiceField):
        return field.box.currentText() if field.raw() else ""
    if isinstance(field, CheckField):
        return texts.YES if field.raw() else ""
    if isinstance(field, NoteField):
        return field.raw()
    line = getattr(field, "line", None)
    return line.text() if line is not None and field.raw() else ""


def _provinces() -> tuple[tuple[str, str], ...]:
    return (("", form_texts.NOT_GIVEN), *((name, name) for name in list_provinces()))


def _birth_rule(today: Today) -> Callable[[date], FieldError | None]:
    return lambda day: FieldError("birth_in_future", "birth_on") if day > today() else None


def _day(text: str, today: date) -> date | None:
    try:
        return parse_jalali(text, today) if text else None
    except FieldError:
        return None
