"""How well themes are found, on texts that the method had not seen, beside what is simpler."""
