"""Titles, names of people and names of venues as text: pure comparison, no candidates and no network."""
