package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var (
	fenced  = regexp.MustCompile("(?s)```([a-z]+)\n(.*?)```")
	command = regexp.MustCompile(`(?:^|[ /])ownermap ([^&|#\n]+)`)
)

// scriptOf turns the commands of a document into a script. The YAML block with
// inputs is the config that they read.
func scriptOf(t *testing.T, name string) (script, config string) {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(repoRoot, "docs", name))
	if err != nil {
		t.Fatal(err)
	}
	out := "env OWNERMAP_PSEUDONYM_KEY=7c1e94d2ab60f358\nsmtp\nenv OWNERMAP_HOST=localhost\nenv OWNERMAP_PORT=$SMTP_PORT\nenv OWNERMAP_SMTP_USER=office\nenv OWNERMAP_SMTP_PASSWORD=right\n"
	for _, m := range fenced.FindAllStringSubmatch(string(src), -1) {
		if m[1] == "yaml" && strings.HasPrefix(m[2], "inputs:") {
			config = m[2]
			continue
		}
		for line := range strings.Lines(m[2]) {
			for _, c := range command.FindAllStringSubmatch(line, -1) {
				out += "code 0 ownermap " + strings.TrimSpace(c[1]) + "\n"
			}
		}
	}
	return out, config
}

// TestTheCommandsOfTheDocsRun runs the examples for CI systems and timers as they
// stand, on the sample workbooks and against a mail server.
func TestTheCommandsOfTheDocsRun(t *testing.T) {
	for name, least := range map[string]int{"audiences.md": 1, "mail.md": 5, "publish.md": 14} {
		t.Run(name, func(t *testing.T) {
			script, config := scriptOf(t, name)
			if n := strings.Count(script, "code 0 "); n < least || config == "" {
				t.Fatalf("%d commands and %d bytes of config", n, len(config))
			}
			file := filepath.Join(t.TempDir(), strings.TrimSuffix(name, ".md")+".txtar")
			if err := os.WriteFile(file, []byte(script), 0o644); err != nil {
				t.Fatal(err)
			}
			testscript.Run(t, testscript.Params{Files: []string{file}, RequireExplicitExec: true,
				Setup: func(env *testscript.Env) error {
					if err := writeSamples(env.WorkDir); err != nil {
						return err
					}
					if err := os.WriteFile(filepath.Join(env.WorkDir, configName), []byte(config), 0o644); err != nil {
						return err
					}
					return sandbox(env)
				},
				Cmds: map[string]func(*testscript.TestScript, bool, []string){"code": code, "smtp": smtpServer}})
		})
	}
}
