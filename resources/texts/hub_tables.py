"""Words that an administrator may write in head office's small tables."""

NO = frozenset({"0", "خیر", "نه", "ندارد"})
YES = frozenset({"1", "بله", "بلی", "اری", "هست", "تعطیل", "براورد", "دارد", "لازم"})
FORMER_ROLES = {
    "clerk": "clerk",
    "متصدی": "clerk",
    "متصدی پذیرش": "clerk",
    "manager": "manager",
    "مدیر": "manager",
    "مدیر نمایندگی": "manager",
}
"""What stood in the column of roles when there were two -> the former role."""
ROLES = {
    "پذیرش": "clerk",
    "تلفن": "phone",
    "صندوق": "cashier",
    "سرپرست": "supervisor",
    "مدیر سامانه": "administrator",
    "بازرس": "auditor",
}
"""What stands in the column of roles -> the role; several are joined by a comma."""
ROLE_SEPARATORS = "،,+"
