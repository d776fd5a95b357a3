"""One module a verb: `run(words, flags) -> exit code`."""
