"""A register in small, built from docs/register-queue.md alone: it takes nothing else of Heard.

    python -m portal.register.reference DATABASE_URL STORE.db [--once]

`--stored` prints the event ids that it has, one a line. It is an example to begin from, and what
`flask register conform` is tried with.
"""
