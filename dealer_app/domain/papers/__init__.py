"""Papers: their kinds, the facts frozen at issue, and the bytes that a seal covers."""
