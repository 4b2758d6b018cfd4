"""Whether an installation can do its work: one finding for each thing, and what to do about it."""
