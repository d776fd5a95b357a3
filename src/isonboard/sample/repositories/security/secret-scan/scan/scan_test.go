package scan

import (
	"strings"
	"testing"
)

func TestLinesThatMustBeFound(t *testing.T) {
	for _, line := range []string{
		"-----BEGIN RSA PRIVATE KEY-----",
		"url = postgres://ferry:made-up-for-tests@db.halden.example/fleet",
		`api_key: "0123456789abcdefghijMADEUP"`,
	} {
		if found := inLine("x", 1, line); len(found) != 1 {
			t.Errorf("%q: found %d, want 1", line, len(found))
		}
	}
}

func TestLinesThatMustBeLeftAlone(t *testing.T) {
	for _, line := range []string{
		"-----BEGIN PUBLIC KEY-----",
		"url = postgres://ferry:${PASSWORD}@db.halden.example/fleet",
		"url = https://docs.halden.example/a:b@c",
		"api_key = os.environ['API_KEY']",
	} {
		if found := inLine("x", 1, line); len(found) != 0 {
			t.Errorf("%q: found %v, want nothing", line, found)
		}
	}
}

func TestADiffNamesFileAndLine(t *testing.T) {
	diff := strings.Join([]string{
		"--- a/config.ini",
		"+++ b/config.ini",
		"@@ -1,2 +1,3 @@",
		" [db]",
		"-old = ssh://a:made-up@old.halden.example",
		"+host = db",
		"+new = ssh://a:made-up@new.halden.example",
	}, "\n")
	found, err := Diff(strings.NewReader(diff))
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != 1 || found[0].File != "config.ini" || found[0].Line != 3 {
		t.Errorf("found %+v, want one in config.ini:3", found)
	}
}
