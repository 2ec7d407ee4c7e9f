"""Made-up papers: the letter, slips, receipt and registration of the design, each with optional changes."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from dealer_app.domain.customers import CustomerFields
from dealer_app.domain.ids import BillId, CustomerId, InvitationId, OrderId, PaymentId, RegistrationId, Rial, VisitId
from dealer_app.domain.orders.ledger import Account
from dealer_app.domain.papers.papers import (
    BillDetails,
    InvitationDetails,
    PaperItem,
    PrintStamp,
    ReceiptDetails,
    RegistrationDetails,
    VisitDetails,
)
from dealer_app.domain.settings import DealershipSettings
from dealer_app.domain.visits import CheckedPaper, Mark, Representative

SOME_ID = UUID("01890000-0000-7000-8000-000000000001")
LONG_NAME = "سیده فاطمه‌الزهرا حسینی میرمحمدصادقی طباطبایی نژاد اصفهانی اصل"
PROOF = (
    "BAJEH1:k1.aW52aXRhdGlvbh8xNDA1LzI2MDYvMDA4NzEfUjI2MDYxMDA0MTIfMDg5OR80ODY0MDAwMDAwHzIwMjYtMTEtMjUfMjYwNg."
    + "Qw7_" * 21
)

DEALERSHIP = DealershipSettings(
    code="2606",
    name="خودرو کرمان",
    city="کرمان",
    address="کرمان، بلوار جمهوری، نبش کوچهٔ ۸",
    phone="034-32114450",
    hours="شنبه تا چهارشنبه ۸ تا ۱۶",
    is_sample=True,
)
COMMON: dict[str, Any] = {"dealership": DEALERSHIP, "authenticity": PROOF, "is_sample": False}
"""What every paper holds."""
ORDER: dict[str, Any] = {
    "order_id": OrderId(SOME_ID),
    "customer_name": "زهرا نوری‌فر",
    "national_code": "0499370899",
    "request_number": "R2606100412",
    "contract_number": "2606/50412",
    "car": "کی‌ام‌سی J7",
    "color": "سفید",
    "model_year": "1405",
}
"""What every paper of the order holds."""


def a_stamp(**changes: Any) -> PrintStamp:
    at = datetime(2026, 11, 22, 10, 38, tzinfo=ZoneInfo("Asia/Tehran"))
    return replace(PrintStamp(1, "سمیه کریمی", "۲", at), **changes)


def a_bill(**changes: Any) -> BillDetails:
    bill = BillDetails(
        id=BillId(SOME_ID),
        account=Account.PRINCIPAL,
        number="1405/2606/01904",
        issued_on=date(2026, 11, 22),
        part=1,
        parts=1,
        bill_id="1064348103115",
        payment_id="97570237",
        barcode="10643481031150000097570237",
        symbology="code128",
        amount=Rial(4_864_000_000),
        total=Rial(4_864_000_000),
        remainder=Rial(0),
        due_on=date(2026, 11, 25),
        **ORDER,
        **COMMON,
    )
    return replace(bill, **changes)


def an_invitation(**changes: Any) -> InvitationDetails:
    letter = InvitationDetails(
        id=InvitationId(SOME_ID),
        kind="payment",
        number="1405/2606/00871",
        issued_on=date(2026, 11, 22),
        invitation_number="D-140509-0871",
        honorific="سرکار خانم",
        **ORDER,
        sale_type="پیش‌فروش عادی",
        sale_permit="1403-27",
        delivery_due_on=date(2027, 1, 5),
        lines=(
            PaperItem("قیمت مصوب", Rial(12_800_000_000)),
            PaperItem("مالیات و عوارض، بیمه و شماره‌گذاری", Rial(756_000_000)),
            PaperItem("پیش‌پرداخت و واریزهای پیشین", Rial(-7_936_000_000)),
            PaperItem("سود مشارکت تا ۱۴۰۵/۰۹/۰۴", Rial(-756_000_000)),
        ),
        amount=Rial(4_864_000_000),
        pay_by_on=date(2026, 11, 25),
        is_expired=False,
        bills=(a_bill(),),
        documents_to_bring=(
            "اصل شناسنامه و کارت ملی",
            "اصل قرارداد",
            "فیش واریز",
            "گواهینامهٔ رانندگی",
            "در صورت مراجعهٔ وکیل: اصل وکالت‌نامه با تاریخ پایان",
        ),
        **COMMON,
    )
    return replace(letter, **changes)


def a_receipt(**changes: Any) -> ReceiptDetails:
    receipt = ReceiptDetails(
        id=PaymentId(SOME_ID),
        number="1405/2606/02233",
        issued_on=date(2026, 11, 24),
        account=Account.PRINCIPAL,
        amount=Rial(4_864_000_000),
        method="bill",
        bank_reference="12-345/A",
        paid_on=date(2026, 11, 23),
        **ORDER,
        principal_remaining=Rial(0),
        penalty_remaining=Rial(120_000_000),
        **COMMON,
    )
    return replace(receipt, **changes)


def some_fields(**changes: Any) -> CustomerFields:
    fields = CustomerFields(
        national_code="0499370899",
        given_name="زهرا",
        family_name="نوری‌فر",
        father_name="محمدرضا",
        birth_on=date(1988, 5, 11),
        birth_certificate_number="4127",
        birth_place="کرمان",
        gender="female",
        mobile="09121234567",
        landline="02188776655",
        province="کرمان",
        city="کرمان",
        postal_code="7616913439",
        address="بلوار جمهوری، کوچهٔ ۸، پلاک 12/3، واحد ۴",
        sheba="IR820540102680020817909002",
        is_sheba_own=True,
        job="دبیر",
        workplace="آموزش و پرورش ناحیهٔ ۲",
        work_phone="034-32110000",
        education="کارشناسی",
        note="VIN خودروی پیشین: LVTDB21B5ND123456",
    )
    return replace(fields, **changes)


def a_registration(**changes: Any) -> RegistrationDetails:
    details = RegistrationDetails(
        id=RegistrationId(SOME_ID),
        customer_id=CustomerId(SOME_ID),
        number="1405/2606/00317",
        issued_on=date(2026, 11, 22),
        customer_name=ORDER["customer_name"],
        fields=some_fields(),
        bank_name="بانک پارسیان",
        consent_version="نمونه ۱",
        consent_text=(
            "درستی همهٔ آنچه در بالا آمده است را گواهی می‌کنم و می‌پذیرم که این نمایندگی آن را تنها برای ثبت درخواست، "
            "پیگیری سفارش و آگاه کردن من از وضعیت آن نگه دارد و برای شرکت سازنده بفرستد."
        ),
        **COMMON,
    )
    return replace(details, **changes)


def a_visit(**changes: Any) -> VisitDetails:
    visit = VisitDetails(
        id=VisitId(SOME_ID),
        customer_id=CustomerId(SOME_ID),
        number="1405/2606/00412",
        issued_on=date(2026, 11, 22),
        purpose="payment",
        purpose_name="تکمیل وجه و تحویل فیش",
        visitor_name="حسین صادقی",
        **ORDER,
        asked="تا کی باید باقی‌ماندهٔ وجه را واریز کنم؟",
        status="دعوتنامه صادر شد",
        spoken="دعوتنامهٔ شما صادر شده است؛ تا چهارشنبه ۴ آذر باقی‌ماندهٔ وجه را واریز کنید.",
        next_step="پس از واریز، فیش و گواهینامه را بیاورید.",
        papers=(
            CheckedPaper("کارت ملی (اصل)", Mark.SEEN),
            CheckedPaper("شناسنامه (اصل)", Mark.SEEN),
            CheckedPaper("قرارداد (اصل)", Mark.COPIED),
            CheckedPaper("فیش واریز", Mark.MISSING),
            CheckedPaper("گواهینامهٔ رانندگی", Mark.MISSING),
        ),
        is_list_sample=True,
        handed_over=("دعوتنامه", "قبض اصل"),
        representative=Representative("حسین صادقی", "2981234573", "14512/ب", "۱۲ کرمان", date(2026, 11, 28)),
        other_dealership="",
        other_reason="",
        started_at=datetime(2026, 11, 22, 7, 2, tzinfo=UTC),
        ended_at=datetime(2026, 11, 22, 7, 12, tzinfo=UTC),
        **COMMON,
    )
    return replace(visit, **changes)
