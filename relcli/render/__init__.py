"""What is shown: one page, worded once from an advice or an entry, laid out as text, plain or Markdown."""
