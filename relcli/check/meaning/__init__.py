"""What a word means where it stands: cues around it, and the places where it is a name."""
