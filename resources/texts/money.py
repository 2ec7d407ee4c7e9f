"""Words of money: what people write after a number."""

RIAL = "ریال"
TOMAN = "تومان"
SCALES = {"هزار": 1_000, "میلیون": 1_000_000, "میلیارد": 1_000_000_000, "همت": 1_000_000_000_000}
HEMMAT = "همت"
"""Short for «هزار میلیارد تومان»: it names the unit too."""

CREDIT, DEBIT = "بستانکار", "بدهکار"
"""Words after a balance: the customer has paid too much, or owes."""
