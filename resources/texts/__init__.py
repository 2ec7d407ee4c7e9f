"""Persian sentences, by what they are for."""
