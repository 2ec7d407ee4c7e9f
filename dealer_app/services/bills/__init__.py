"""Issue and settle bills: the remaining amount of an account in parts, each with its two ids."""
