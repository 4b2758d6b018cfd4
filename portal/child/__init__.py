"""The child's pages: one question a page, in simple words, sent when the child says so."""

# The addresses behind the code words join the others by being imported.
from portal.child import about_you as about_you
from portal.child import drafts as drafts
from portal.child import files as files
from portal.child import take_over as take_over
from portal.child import you_said as you_said
from portal.child.routes import child

__all__ = ["child"]
