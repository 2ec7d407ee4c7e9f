"""Small painted and composed widgets that pages share."""
