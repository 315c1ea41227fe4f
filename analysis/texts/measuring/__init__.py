"""How well personal data is masked and flags are raised, on texts written before the rules were seen."""
