"""Cells that each column of the sheets of plans, dealerships and holidays refuses, beside rows without a fault."""

from tests.plan_samples import SHEET_ROW

Row = dict[str, object]
_LONG = "x" * 501
_DAMAGED = "#N/A"
_STAGE = {
    "when": ("روزی", "1405/13/01", "۰ روز", "۲۰۰۱ روز", _DAMAGED),
    "share": ("صد", "0", "-5", "100.5", "0.42", "۴۲٫۱۲۳۴۵٪", _DAMAGED),
    "amount": ("0", "-5", "گران", "1.28E+10", "10000000000000000", _DAMAGED),
}
_AMOUNT = ("0", "-1", "هیچ", "1.5E+9", "10000000000000000", _DAMAGED)
_RATE = ("صد", "120", "-3", "2.12345", _DAMAGED)
BAD_CELLS: dict[str, dict[str, tuple[object, ...]]] = {
    "plan": {
        "code": ("", "x" * 41, _DAMAGED),
        "name": ("", _LONG, _DAMAGED),
        "price": ("", *_AMOUNT),
        "prepayment": ("5000000", *_AMOUNT),
        "starts_on": ("1405/12/40", "دیروزها", "1405/09/12 ساعت 25", "1405/09/12 18:75", _DAMAGED),
        "ends_on": ("1405/13/01", "1405/09/12 ساعت 24:30", "1405/08/01", _DAMAGED),
        "version": ("0", "دوم", "-1", "10000", _DAMAGED),
        "channel": ("بازار", _DAMAGED),
        "method": ("قرعه", _DAMAGED),
        "price_kind": ("ارزان", _DAMAGED),
        "instalment_count": ("800", "هشت", "-1", _DAMAGED),
        "instalment_amount": _AMOUNT,
        "instalment_interval": ("13", "ماهی", "-1", _DAMAGED),
        "instalment_first": ("فردا روز", "1405/07/31", _DAMAGED),
        "instalment_cheque": ("شاید", _DAMAGED),
        "stated_total": _AMOUNT,
        "delivery": ("دو سال", "61 ماه", "2001 روز", "-1 ماه", _DAMAGED),
        "participation_rate": ("0.26", *_RATE),
        "withdrawal_rate": ("0.2", *_RATE),
        "late_rate": _RATE,
        "transfers": ("همیشه", "10", "-1", _DAMAGED),
        "groups": ("،".join(f"گروه {at}" for at in range(13)), _LONG, _DAMAGED),
        "capacity": ("-1", "2000000", "پر", "3.5", _DAMAGED),
        **dict.fromkeys(("circular", "car", "trim", "model_year", "withdrawal_note"), (_LONG, _DAMAGED)),
        **dict.fromkeys(("late_note", "transfer_note", "pledge", "color_rule", "source"), (_LONG, _DAMAGED)),
        **dict.fromkeys(("buyer_conditions", "costs", "conditions"), ("x" * 4001, _DAMAGED)),
        **{f"stage{at}_{part}": cells for at in range(1, 7) for part, cells in _STAGE.items()},
    },
    "dealership": {
        "code": ("", "*", "26 06", "-5", "کرمان", "x" * 21, _DAMAGED),
        "name": ("", "x" * 201, _DAMAGED),
        **dict.fromkeys(("province", "city", "address", "owner", "source"), ("x" * 201, _DAMAGED)),
        "phones": ("x", "12", "دفتر: 03432110000", "034-32110000؛ 034-32110000", "1234567890123", _DAMAGED),
        "hours": ("شنبه ۸ تا ۱۲ و ۱۱ تا ۱۵", "شنبه ۱۶ تا ۸", "۸ تا ۱۶", "شنبه ۸ تا ۲۵", "گاهی", _DAMAGED),
        "phone_hours": ("شنبه ۹ تا ۱۰ و ۹ تا ۱۱", "شنبه", "شنبه ۸:۷۵ تا ۹", "همیشه", _DAMAGED),
        "services": ("،".join(f"خدمت {at}" for at in range(13)), "x" * 201, _DAMAGED),
        "latitude": ("57.08", "12", "سی", "30.1234567", _DAMAGED),
        "longitude": ("30.28", "90", "شرق", "57.1234567", _DAMAGED),
        "valid_from": ("1405/13/01", "دیروز روزی", "1405/12/40", _DAMAGED),
    },
    "holiday": {
        "day": ("", "1405/13/01", "1405/12/40", "فردای روز", "05/01/01", _DAMAGED),
        "name": ("x" * 121, _DAMAGED),
        "is_holiday": ("شاید", "2", _DAMAGED),
        "is_estimated": ("گویا", "-1", _DAMAGED),
        "source": ("x" * 121, _DAMAGED),
    },
}
"""Kind of sheet -> field -> cells that are refused."""
GOOD_ROWS: dict[str, tuple[Row, Row]] = {
    "plan": ({**SHEET_ROW, "code": "P-1"}, {**SHEET_ROW, "code": "P-2"}),
    "dealership": (
        {"code": "8801", "name": "نمونهٔ ساری", "latitude": "36.56", "longitude": "53.06"},
        {"code": "8802", "name": "نمونهٔ آمل", "latitude": "36.47", "longitude": "52.35"},
    ),
    "holiday": ({"day": "1405/09/30", "name": "نمونه"}, {"day": "1405/10/01", "name": "نمونهٔ دیگر"}),
}
"""Kind of sheet -> two rows without a fault."""


def bad_rows(kind: str, field: str, cell: object) -> tuple[Row, Row]:
    """Return a row without a fault, and one whose ``field`` has a bad cell, with the columns of both."""
    good, other = GOOD_ROWS[kind]
    return {**dict.fromkeys((field,), ""), **good}, {**other, field: cell}
