"""Papers: their kinds, the facts frozen when each is issued, and the bytes that a seal covers."""
