"""An entry's text as one typed tree with places, and what in it is a claim."""
