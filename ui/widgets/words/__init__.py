"""Short words: labels, facts, key hints, banners, empty pages."""
