"""An authority's model as data: what the files say, and what is said about a file with mistakes."""
