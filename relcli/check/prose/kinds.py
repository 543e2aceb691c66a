"""The formats, and which file is in which."""

MARKDOWN, MDX, RST, ASCIIDOC, HTML, PLAIN = "markdown", "mdx", "rst", "asciidoc", "html", "text"
PO, JSON, YAML, ARB, XLIFF, ANDROID, APPLE = "po", "json", "yaml", "arb", "xliff", "android", "apple"
KINDS = {
    ".md": MARKDOWN, ".markdown": MARKDOWN, ".mdx": MDX, ".rst": RST, ".html": HTML, ".htm": HTML,
    ".xhtml": HTML, ".txt": PLAIN, ".text": PLAIN, ".po": PO, ".pot": PO, ".json": JSON,
}  # fmt: skip
