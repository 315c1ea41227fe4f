"""What the pages of every wing share: layout, language in the address, sessions, errors, headers."""
