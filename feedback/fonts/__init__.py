"""Fonts for scripts that a device may lack."""
