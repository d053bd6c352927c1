package main

import (
	"os"
	"os/exec"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"enricher": main})
}

// TestScripts runs the command line as its users do; each script is a test.
func TestScripts(t *testing.T) {
	samples, err := os.ReadDir("samples")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(env *testscript.Env) error {
			for _, s := range samples {
				data, err := os.ReadFile("samples/" + s.Name())
				if err != nil {
					return err
				}
				if err := os.WriteFile(env.WorkDir+"/"+s.Name(), data, 0o600); err != nil {
					return err
				}
			}
			return nil
		},
		Cmds: scriptCommands,
	})
}

// status runs a command and checks its exit status: status 2 enricher --wrong.
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N command [arg...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit, ok := err.(*exec.ExitError)
		if !ok {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}
