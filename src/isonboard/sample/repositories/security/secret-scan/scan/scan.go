// Package scan finds secrets in the lines that a diff adds.
package scan

import (
	"bufio"
	"io"
	"strconv"
	"strings"
)

// Finding is a secret in an added line. It never holds the secret itself.
type Finding struct {
	File   string
	Line   int
	What   string
	Advice string
}

// Diff reads a unified diff and returns what its added lines should not hold.
func Diff(reader io.Reader) ([]Finding, error) {
	var found []Finding
	file, line := "", 0
	lines := bufio.NewScanner(reader)
	lines.Buffer(make([]byte, 0, 64*1024), 4*1024*1024)
	for lines.Scan() {
		text := lines.Text()
		switch {
		case strings.HasPrefix(text, "+++ "):
			file = strings.TrimPrefix(strings.TrimPrefix(text, "+++ "), "b/")
		case strings.HasPrefix(text, "@@ "):
			line = firstLine(text)
		case strings.HasPrefix(text, "+"):
			found = append(found, inLine(file, line, text[1:])...)
			line++
		case strings.HasPrefix(text, " "):
			line++
		}
	}
	return found, lines.Err()
}

func inLine(file string, line int, text string) []Finding {
	var found []Finding
	for _, rule := range rules {
		if rule.Pattern.MatchString(text) {
			found = append(found, Finding{file, line, rule.What, rule.Advice})
		}
	}
	return found
}

// firstLine reads "@@ -1,2 +3,4 @@": the new file's lines begin at 3.
func firstLine(header string) int {
	for _, word := range strings.Fields(header) {
		if rest, ok := strings.CutPrefix(word, "+"); ok {
			number, _, _ := strings.Cut(rest, ",")
			if first, err := strconv.Atoi(number); err == nil {
				return first
			}
		}
	}
	return 0
}
