"""A web service to begin with."""
