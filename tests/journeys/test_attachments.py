"""Attachments by keyboard: paste a photograph, look at it, withdraw it with a colleague, refuse a wrong file."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolButton

from dealer_app.domain.attachments import AttachmentLine, WithdrawAttachment
from dealer_app.services.attachments.attachments import list_attachments, withdraw_attachment
from tests.journeys.steps import CTRL, find_by_keyboard
from tests.services.attachments.samples import a_paper, a_photo, a_scripted_paper
from tests.services.factories import by_manager
from tests.ui.clerk import Clerk, accessible_names
from ui.pages.attachments.page import AttachmentsPage
from ui.pages.customer_file.page import CustomerFilePage

CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(clerk: Clerk) -> AttachmentsPage:
    """The attachments of the demo's main visitor, opened from the file by its key."""
    find_by_keyboard(clerk, "R2606100412", "زهرا نوری‌فر")
    clerk.press(Qt.Key.Key_O, CTRL_SHIFT)
    clerk.until(lambda: isinstance(clerk.counter.window.shell.tabs.front, AttachmentsPage))
    clerk.settle()
    page = clerk.page
    assert isinstance(page, AttachmentsPage)
    return page


def kept(clerk: Clerk, page: AttachmentsPage) -> tuple[AttachmentLine, ...]:
    return clerk.read(lambda unit: list_attachments(unit, page.place.customer_id))


def written(tmp_path: Path, content: bytes, name: str) -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def test_pasted_picture_is_kept_shown_and_hidden_from_the_next_person(clerk: Clerk, page: AttachmentsPage) -> None:
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    QGuiApplication.clipboard().setImage(image)
    assert page.adding.add.hasFocus()

    clerk.press(Qt.Key.Key_V, CTRL)
    clerk.until(lambda: len(page.rows) == 1)

    (line,) = kept(clerk, page)
    assert (line.details.width, line.details.height, line.is_queued) == (300, 200, True)
    assert "مدرک هویت" in clerk.note
    assert page.rows[0].isChecked()
    page.begin()
    clerk.press(Qt.Key.Key_Space)
    clerk.until(lambda: bool(page.side.sheets.pages))
    clerk.counter.lock()
    assert not page.side.sheets.pages


def test_files_are_dropped_one_after_the_other(clerk: Clerk, page: AttachmentsPage, tmp_path: Path) -> None:
    files = [written(tmp_path, a_photo(), "فیش.jpg"), written(tmp_path, a_paper(2), "b.pdf")]
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    drop = QDropEvent(QPointF(40, 40), action, data, button, Qt.KeyboardModifier.NoModifier)

    page.dropEvent(drop)
    clerk.until(lambda: len(page.rows) == 2 or page.adding.fault.isVisible())
    assert page.adding.fault.text == ""

    assert [line.details.pages for line in kept(clerk, page)] == [2, 1]
    assert accessible_names(page) == []


@pytest.mark.parametrize(
    ("content", "says"), [(a_scripted_paper(), "برنامه"), (b"MZ" + bytes(80), "JPEG"), (a_photo()[:99], "خراب")]
)
def test_wrong_file_is_refused_beside_its_button(
    clerk: Clerk, page: AttachmentsPage, tmp_path: Path, content: bytes, says: str
) -> None:
    page.adding.note.set_raw("یادداشت")
    page.add_files([written(tmp_path, content, "a.jpg")])
    clerk.until(page.adding.fault.isVisible)
    assert says in page.adding.fault.text
    assert page.adding.note.raw() == "یادداشت"
    assert kept(clerk, page) == ()
    assert page.adding.add.isEnabled()


def test_refused_file_is_named_and_the_others_are_kept(clerk: Clerk, page: AttachmentsPage, tmp_path: Path) -> None:
    good = [written(tmp_path, a_photo(), "a.jpg"), written(tmp_path, a_paper(), "c.pdf")]
    bad = [written(tmp_path, b"MZ" + bytes(80), "b.jpg"), written(tmp_path, a_scripted_paper(), "d.pdf")]
    page.add_files([good[0], bad[0], good[1], bad[1]])
    clerk.until(page.adding.fault.isVisible)
    assert len(kept(clerk, page)) == 2
    assert "b.jpg" in page.adding.fault.text
    assert "d.pdf" in page.adding.fault.text


def test_empty_clipboard_is_said(clerk: Clerk, page: AttachmentsPage) -> None:
    QGuiApplication.clipboard().clear()
    clerk.press(Qt.Key.Key_V, CTRL)
    clerk.until(page.adding.fault.isVisible)
    assert "چسباندن" in page.adding.fault.text


def test_withdrawal_asks_a_colleague_and_needs_a_reason(clerk: Clerk, page: AttachmentsPage, tmp_path: Path) -> None:
    page.add_files([written(tmp_path, a_photo(), "a.jpg")])
    clerk.until(lambda: len(page.rows) == 1)
    page.side.reason.line.setFocus()
    clerk.enter("از آنِ دیگری است")
    clerk.until(lambda: page.panel is not None)
    assert page.side.reason.raw() == "از آنِ دیگری است"
    assert not kept(clerk, page)[0].is_withdrawn


def test_menu_of_a_row_shows_its_content(clerk: Clerk, page: AttachmentsPage, tmp_path: Path) -> None:
    page.add_files([written(tmp_path, a_photo(), "a.jpg"), written(tmp_path, a_paper(), "b.pdf")])
    clerk.until(lambda: len(page.rows) == 2)
    row = page.rows[0]
    place = row.rect().center()
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, row.mapToGlobal(place))
    QApplication.sendEvent(row, asked)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    clerk.until(lambda: len(page.side.sheets.pages) == 2)
    assert row.isChecked()


def test_timeline_tells_of_attachments_and_opens_one(clerk: Clerk, page: AttachmentsPage, tmp_path: Path) -> None:
    page.add_files([written(tmp_path, a_photo(), "a.jpg"), written(tmp_path, a_paper(), "b.pdf")])
    clerk.until(lambda: len(page.rows) == 2)
    photo = page.rows[1].line.details.id
    wish = WithdrawAttachment(photo, "تار است")
    done: list[object] = []
    clerk.counter.tasks.run_write(clerk.counter, lambda unit: withdraw_attachment(by_manager(unit), wish), done.append)
    clerk.until(lambda: bool(done))
    clerk.press(Qt.Key.Key_W, CTRL)
    clerk.until(lambda: isinstance(clerk.page, CustomerFilePage))
    file = clerk.page
    assert isinstance(file, CustomerFilePage)
    file.refresh()
    clerk.settle()
    told = [(entry.title, entry.mark) for entry in (file.file.timeline if file.file else ()) if entry.attachment_id]
    assert told == [
        ("پیوست کنار گذاشته شد: مدرک هویت", ""),
        ("پیوست شد: مدرک هویت", ""),
        ("پیوست شد: مدرک هویت", "کنار گذاشته"),
    ]
    eye = next(button for button in file.events.findChildren(QToolButton) if "پیوست شد" in button.accessibleName())
    eye.setFocus()

    clerk.press(Qt.Key.Key_Space)

    clerk.until(lambda: isinstance(clerk.page, AttachmentsPage) and len(clerk.page.rows) == 2)
    again = clerk.page
    assert isinstance(again, AttachmentsPage)
    assert again.rows[0].isChecked()
    assert again.rows[0].hasFocus()
    again.choose(photo)
    assert again.rows[1].isChecked()


def test_window_lives_while_a_large_photo_is_prepared(clerk: Clerk, page: AttachmentsPage, tmp_path: Path) -> None:
    """The keyboard works while a process draws twelve megapixels anew."""
    page.add_files([written(tmp_path, a_photo(4_000, 3_000), "big.jpg")])
    assert page.adding.busy.isVisible()
    page.adding.note.line.setFocus()
    QTest.keyClick(page.adding.note.line, Qt.Key.Key_1)
    assert page.adding.note.line.text() == "1"
    clerk.until(lambda: len(page.rows) == 1)


def test_what_is_typed_is_there_again(clerk: Clerk, page: AttachmentsPage, tmp_path: Path) -> None:
    page.add_files([written(tmp_path, a_photo(), "a.jpg"), written(tmp_path, a_paper(), "b.pdf")])
    clerk.until(lambda: len(page.rows) == 2)
    page.adding.note.line.setFocus()
    clerk.type("روی کارت")
    page.side.reason.line.setFocus()
    clerk.type("تار است")
    page.rows[0].setChecked(True)  # the newest; the first one that was added had been chosen
    assert page.side.reason.raw() == ""
    clerk.counter.navigate.close_current()
    clerk.settle()

    clerk.counter.navigate.open_attachments(page.place)
    clerk.settle()

    again = clerk.page
    assert isinstance(again, AttachmentsPage)
    assert (again.adding.note.raw(), again.side.reason.raw()) == ("روی کارت", "")
    again.rows[1].setChecked(True)
    assert again.side.reason.raw() == "تار است"
