"""The child's pages: one question a page, in simple words, sent when the child says so."""

from portal.child.routes import child

__all__ = ["child"]
