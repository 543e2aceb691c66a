"""What a word means where it stands. The words that tell are data."""
