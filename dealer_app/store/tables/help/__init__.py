"""The tables of help: questions that a manager edited, and what was given to whom."""
