"""A disease as HTML, plain text and Markdown."""
