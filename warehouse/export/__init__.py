"""Files for other programs: a registry of formats, and one file for each of them."""
