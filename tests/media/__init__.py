"""portal/media: what a file is, and its copy."""
