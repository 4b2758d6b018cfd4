"""The hand-over to the register: the queue's verbs, the record's schema, the ways out."""
