"""Which commands are about money that was taken: head office enters them whatever is wrong, and never rejects them."""

PAYMENT_KINDS = frozenset({"payment.record", "payment.reverse"})
