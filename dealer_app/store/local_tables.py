"""List the tables that hold no rows of head office's feed, each with the reason; all others belong to a kind."""

LOCAL = {
    "anchor": "The signature of this database's state; head office gets the head of the audit instead.",
    "audit": "The evidence of what happened at this counter never leaves it.",
    "brochures": "A brochure is made of a plan at the counter that prints it; its print travels.",
    "clock": "The last moment that this PC's clock showed and that was believed belongs to this PC.",
    "closures": "A closing for one day is what this counter's staff was told; head office sends lasting changes.",
    "customer_words": "Triggers derive the search words from the names of customers.",
    "deadline_rules": "A manager's lengths of clocks are settings of this computer, like the other dated rules.",
    "drafts": "An unfinished form belongs to the counter where it was begun.",
    "enrolments": "Keys and cursors are this counter's own.",
    "feed_rows": "Versions and digests of the feed rows that this counter has received.",
    "final_numbers": "Printed numbers that head office replaced; derived from answers and applied papers.",
    "kept_rows": "Feed rows that could not be applied yet wait here as they came.",
    "leases": "Ranges of numbers are granted to this counter alone.",
    "outbox": "Commands are sent as entries of a hash chain, not as rows of a kind.",
    "outcomes": "Answers of head office to this counter's own outbox entries.",
    "permits": "A permit exists only inside its transaction.",
    "row_states": "States that head office gave to rows; noted beside the row for every kind.",
    "settings": "Settings belong to this computer.",
    "tickets": "A ticket is for the chairs before this counter on this day; the visit that follows it travels.",
    "unmatched_orders": "Imported orders that head office does not know are a list for this counter's staff.",
}
