"""What a paper is built of: blocks that know their height at a width, draw themselves, and may be split."""
