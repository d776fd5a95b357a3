"""Decides whether a ticket opens a gate."""
