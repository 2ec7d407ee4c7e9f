"""Show the company's official addresses as QR codes, and its telephone numbers."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dealer_app.domain.company import CompanySettings
from dealer_app.domain.persian import isolate, persian_digits
from ui.texts import help as words
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.layout.flow import FlowLayout
from ui.widgets.painted.card import Card
from ui.widgets.painted.qr_picture import QrPicture
from ui.widgets.words.directed import directed
from ui.widgets.words.labels import make_label

SITES = {"site": words.OFFICIAL_SITE, "payment_site": words.PAYMENT_SITE, "unified_site": words.UNIFIED_SITE}


class _Site(QWidget):
    """One address: label, code, and the address itself."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self.code = QrPicture()
        self.address = make_label("", "fact")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(make_label(label, "small"), 0, middle)
        column.addWidget(self.code, 0, middle)
        column.addWidget(self.address, 0, middle)

    def show_site(self, site: str) -> None:
        """Show an address; "" hides it."""
        self.address.setText(directed(site))
        self.code.show_text(site, words.CODE_OF.format(site=site))
        self.setVisible(bool(site))


class CompanyCard(Card):
    """The addresses of today; ``slip`` prints them."""

    def __init__(self) -> None:
        super().__init__()
        self.sites = {name: _Site(label) for name, label in SITES.items()}
        self.phones = make_label("", "muted", wraps=True)
        self.slip = KeyCapButton(words.PRINT_ADDRESSES, icon_name="printer", key="Ctrl+P")
        column = self.column(margin=16, gap=8)
        column.addWidget(make_label(words.ADDRESSES, "section"))
        codes = QWidget()
        flow = FlowLayout(codes, gap=24, line_gap=12)
        for site in self.sites.values():
            flow.addWidget(site)
        column.addWidget(codes)
        column.addWidget(self.phones)
        column.addStretch(1)
        column.addWidget(self.slip, 0, Qt.AlignmentFlag.AlignLeading)

    def show_company(self, company: CompanySettings) -> None:
        """Show the addresses and numbers of the settings."""
        for name, site in self.sites.items():
            site.show_site(getattr(company, name))
        phones = {"phone": company.phone, "short": company.short_phone}
        shown = {name: isolate(persian_digits(number)) for name, number in phones.items()}
        self.phones.setText(words.PHONES.format(**shown))
