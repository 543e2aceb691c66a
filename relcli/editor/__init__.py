"""The checker in an editor: a language server that shows what ``relcli check`` finds, and can mend it."""
