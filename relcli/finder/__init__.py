"""Which trade somebody means: by a name as they type it, or by a class of a register."""
