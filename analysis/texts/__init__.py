"""What is done to every text before it is stored: cleaned, masked, given a language and flags."""
