"""Base documents distilled: guidance and readiness."""
