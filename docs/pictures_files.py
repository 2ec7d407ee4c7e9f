"""Take the manual's pictures of what happens to a customer's file: a registered person, a number, an activation."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from dealer_app.domain.customers import CustomerKind, RegisterCustomer
from dealer_app.domain.ids import CustomerId
from dealer_app.services.customers.customers import find_customer_by_code, get_customer, register_customer
from dealer_app.services.files.activation import ask_code
from dealer_app.services.staff.pins import hash_pin
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.files.activations import ActivationRecord
from ui.pages.activation.page import ActivationPage
from ui.pages.contacts.page import ContactPage
from ui.pages.joins.page import JoinPage
from ui.pages.registered.page import RegisteredPage
from ui.pages.registration.page import RegistrationPage

if TYPE_CHECKING:
    from docs.pictures import Camera

CODE, OTHER_MOBILE = "0499370899", "09121112233"
FOREIGN_CODES = "160012300001", "160012300002"


def registered(camera: "Camera") -> None:
    """Photograph a pair that is not one, the change of the mobile with a paper, and the activation of a mobile."""
    camera.player.press(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    camera.front(RegisteredPage)
    camera.player.settle()
    camera.player.enter(CODE)
    camera.player.enter(OTHER_MOBILE)
    camera.player.settle()
    camera.take("registered")
    camera.player.press(Qt.Key.Key_Return)
    camera.front(ContactPage)
    camera.player.settle()
    camera.take("contact")
    camera.counter.navigate.close_current()
    _activation(camera)
    _same_person(camera)
    _join(camera)


def _activation(camera: "Camera") -> None:
    """Photograph a mobile that waits for its code, and the field of a code that was sent, once typed wrong."""
    made: list[CustomerId] = []

    def ask(unit: Unit) -> CustomerId:
        customer_id = find_customer_by_code(unit, CODE)
        assert customer_id is not None
        ask_code(unit, customer_id)
        return customer_id

    def send(unit: Unit) -> None:
        """Store what head office would say after the gateway took the message."""
        record = unit.session.query(ActivationRecord).filter_by(customer_id=made[0]).one()
        record.state, record.hash, record.expires_at = "sent", hash_pin("482913"), unit.now + timedelta(days=2)
        unit.touch("customers", made[0])

    counter, player = camera.counter, camera.player
    counter.tasks.run_write(counter, ask, lambda written: made.append(written.value))
    player.until(lambda: bool(made))
    counter.navigate.open_activation(made[0])
    camera.front(ActivationPage)
    player.settle()
    camera.take("activation-waits")
    counter.tasks.run_write(counter, send, lambda written: counter.change_bus.publish(written.changes))
    player.settle()
    player.enter("123456")
    player.settle()
    camera.take("activation")
    counter.navigate.close_current()
    counter.navigate.open_customer(made[0])
    player.settle()
    camera.take("activation-file")
    counter.navigate.close_current()


def _same_person(camera: "Camera") -> None:
    """Photograph the difference between what is typed and the file with the same code."""
    camera.counter.navigate.open_registration()
    page = camera.front(RegistrationPage)
    assert isinstance(page, RegistrationPage)
    before = page.form.raws()
    page.show_section("identity")
    page.form.fill({"national_code": CODE, "mobile": OTHER_MOBILE})
    page.form.finished.emit("national_code")
    camera.player.settle()
    camera.take("registration-known")
    page.form.fill(before)


def _join(camera: "Camera") -> None:
    """Photograph two files of one foreign person before they are shown as one."""
    made: list[CustomerId] = []

    def register(unit: Unit) -> CustomerId:
        known = find_customer_by_code(unit, CODE)
        assert known is not None
        fields = get_customer(unit, known).fields
        first = replace(fields, kind=CustomerKind.FOREIGN, national_code=FOREIGN_CODES[0], passport_number="A1234567")
        second = replace(first, national_code=FOREIGN_CODES[1], mobile=OTHER_MOBILE, passport_number="B7654321")
        files = [register_customer(unit, RegisterCustomer(one)).customer_id for one in (first, second)]
        return files[0]

    counter, player = camera.counter, camera.player
    counter.tasks.run_write(counter, register, lambda written: made.append(written.value))
    player.until(lambda: bool(made))
    counter.navigate.open_join(made[0])
    page = camera.front(JoinPage)
    assert isinstance(page, JoinPage)
    player.settle()
    player.enter(FOREIGN_CODES[1])
    page.look()
    player.settle()
    camera.take("join")
    counter.navigate.close_current()
