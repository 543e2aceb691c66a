"""Reading other people's prose: where a word that the house avoids is used for a person it serves."""
