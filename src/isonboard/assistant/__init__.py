"""The use cases, one module each: what a verb or a screen asks for."""
