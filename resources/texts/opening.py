"""Words of opening hours; what is formatted by them can be typed again."""

CLOSED = "تعطیل"
TO = "تا"
INTERVAL = "{opens} تا {closes}"
HOURS_BETWEEN = "، "
DAYS_TO = "{first} تا {last}"
DAY_HOURS = "{days} {hours}"
DAYS_BETWEEN = "؛ "
