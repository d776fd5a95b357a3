"""Set-up plans from text only: one module an ecosystem, one registry."""
