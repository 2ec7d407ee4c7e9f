"""The brochure of a plan: price, what is paid when, rates, and the moment of the data; the log of prints knows it."""

from datetime import date
from uuid import UUID

import pytest

from dealer_app.desktop import Desktop
from dealer_app.documents.brochure import render_brochure
from dealer_app.documents.printing import print_paper
from dealer_app.domain.ids import BrochureId
from dealer_app.domain.papers.papers import BrochureDetails, PaperKind, PaperRef
from dealer_app.domain.plans.plans import PlanFields
from dealer_app.services.plans.brochures import issue_brochure
from dealer_app.services.plans.plans import find_newest_plan
from dealer_app.store.database.verification import verify_file
from tests.documents.factories import DEALERSHIP, a_stamp
from tests.documents.reading import page_count, words_of
from tests.plan_samples import NOON, a_plan, a_staged_plan, an_instalment_plan

SOME_ID = BrochureId(UUID("01890000-0000-7000-8000-000000000001"))


def drawn(plan: PlanFields, *, is_sample: bool = False) -> bytes:
    details = BrochureDetails(SOME_ID, plan.number, date(2026, 11, 22), plan, NOON, DEALERSHIP, is_sample)
    return render_brochure(details, a_stamp())


@pytest.mark.parametrize("plan", [a_plan(), a_staged_plan(), an_instalment_plan()])
def test_brochure_names_the_plan_and_the_moment_of_its_data(plan: PlanFields) -> None:
    pdf = drawn(plan)
    text = words_of(pdf)
    assert page_count(pdf) == 1
    for part in (*plan.name.split(), plan.number, "۱۴۰۵/۰۹/۰۱", "۱۲:۰۰", "نمایندگی", "۲۶۰۶"):
        assert part in text


def test_brochure_shows_every_payment() -> None:
    staged, instalments = words_of(drawn(a_staged_plan())), words_of(drawn(an_instalment_plan()))
    for amount in ("۵٬۳۷۶٬۰۰۰٬۰۰۰", "۲٬۵۶۰٬۰۰۰٬۰۰۰", "۴٬۸۶۴٬۰۰۰٬۰۰۰", "۲٫۷۱٪", "۱۴۰۶/۰۹/۰۱"):
        assert amount in staged
    assert instalments.count("۱٬۵۷۲٬۴۲۸٬۵۷۱") == 7


def test_long_conditions_go_on_to_a_second_page() -> None:
    pdf = drawn(a_plan(conditions="شرایط این طرح. " * 500), is_sample=True)
    assert page_count(pdf) > 1
    assert "نمونه" in words_of(pdf)


def test_brochure_is_issued_once_a_day_and_its_print_is_evidence(counter: Desktop) -> None:
    plan_id = counter.read(lambda unit: find_newest_plan(unit, "KM-27"))
    first = counter.write(lambda unit: issue_brochure(unit, plan_id)).value
    assert counter.write(lambda unit: issue_brochure(unit, plan_id)).value == first
    printed = counter.write(lambda unit: print_paper(unit, PaperRef(PaperKind.BROCHURE, first.id))).value
    assert printed.number == first.number == "KM-27/1"
    home = counter.home
    counter.close()
    assert verify_file(home).problems == ()
