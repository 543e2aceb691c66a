"""The decision itself, pure: answers in, a decision out; no file, clock, terminal or environment."""
