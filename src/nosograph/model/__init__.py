"""The words that everything else speaks: values only, standard library only."""
