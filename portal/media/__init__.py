"""Open what a child's phone sent, told by its content alone, and copy it without its metadata.

Every file is opened in a process of its own, which may take only so much memory and time, and
whose failing is a refusal and nothing else.
"""
