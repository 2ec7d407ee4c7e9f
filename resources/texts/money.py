"""Words of money: what people write after a number."""

RIAL = "ریال"
TOMAN = "تومان"
SCALES = {"هزار": 1_000, "میلیون": 1_000_000, "میلیارد": 1_000_000_000, "همت": 1_000_000_000_000}
