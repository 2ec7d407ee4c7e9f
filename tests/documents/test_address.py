"""The address slip: name, address, telephones, hours and a QR code that opens a map; reprinted as it was issued."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from dealer_app.desktop import Desktop
from dealer_app.documents.address import render_address
from dealer_app.documents.printing import print_paper
from dealer_app.domain.directory.addresses import AddressDetails
from dealer_app.domain.directory.dealerships import DealershipFacts, format_services, parse_dealership
from dealer_app.domain.directory.hours import format_hours
from dealer_app.domain.errors import Refusal
from dealer_app.domain.ids import AddressId
from dealer_app.domain.papers.papers import PaperKind, PaperRef
from dealer_app.services.directory.addresses import get_address, issue_address
from dealer_app.services.directory.directory import get_dealership, raws_of
from dealer_app.services.directory.editing import save_dealership
from dealer_app.store.core.unit import Unit
from dealer_app.store.database.verification import verify_file
from resources.texts.directory import WEEK
from tests.documents.factories import DEALERSHIP, a_stamp
from tests.documents.reading import codes_on, page_count, words_of
from tests.services.factories import by_manager

SOME_ID = AddressId(UUID("01890000-0000-7000-8000-000000000002"))
FACTS = parse_dealership(
    {
        "code": "2711",
        "name": "خودرو رفسنجان نمونه",
        "province": "کرمان",
        "city": "رفسنجان",
        "address": "رفسنجان، خیابان شهدا، پلاک ۱۲",
        "services": "فروش، خدمات",
        "phones": "034-34251100؛ فروش: 034-34251101",
        "latitude": "30.4067",
        "longitude": "55.9939",
        "hours": "شنبه تا چهارشنبه ۸:۳۰ تا ۱۴ و ۱۶ تا ۱۹؛ پنجشنبه ۸:۳۰ تا ۱۳:۳۰",
        "phone_hours": "شنبه تا چهارشنبه ۹ تا ۲۰",
        "source": "نمونه",
    }
)


def drawn(facts: DealershipFacts) -> bytes:
    details = AddressDetails(SOME_ID, "2711/14050901", date(2026, 11, 22), facts, DEALERSHIP, is_sample=False)
    return render_address(details, a_stamp())


def test_slip_names_place_telephones_and_hours() -> None:
    pdf = drawn(FACTS)
    text = words_of(pdf)
    assert page_count(pdf) == 1
    for part in ("رفسنجان", "شهدا", "۰۳۴-۳۴۲۵۱۱۰۰", "۰۳۴-۳۴۲۵۱۱۰۱", "۰۸:۳۰", "۱۹:۰۰", "جمعه", "تعطیل", "2711"):
        assert part in text, part


@pytest.mark.parametrize("dpi", [200, 300])
def test_code_opens_the_place_on_a_map(dpi: int) -> None:
    assert "geo:30.4067,55.9939" in codes_on(drawn(FACTS), dpi)["QRCode"]


def test_slip_without_place_and_hours_says_so() -> None:
    bare = parse_dealership({"code": "9", "name": "نمونه"})
    pdf = drawn(bare)
    assert page_count(pdf) == 1
    assert "نشده" in words_of(pdf)
    assert page_count(drawn(replace(bare, hours_note="بعدازظهرها"))) == 1


def test_longest_facts_stay_on_one_page() -> None:
    wide = dict.fromkeys(("name", "owner", "province", "city", "address", "source"), "نوشتهٔ بلند " * 16)
    phones = "؛".join(f"034-3211445{n}" for n in range(8))
    hours = "؛".join(f"{day} ۰۱:{at} تا ۰۲ و ۰۳ تا ۰۴ و ۰۵ تا ۰۶ و ۰۷ تا ۰۸" for at, day in enumerate(WEEK[:6], 10))
    services = "،".join(f"خدمت بلندتر {at:02}" for at in range(12))
    raws = {**raws_of(FACTS), **wide, "phones": phones, "hours": hours, "phone_hours": hours, "services": services}
    facts = parse_dealership(raws)
    assert len(format_services(facts.services)) > 180
    assert len(format_hours(facts.phone_hours)) > 450
    assert page_count(drawn(facts)) == 1
    widest = "،".join(f"{at}{'W' * 13}" for at in range(12))
    assert page_count(drawn(parse_dealership({**raws, "services": widest}))) == 1


def test_equal_facts_give_the_same_slip_and_changed_ones_another(counter: Desktop) -> None:
    dealership_id = counter.read(lambda unit: get_dealership(unit, "2711")).id
    first = counter.write(lambda unit: issue_address(unit, dealership_id)).value
    assert counter.write(lambda unit: issue_address(unit, dealership_id)).value == first
    assert first.number == "2711/14050901"
    once = counter.write(lambda unit: print_paper(unit, PaperRef(PaperKind.ADDRESS, first.id))).value

    def move(unit: Unit) -> object:
        raws = {**raws_of(first.facts), "address": "رفسنجان، بلوار امام"}
        return save_dealership(by_manager(unit), raws, dealership_id)

    counter.write(move)
    second = counter.write(lambda unit: issue_address(unit, dealership_id)).value
    assert second.number == "2711/14050901-2"
    assert counter.read(lambda unit: get_address(unit, first.id)).facts.address != second.facts.address
    again = counter.write(lambda unit: print_paper(unit, PaperRef(PaperKind.ADDRESS, first.id))).value
    assert again.stamp.copy_number == once.stamp.copy_number + 1
    assert words_of(again.pdf).count("شهدا") == words_of(once.pdf).count("شهدا")
    home = counter.home
    counter.close()
    assert verify_file(home).problems == ()


def test_unknown_dealership_gets_no_slip(counter: Desktop) -> None:
    with pytest.raises(Refusal, match="address_not_found"):
        counter.write(lambda unit: issue_address(unit, SOME_ID))
    with pytest.raises(Refusal, match="address_not_found"):
        counter.read(lambda unit: get_address(unit, SOME_ID))
