"""Words that an administrator may write in head office's small tables."""

NO = frozenset({"0", "خیر", "نه"})
ROLES = {
    "clerk": "clerk",
    "متصدی": "clerk",
    "متصدی پذیرش": "clerk",
    "manager": "manager",
    "مدیر": "manager",
    "مدیر نمایندگی": "manager",
}
"""What stands in the column of roles -> the role."""
