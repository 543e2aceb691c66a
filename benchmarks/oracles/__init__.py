"""What other programs make of a file: its shape without the words, its links, and what in it is no word."""
