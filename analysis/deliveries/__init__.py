"""The files in which partners deliver their counts: a template out, rows or named problems in."""
