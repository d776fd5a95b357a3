"""Acting: clone, configure, plan, consent, run, verify."""
