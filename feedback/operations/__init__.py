"""Wing: keeping an installation healthy."""
