"""Putting the right word in: case, number, possessive, article and elision stay right."""
