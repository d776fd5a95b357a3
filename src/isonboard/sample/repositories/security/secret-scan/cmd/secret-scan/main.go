// Command secret-scan reads a diff on standard input and fails when it adds a secret.
package main

import (
	"fmt"
	"os"

	"git.halden.example/security/secret-scan/scan"
)

func main() {
	found, err := scan.Diff(os.Stdin)
	if err != nil {
		fmt.Fprintln(os.Stderr, "secret-scan:", err)
		os.Exit(2)
	}
	for _, finding := range found {
		fmt.Printf("%s:%d: %s\n    Take it back: %s\n", finding.File, finding.Line, finding.What, finding.Advice)
	}
	if len(found) > 0 {
		os.Exit(1)
	}
}
