"""A whole caseload at once: from a table of youths to a table of verdicts."""
