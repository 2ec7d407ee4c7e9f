"""Make the people of the demo: valid codes from a fixed seed, names from ``resources.texts.demo``."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from dealer_app.domain.codes.identity import national_check_digit, parse_legal_id
from dealer_app.domain.customers import CustomerFields, CustomerKind
from dealer_app.domain.errors import FieldError
from resources.texts import demo as words

MAIN_NATIONAL_CODE = "0499370899"
MAIN_MOBILE = "09122582580"
MAIN_SHEBA = "IR820540102680020817909002"
BANKS = ("012", "017", "018", "054", "062")
MOBILE_PREFIXES = ("0912", "0913", "0917", "0935", "0990")


def make_people(today: date, count: int, dice: Random) -> tuple[CustomerFields, ...]:
    """Return ``count`` made-up customers: the main visitor, two with a similar name, a company, a foreigner, others."""
    special = (_main(), *_similar(dice), _company(dice), _foreigner(dice))
    rest = tuple(_person(today, dice, number) for number in range(count - len(special)))
    return special + rest


def make_national_code(dice: Random) -> str:
    """Return a valid national code of made-up digits."""
    first_nine = f"{dice.randrange(10**8, 7 * 10**8):09d}"
    return f"{first_nine}{national_check_digit(first_nine)}"


def make_legal_id(dice: Random) -> str:
    """Return a valid legal id of made-up digits."""
    first_ten = f"10{dice.randrange(10**7, 10**8)}"
    return next(f"{first_ten}{last}" for last in range(10) if _is_legal_id(f"{first_ten}{last}"))


def make_sheba(dice: Random) -> str:
    """Return a valid Sheba of a known bank and made-up digits (ISO 13616: IR reads 1827)."""
    account = f"{dice.choice(BANKS)}{dice.randrange(10**17, 10**18):019d}"
    return f"IR{98 - int(f'{account}182700') % 97:02d}{account}"


def make_mobile(dice: Random) -> str:
    """Return a mobile of a known operator and made-up digits."""
    return f"{dice.choice(MOBILE_PREFIXES)}{dice.randrange(10**6, 10**7)}"


def _is_legal_id(text: str) -> bool:
    """Return whether ``text`` is a valid legal id."""
    try:
        parse_legal_id(text)
    except FieldError:
        return False
    return True


def _contact(dice: Random) -> CustomerFields:
    """Return the fields that all people have: mobile, residence, Sheba."""
    province, city, postal_start = dice.choice(words.PLACES)
    return CustomerFields(
        mobile=make_mobile(dice),
        province=province,
        city=city,
        postal_code=f"{postal_start}{dice.randrange(11111, 99999)}",
        address=dice.choice(words.STREETS),
        sheba=make_sheba(dice),
        is_sheba_own=True,
    )


def _person(today: date, dice: Random, number: int) -> CustomerFields:
    """Return one random person; even numbers are women."""
    is_woman = number % 2 == 0
    return replace(
        _contact(dice),
        national_code=make_national_code(dice),
        given_name=dice.choice(words.FEMALE_NAMES if is_woman else words.MALE_NAMES),
        family_name=dice.choice(words.FAMILY_NAMES),
        father_name=dice.choice(words.FATHER_NAMES),
        birth_on=today - timedelta(days=dice.randrange(22 * 365, 68 * 365)),
        birth_certificate_number=str(dice.randrange(10, 99999)),
        gender="female" if is_woman else "male",
        job=dice.choice(words.JOBS),
        education=dice.choice(words.EDUCATION),
    )


def _main() -> CustomerFields:
    """Return the visitor in the manual's pictures."""
    province, city, _ = words.PLACES[0]
    return CustomerFields(
        national_code=MAIN_NATIONAL_CODE,
        given_name=words.MAIN_GIVEN,
        family_name=words.MAIN_FAMILY,
        father_name=words.MAIN_FATHER,
        birth_on=date(1985, 5, 1),
        birth_certificate_number="4127",
        birth_place=city,
        gender="female",
        mobile=MAIN_MOBILE,
        landline="03432114477",
        province=province,
        city=city,
        postal_code="7617934511",
        address=words.STREETS[0],
        sheba=MAIN_SHEBA,
        is_sheba_own=True,
        job=words.JOBS[3],
        education=words.EDUCATION[1],
    )


def _similar(dice: Random) -> tuple[CustomerFields, ...]:
    """Return two people with names similar to the main visitor's."""
    return tuple(
        replace(_contact(dice), national_code=make_national_code(dice), given_name=given, family_name=family)
        for given, family in words.SIMILAR
    )


def _company(dice: Random) -> CustomerFields:
    """Return a company with its representative."""
    return replace(
        _contact(dice),
        kind=CustomerKind.LEGAL,
        national_code=make_legal_id(dice),
        family_name=words.COMPANY_NAME,
        representative_name=words.COMPANY_AGENT,
        representative_national_code=make_national_code(dice),
    )


def _foreigner(dice: Random) -> CustomerFields:
    """Return a foreign national; the code has no public check digit."""
    return replace(
        _contact(dice),
        kind=CustomerKind.FOREIGN,
        national_code=f"16{dice.randrange(10**8, 10**9)}",
        given_name=words.FOREIGN_GIVEN,
        family_name=words.FOREIGN_FAMILY,
        passport_number=f"P{dice.randrange(10**7, 10**8)}",
    )
