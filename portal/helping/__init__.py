"""Pages for adults who tell us for a child without an account: asked in plain adult words."""

from portal.helping.routes import helping

__all__ = ["helping"]
