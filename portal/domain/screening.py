"""Named rules that raise flags on a child's words, and say why. They never lower anything."""
