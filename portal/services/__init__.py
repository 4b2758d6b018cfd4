"""What happens: each service is a noun, takes an open connection, and does not commit.

Housekeeping alone commits by itself, so that it never holds the database for long.
"""
