"""Facts in: one module a system; only transport.py speaks HTTP."""
