"""Which candidate is the paper: evidence first, then small rules in a stated order."""
