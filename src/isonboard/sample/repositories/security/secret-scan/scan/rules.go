package scan

import "regexp"

// Rule is one kind of secret: how it looks, what it is and how to take it back.
type Rule struct {
	Pattern *regexp.Regexp
	What    string
	Advice  string
}

var rules = []Rule{
	{
		regexp.MustCompile(`-----BEGIN [A-Z ]*PRIVATE KEY-----`),
		"a private key",
		"Make a new key pair, remove the old public key everywhere, then remove the file.",
	},
	{
		regexp.MustCompile(`[a-z][a-z0-9+]*://[^/\s:@]+:[^/\s:@{}$]+@`),
		"an address with a password in it",
		"Change the password first, then remove the line.",
	},
	{
		regexp.MustCompile(`(?i)\b(?:api|access|secret)[_-]?key\s*[:=]\s*["']?[A-Za-z0-9/+_-]{20,}`),
		"an access key",
		"Revoke the key where it was made, then remove the line.",
	},
}
