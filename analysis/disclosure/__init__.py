"""What may be published of a table of counts, and what must be hidden so that nobody can be singled out."""
