"""Change the mobile or the Sheba of a file with a paper."""
