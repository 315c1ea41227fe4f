"""A fresh installation filled through the doors that real users come in by."""
