"""One command a file: ``NAME.py`` holds the typed function ``NAME_command``, with its flags and its work."""

COMMANDS = ("advise", "batch", "list", "show", "check", "export", "completion", "help", "version")
"""In the order of the help."""
HIDDEN = ("version",)
"""Left out of the help: there is a flag for it."""
