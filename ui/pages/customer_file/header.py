"""Show the head of a customer's file; the codes are masked until a reason for showing them is given."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from dealer_app.domain.codes.banking import group_sheba
from dealer_app.domain.codes.masking import mask_mobile, mask_national_code, mask_sheba
from dealer_app.domain.customers import Activation, CustomerDetails
from dealer_app.domain.errors import FieldError
from dealer_app.domain.files.activation import CodeView, needs_activation
from dealer_app.domain.files.joins import JoinView
from dealer_app.domain.persian import persian_digits
from ui.forms.enter_chain import EnterChain
from ui.forms.text_field import TextField
from ui.look.icons import icon
from ui.look.theme import theme
from ui.page_kit.activation import badge_of
from ui.texts import customer_file as texts
from ui.texts.customer import joins as join_texts
from ui.widgets.controls.buttons import KeyCapButton
from ui.widgets.layout.columns import ColumnLayout
from ui.widgets.layout.flow import FlowLayout, refill
from ui.widgets.painted.avatar import Avatar
from ui.widgets.painted.badge import Badge
from ui.widgets.painted.card import Card
from ui.widgets.words.fact import Fact
from ui.widgets.words.labels import make_label
from ui.widgets.words.plain import set_tip


class CustomerHeader(Card):
    """Name, badges, codes and the commands on the person."""

    edit_asked = Signal()
    attachments_asked = Signal()
    activation_asked = Signal()
    reveal_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._customer: CustomerDetails | None = None
        self._code: CodeView | None = None
        self._join: JoinView | None = None
        self._is_revealed = False
        self._avatar = Avatar(side=48)
        self._name = make_label("", "title", wraps=True)
        self._badges = FlowLayout(gap=6, line_gap=4)
        self._facts = FlowLayout(gap=18, line_gap=2)
        self.reason = TextField("reason", texts.REVEAL_REASON)
        self.reason.suggest(texts.REVEAL_REASONS)
        column = self.column(margin=14, gap=10)
        column.addWidget(self._top())
        column.addWidget(self._reveal_line())

    def show_customer(
        self, customer: CustomerDetails, code: CodeView | None = None, join: JoinView | None = None
    ) -> None:
        """Show the customer, the code of the mobile (None: as before) and the file that is shown with this one.

        Revealed codes stay revealed while the same file is open and nobody else signs in.
        """
        self._customer, self._code, self._join = customer, code or self._code, join
        self._avatar.show_name(customer.name)
        self._name.setText(customer.name)
        self.activation.setVisible(customer.activation is not Activation.ACTIVE and _has_code(customer))
        refill(self._badges, [Badge(*badge) for badge in _badges_of(customer, self._code, self._join)])
        self._show_facts()

    def show_revealed(self, customer: CustomerDetails) -> None:
        """Show the codes in full, after the reason was recorded."""
        self._is_revealed = True
        self._reveal_box.hide()
        self.reason.set_raw("")
        self.show_customer(customer, join=self._join)

    def hide_codes(self) -> None:
        """Mask the codes again: another person needs a reason of their own."""
        self._is_revealed = False
        self._show_facts()

    def unsaved(self) -> dict[str, str]:
        """Return the reason typed for showing the codes, if any."""
        return {"reveal": self.reason.raw()} if self.reason.raw() else {}

    def resume(self, raws: Mapping[str, str]) -> None:
        """Ask again with the reason that was typed before."""
        if raws.get("reveal"):
            self._reveal_box.show()
            self.reason.set_raw(raws["reveal"])

    def show_reason_error(self, error: FieldError) -> None:
        """Show beside the reason why it was refused."""
        self.reason.show_error(error)

    def _show_facts(self) -> None:
        if self._customer is None:
            return
        facts: list[QWidget] = [Fact(*fact) for fact in facts_of(self._customer, is_masked=not self._is_revealed)]
        refill(self._facts, facts)
        words = texts.HIDE if self._is_revealed else texts.REVEAL
        self._reveal.setIcon(icon("eye-off" if self._is_revealed else "eye", "muted", 16))
        self._reveal.setIconSize(QSize(theme.px(16), theme.px(16)))
        set_tip(self._reveal, words)
        self._reveal.setAccessibleName(words)

    def _top(self) -> QWidget:
        words = QVBoxLayout()
        words.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._name)
        head.addLayout(self._badges, 1)
        words.addLayout(head)
        codes = QHBoxLayout()
        codes.setSpacing(8)
        codes.addLayout(self._facts)
        self._reveal = QToolButton()
        self._reveal.clicked.connect(self._on_reveal)
        codes.addWidget(self._reveal, 0, Qt.AlignmentFlag.AlignTop)
        codes.addStretch(1)
        words.addLayout(codes)
        person, verbs, top = QWidget(), QWidget(), QWidget()
        row = QHBoxLayout(person)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self._avatar)
        row.addLayout(words, 1)
        self.edit = KeyCapButton(texts.EDIT, icon_name="pencil", key="Shift+F2")
        self.edit.clicked.connect(self.edit_asked)
        flow = FlowLayout(verbs)
        self.activation = KeyCapButton(texts.ACTIVATION, icon_name="badge-check", key="Ctrl+M")
        self.activation.clicked.connect(self.activation_asked)
        self.activation.hide()
        flow.addWidget(self.activation)
        self.attachments = KeyCapButton(texts.ATTACHMENTS, icon_name="file-up", key="Ctrl+Shift+O")
        self.attachments.clicked.connect(self.attachments_asked)
        flow.addWidget(self.attachments)
        flow.addWidget(self.edit)
        columns = ColumnLayout(top, most=4, least=150, counts=(4,))
        columns.add(person, 4)
        columns.add(verbs, 4)
        return top

    def _reveal_line(self) -> QWidget:
        self._reveal_box = QWidget()
        row = QHBoxLayout(self._reveal_box)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.reason, 1)
        self._reveal_now = KeyCapButton(texts.REVEAL_NOW, rank="primary", key="Enter")
        self._reveal_now.clicked.connect(self._ask)
        self._chain = EnterChain(self, [self.reason], self._ask)
        row.addWidget(self._reveal_now)
        self._reveal_box.hide()
        return self._reveal_box

    def _on_reveal(self) -> None:
        if self._is_revealed:
            self.hide_codes()
            return
        self._reveal_box.setVisible(self._reveal_box.isHidden())
        self.reason.line.setFocus()

    def _ask(self) -> None:
        self.reveal_asked.emit(self.reason.raw())


def facts_of(customer: CustomerDetails, *, is_masked: bool) -> tuple[tuple[str, str, str], ...]:
    """Return (label, words, suffix) of the codes, masked or in full."""
    fields = customer.fields
    code = mask_national_code(fields.national_code) if is_masked else persian_digits(fields.national_code)
    mobile = mask_mobile(fields.mobile) if is_masked else persian_digits(fields.mobile)
    sheba = mask_sheba(fields.sheba) if is_masked else group_sheba(fields.sheba)
    facts = (
        (texts.CODE_LABELS[fields.kind], code, ""),
        (texts.MOBILE, mobile, ""),
        (texts.SHEBA, sheba, customer.bank_name),
    )
    return tuple(fact for fact in facts if fact[1])


def _has_code(customer: CustomerDetails) -> bool:
    return needs_activation(customer.fields.kind) and bool(customer.fields.mobile)


def _badges_of(
    customer: CustomerDetails, code: CodeView | None, join: JoinView | None
) -> tuple[tuple[str, str, str], ...]:
    badges = []
    if customer.is_identity_seen:
        badges.append((texts.IDENTITY_SEEN, "green", "badge-check"))
    if code is not None and _has_code(customer):
        badges.append(badge_of(code))
    if join is not None:
        badges.append((join_texts.BADGE.format(name=join.joined_name), "accent", "users"))
    if customer.is_queued:
        badges.append((texts.QUEUED, "neutral", "cloud-off"))
    return tuple(badges)
