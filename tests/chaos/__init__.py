"""Real processes on both sides, killed at random, with a hostile proxy between them: nothing lost, nothing doubled."""
