"""Mending: the right word in the right form, as edits that leave everything else as it is."""
