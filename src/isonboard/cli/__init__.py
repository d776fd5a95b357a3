"""The command line: thin, exit codes and JSON."""
