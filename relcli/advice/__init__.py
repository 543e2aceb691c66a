"""From a request to an advice: a frozen value without words, computed once, in one visible order."""
