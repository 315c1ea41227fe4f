"""What is kept: one file a subject, and the session that reads and writes it."""
