"""The words of one house: what it says for whom, what it does not say, and the file that holds them."""
