"""isonboard: from “I have just joined” to “I have a branch open and I know whom to ask”."""

__version__ = "0.1.0"
