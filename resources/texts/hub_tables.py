"""Words that an administrator may write in head office's small tables."""

NO = frozenset({"0", "خیر", "نه"})
YES = frozenset({"1", "بله", "بلی", "اری", "هست", "تعطیل", "براورد"})
ROLES = {
    "clerk": "clerk",
    "متصدی": "clerk",
    "متصدی پذیرش": "clerk",
    "manager": "manager",
    "مدیر": "manager",
    "مدیر نمایندگی": "manager",
}
"""What stands in the column of roles -> the role."""
