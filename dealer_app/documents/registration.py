"""Draw the registration confirmation, A4: every field, the consent text, and boxes to sign."""

from dealer_app.documents import wording
from dealer_app.documents.letterhead import Letterhead, lay_out, letter_sheet
from dealer_app.documents.parts import LABEL
from dealer_app.documents.typesetting.blocks.block import Block
from dealer_app.documents.typesetting.blocks.boxes import Columns, SignatureBox
from dealer_app.documents.typesetting.blocks.codes import QrCode
from dealer_app.documents.typesetting.blocks.paragraph import heading, paragraph
from dealer_app.documents.typesetting.blocks.table import Table, key_value_grid
from dealer_app.documents.typesetting.checking import check_glyphs
from dealer_app.documents.typesetting.ink import MUTED, Style
from dealer_app.domain.codes.banking import group_sheba
from dealer_app.domain.customers import CustomerFields, CustomerKind
from dealer_app.domain.papers.papers import PrintStamp, RegistrationDetails
from dealer_app.domain.persian import isolate
from resources.texts import papers as words

_GRID = Style(size=9.6, leading=1.6)
_FOUR = (17, 33, 17, 33)
_TWO = (17, 83)
Pair = tuple[str, str]


def render_registration(details: RegistrationDetails, stamp: PrintStamp) -> bytes:
    """Return the confirmation as PDF; a field that was not given is shown as a dash."""
    check_glyphs(details, stamp)
    sheet = letter_sheet(words.REGISTRATION)
    numbers = (
        (words.NUMBER, wording.latin(details.number)),
        (words.DATE, wording.day(details.issued_on)),
        (words.ATTACHMENT, words.NO_ATTACHMENT),
    )
    lay_out(sheet, Letterhead(details.dealership, stamp, numbers, details.is_sample), _blocks(details), _foot(details))
    return sheet.finish()


def _blocks(details: RegistrationDetails) -> list[Block]:
    fields = details.fields
    return [
        paragraph(words.IN_GOD, Style(size=8.6, leading=1.4, align="center", color=MUTED), gap=2),
        paragraph(words.REGISTRATION, Style(size=14.5, leading=1.6, align="center", is_bold=True), gap=6),
        paragraph(words.REGISTRATION_INTRO, gap=6),
        *_group(words.GROUP_PERSONAL, _personal(fields)),
        *_group(words.GROUP_CONTACT, _contact(fields), _wide(fields, "address")),
        *_group(words.GROUP_BANK, _bank(details), _sheba(fields)),
        *_group(
            words.GROUP_JOB,
            (
                *_texts(fields, "job", "workplace"),
                (words.FIELD_LABELS["work_phone"], wording.phone(fields.work_phone)),
                *_texts(fields, "education"),
            ),
            _wide(fields, "note"),
        ),
        heading(words.CONSENT),
        paragraph(wording.text(details.consent_text), Style(size=9.6, leading=1.75, align="justify"), gap=0),
        paragraph(words.CONSENT_VERSION.format(version=wording.given(details.consent_version)), LABEL),
    ]


def _group(title: str, *grids: tuple[Pair, ...]) -> list[Block]:
    """Return a heading with its grids: two pairs in a row, a single pair over the full width."""
    tables: list[Table] = [
        key_value_grid(grid, columns=min(len(grid), 2), style=_GRID, shares=_TWO if len(grid) == 1 else _FOUR, gap=0)
        for grid in grids
    ]
    return [heading(title, size=10.5), *tables[:-1], key_value_grid_with_gap(tables[-1])]


def key_value_grid_with_gap(table: Table) -> Table:
    """Return the last grid of a group with the gap before the next group."""
    return Table(table.shares, table.rows, table.heads, gap=7)


def _texts(fields: CustomerFields, *names: str) -> tuple[Pair, ...]:
    return tuple((words.FIELD_LABELS[name], wording.given(getattr(fields, name))) for name in names)


def _codes(fields: CustomerFields, *names: str) -> tuple[Pair, ...]:
    return tuple((words.FIELD_LABELS[name], wording.persian(getattr(fields, name))) for name in names)


def _wide(fields: CustomerFields, name: str) -> tuple[Pair, ...]:
    return ((words.FIELD_LABELS[name], wording.given(getattr(fields, name))),)


def _personal(fields: CustomerFields) -> tuple[Pair, ...]:
    kind = (words.FIELD_LABELS["kind"], words.KINDS[fields.kind.value])
    code = (_code_label(fields), wording.persian(fields.national_code))
    born = (words.FIELD_LABELS["birth_on"], wording.day(fields.birth_on))
    passport = (words.FIELD_LABELS["passport_number"], wording.latin(fields.passport_number))
    gender = (words.FIELD_LABELS["gender"], words.GENDERS.get(fields.gender, words.NOT_GIVEN))
    if fields.kind is CustomerKind.LEGAL:
        company = ((words.FIELD_LABELS["company_name"], wording.given(fields.family_name)),)
        return (
            kind,
            code,
            *company,
            *_texts(fields, "representative_name"),
            *_codes(fields, "representative_national_code"),
        )
    return (
        kind,
        code,
        *_texts(fields, "given_name", "family_name", "father_name"),
        born,
        *_codes(fields, "birth_certificate_number"),
        *_texts(fields, "birth_place"),
        gender,
        passport,
    )


def _code_label(fields: CustomerFields) -> str:
    if fields.kind is CustomerKind.FOREIGN:
        return words.OTHER_IDENTITY_CODE
    return wording.identity_label(fields.national_code)


def _contact(fields: CustomerFields) -> tuple[Pair, ...]:
    return (
        *_codes(fields, "mobile"),
        (words.FIELD_LABELS["landline"], wording.phone(fields.landline)),
        *_texts(fields, "province", "city"),
        *_codes(fields, "postal_code"),
    )


def _bank(details: RegistrationDetails) -> tuple[Pair, ...]:
    fields = details.fields
    own = words.SHEBA_OWN if fields.is_sheba_own else words.SHEBA_NOT_OWN
    return (
        (words.FIELD_LABELS["bank_name"], wording.given(details.bank_name)),
        (words.FIELD_LABELS["is_sheba_own"], own if fields.sheba else words.NOT_GIVEN),
    )


def _sheba(fields: CustomerFields) -> tuple[Pair, ...]:
    shown = isolate(group_sheba(fields.sheba)) if fields.sheba else words.NOT_GIVEN
    return ((words.FIELD_LABELS["sheba"], shown),)


def _foot(details: RegistrationDetails) -> Block:
    boxes = SignatureBox(words.APPLICANT_SIGNATURE), SignatureBox(words.CLERK_SIGNATURE)
    if not details.authenticity:
        return Columns(boxes, (1, 1), between=16)
    return Columns((*boxes, QrCode(details.authenticity, points=78)), (200, 200, 78), between=14)
