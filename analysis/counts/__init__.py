"""What counts of themes may say: shares corrected for the classifier's errors, and changes beyond chance."""
