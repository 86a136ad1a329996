"""Other people's data in, plain records out; one module each."""
