"""Decides which ferry uses which berth, and says in words why one has to wait."""
