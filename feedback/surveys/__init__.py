"""Wing: who runs a survey. Definitions are files; publishing one writes a version that never changes."""
