"""The window itself: start, sign-in, search, keys, lanes, list, settings."""
