"""Heard: where children in care can tell the council what is wrong."""
