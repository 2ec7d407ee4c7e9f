"""The directory: filtered at each key, open now?, closed today and undone, edited and imported by a manager."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from dealer_app.domain.directory.listing import DirectoryRow
from dealer_app.domain.papers.papers import PaperKind
from dealer_app.store.core.unit import Unit
from tests.hub.sheets import a_sheet, a_table, headings
from tests.ui.clerk import Clerk, accessible_names
from tests.ui.settings import sign_in_manager
from ui.forms.field import FieldState
from ui.pages.dealership.page import DealershipPage
from ui.pages.directory.page import DirectoryPage
from ui.pages.papers.page import PaperPage

CTRL = Qt.KeyboardModifier.ControlModifier


def open_directory(clerk: Clerk) -> DirectoryPage:
    clerk.press(Qt.Key.Key_D, CTRL)
    page = clerk.page
    assert isinstance(page, DirectoryPage)
    clerk.until(lambda: bool(page.shown))
    return page


def open_form(clerk: Clerk, code: str) -> DealershipPage:
    clerk.counter.navigate.open_dealership(code)
    page = clerk.page
    assert isinstance(page, DealershipPage)
    clerk.until(lambda: not code or bool(page.grid.field("code").raw()))
    return page


def find(clerk: Clerk, code: str) -> DirectoryRow | None:
    def work(unit: Unit) -> DirectoryRow | None:
        from dealer_app.services.directory import directory

        return directory.read_directory(unit).find(code)

    return clerk.read(work)


def test_own_dealership_is_chosen_and_letters_filter_at_each_key(clerk: Clerk) -> None:
    page = open_directory(clerk)
    assert page.details.subject is not None
    assert page.details.subject.is_own
    assert not accessible_names(page)
    before = len(page.shown)
    clerk.type("یز")
    assert page.filter.hasFocus()
    assert {row.facts.province for row in page.shown} == {"یزد"}
    assert page.details.subject.facts.province == "یزد"
    clerk.type("د میبد")
    assert [row.facts.city for row in page.shown] == ["میبد"]
    clerk.type("ژژ")
    assert not page.shown
    assert not page.details.isVisible()
    assert "ژژ" in page.empty.title.text()
    clerk.press(Qt.Key.Key_Escape)
    assert len(page.shown) == before
    assert page.details.subject.is_own


def test_details_say_hours_phones_and_others_of_the_province(clerk: Clerk) -> None:
    page = open_directory(clerk)
    clerk.type("2606")
    clerk.press(Qt.Key.Key_Return)
    details = page.details
    assert "۰۳۴-۳۲۱۱۴۴۵۰" in details.phones.text()
    assert details.week.lines()[0] == "شنبه: ۰۸:۳۰ تا ۱۴:۰۰ و ۱۶:۰۰ تا ۱۹:۰۰"
    assert details.week.lines()[6] == "جمعه: تعطیل"
    assert details.banner.text
    page.choose("2711")
    assert page.details.subject is not None
    assert page.details.subject.facts.code == "2711"
    page.copy()
    assert "رفسنجان" in QGuiApplication.clipboard().text()


def test_closed_today_by_one_key_and_undone_by_another(clerk: Clerk) -> None:
    page = open_directory(clerk)
    clerk.press(Qt.Key.Key_L, CTRL)
    clerk.until(lambda: bool(page.details.subject and page.details.subject.closed))
    assert "تعطیل اعلام شده" in page.details.banner.text
    assert "۲۶۰۶" not in clerk.note
    clerk.press(Qt.Key.Key_Z, CTRL)
    clerk.until(lambda: bool(page.details.subject and not page.details.subject.closed))
    assert "تعطیل اعلام شده" not in page.details.banner.text


def test_enter_opens_the_address_slip(clerk: Clerk) -> None:
    page = open_directory(clerk)
    assert page.table.hasFocus()
    clerk.press(Qt.Key.Key_Return)
    clerk.until(lambda: isinstance(clerk.page, PaperPage))
    preview = clerk.page
    assert isinstance(preview, PaperPage)
    assert preview.ref.kind is PaperKind.ADDRESS


def test_clerk_cannot_edit_and_a_manager_can(clerk: Clerk) -> None:
    page = open_directory(clerk)
    assert not page.details.editing.isEnabled()
    sign_in_manager(clerk)
    page = open_directory(clerk)
    assert page.details.editing.isEnabled()
    form = open_form(clerk, "2711")
    form.grid.field("city").set_raw("انار")
    clerk.press(Qt.Key.Key_S, CTRL)
    clerk.until(lambda: clerk.page is page)
    found = find(clerk, "2711")
    assert found is not None
    assert (found.facts.city, found.origin) == ("انار", "manager")


def test_wrong_field_is_named_beside_it_and_nothing_is_saved(clerk: Clerk) -> None:
    sign_in_manager(clerk)
    page = open_directory(clerk)
    form = open_form(clerk, "")
    form.grid.field("code").set_raw("7777")
    form.grid.field("hours").set_raw("شنبه ۸ تا ۱۲ و ۱۱ تا ۱۵")
    form.save()
    hours, name = form.grid.field("hours"), form.grid.field("name")
    assert (hours.state, name.state) == (FieldState.ERROR, FieldState.ERROR)
    assert "هم‌پوشانی" in hours.sentence.words.text()
    assert find(clerk, "7777") is None
    form.grid.field("hours").set_raw("شنبه تا چهارشنبه ۸ تا ۱۲")
    name.set_raw("نمونهٔ تازه")
    form.grid.field("latitude").set_raw("30.1")
    form.save()
    clerk.until(lambda: form.grid.field("longitude").state is FieldState.ERROR)
    form.grid.field("longitude").set_raw("57.1")
    form.save()
    clerk.until(lambda: clerk.page is page)
    assert find(clerk, "7777") is not None


def test_code_of_a_known_dealership_stays(clerk: Clerk) -> None:
    sign_in_manager(clerk)
    open_directory(clerk)
    form = open_form(clerk, "2711")
    form.grid.field("code").set_raw("7778")
    form.save()
    code = form.grid.field("code")
    clerk.until(lambda: code.state is FieldState.ERROR)
    assert code.sentence.words.text() == "کد نمایندگی عوض نمی‌شود؛ برای کد دیگر، نمایندگی تازه بسازید."
    assert find(clerk, "7778") is None


def test_form_keeps_its_draft(clerk: Clerk) -> None:
    sign_in_manager(clerk)
    form = open_form(clerk, "2711")
    form.grid.field("city").line.setFocus()  # type: ignore[attr-defined]
    clerk.type("۱")
    form.keep_draft()
    clerk.settle()
    clerk.counter.navigate.close_current()
    form = open_form(clerk, "2711")
    clerk.until(lambda: form.draft_banner.draft is not None)
    form.draft_banner.resume.click()
    assert form.grid.field("city").raw().endswith(("1", "۱"))


def test_sheet_is_imported_whole_or_its_bad_cells_are_listed(clerk: Clerk, tmp_path: Path) -> None:
    sign_in_manager(clerk)
    page = open_directory(clerk)
    good = {"code": "8801", "name": "نمونهٔ ساری", "province": "مازندران", "city": "ساری"}
    page.take_in(a_sheet(tmp_path / "bad.xlsx", "dealership", good, {**good, "code": "8802", "name": "x" * 201}))
    clerk.until(page.errors.isVisible)
    assert "ردیف ۳، ستون «نام نمایندگی»" in page.errors.lines.text()
    assert page.errors.lines.hasFocus()
    assert find(clerk, "8801") is None
    clerk.press(Qt.Key.Key_Escape)
    assert not page.errors.isVisible()
    cells = [*(headings("dealership")[name] for name in good), "یادداشت"], [*good.values(), "x"]
    page.take_in(a_table(tmp_path / "good.xlsx", *cells))
    clerk.until(lambda: any(row.facts.code == "8801" for row in page.shown))
    assert "۱ نمایندگی تازه" in clerk.note
    assert "این ستون‌ها شناخته نیست و خوانده نشد: «یادداشت»" in clerk.note
