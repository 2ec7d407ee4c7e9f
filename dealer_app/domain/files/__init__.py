"""Rules of a customer's file: proofs of its numbers, activation, files that belong together."""
