"""The built-in sample organisation: a catalog, issues, documents and small git repositories."""
