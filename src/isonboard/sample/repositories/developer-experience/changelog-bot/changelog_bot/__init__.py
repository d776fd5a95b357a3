"""Reads what was merged this week and writes the paragraph nobody wants to write."""
