"""Pages of wikis as plain records: text as a tree, references, charts, and what was doubted."""
