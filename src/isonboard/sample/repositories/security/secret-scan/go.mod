module git.halden.example/security/secret-scan

go 1.21
