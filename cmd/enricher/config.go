package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"strings"
	"text/tabwriter"

	"github.com/alecthomas/kong"

	"enricher/pipeline/stream"
)

type configCmd struct {
	Check   configCheckCmd   `cmd:"" help:"Check configuration files without a server."`
	Show    configShowCmd    `cmd:"" help:"Show the settings that serve would have, and where each comes from."`
	Example configExampleCmd `cmd:"" help:"Print a configuration file that explains every setting."`
}

func (*configCmd) Help() string {
	return `A setting is given by a flag, an environment variable, a configuration file (--config FILE or ENRICHER_CONFIG), or has a default: the first of these that says something wins. The file is YAML, flat, its keys are the flags' names:

  nats: [nats://n1:4222, nats://n2:4222]
  creds: /etc/enricher/worker.creds
  ack-wait: 30s
  articles-max-bytes: 10GiB

Every flag with an environment variable is a setting; enricher config example lists them all. All commands read the same file, and each takes the settings that it has.`
}

type configCheckCmd struct {
	JSON  bool     `name:"json" help:"Print JSON."`
	Files []string `arg:"" name:"file" help:"Configuration files."`
}

func (*configCheckCmd) Help() string {
	return `Reads each file alone, without environment variables, and checks all that can be checked without a server: names and types of settings, files that must exist and what is in them, sizes, times, and settings that contradict each other. Exit status 1 if one is wrong; warnings do not count.`
}

// A verdict is what config check says of a file.
type verdict struct {
	File     string   `json:"file"`
	OK       bool     `json:"ok"`
	Errors   []string `json:"errors"`
	Warnings []string `json:"warnings"`
}

func (c *configCheckCmd) Run(std streams) error {
	wrong := 0
	verdicts := make([]verdict, len(c.Files))
	for i, name := range c.Files {
		v := verdict{File: name, Errors: []string{}, Warnings: []string{}}
		warnings, err := checkConfig(name)
		if err != nil {
			v.Errors = strings.Split(err.Error(), "\n")
			wrong++
		}
		v.Warnings = append(v.Warnings, warnings...)
		v.OK = err == nil
		verdicts[i] = v
	}
	if c.JSON {
		if err := writeIndented(std.out, verdicts); err != nil {
			return err
		}
	} else {
		for _, v := range verdicts {
			for _, line := range v.Errors {
				fmt.Fprintln(std.out, "error:", line)
			}
			for _, line := range v.Warnings {
				fmt.Fprintf(std.out, "warning: %s: %s\n", v.File, line)
			}
			if v.OK {
				fmt.Fprintf(std.out, "%s: ok\n", v.File)
			}
		}
	}
	if wrong > 0 {
		return fmt.Errorf("%d of %d configuration files are wrong", wrong, len(c.Files))
	}
	return nil
}

// checkConfig starts serve with the file alone, up to where it would open
// anything.
func checkConfig(name string) (warnings []string, err error) {
	var c cli
	parser, err := kong.New(&c, kong.Name("enricher"), kong.Exit(func(int) {}), kong.Bind(&configFile{}))
	if err != nil {
		return nil, err
	}
	f, err := readConfig(name, parser.Model)
	if err != nil {
		return nil, err
	}
	for _, flag := range allFlags(parser.Model.Node) {
		flag.Tag.Envs = nil // where kong looks for variables; Flag.Envs goes on telling their names
	}
	if err := kong.Resolvers(f).Apply(parser); err != nil {
		return nil, err
	}
	if _, err := parser.Parse([]string{"serve"}); err != nil {
		problem := strings.TrimPrefix(err.Error(), "serve: ")
		return nil, errors.New(name + ": " + strings.ReplaceAll(problem, "\n", "\n"+name+": "))
	}
	return append(c.Serve.warnings(), f.warnings()...), nil
}

// warnings tells of secrets that others on this machine can read.
func (f *configFile) warnings() []string {
	info, err := os.Stat(f.name)
	if err != nil || info.Mode().Perm()&0o077 == 0 {
		return nil
	}
	var secret []string
	for _, name := range secrets {
		if _, ok := f.settings[name]; ok {
			secret = append(secret, name)
		}
	}
	if len(secret) == 0 {
		return nil
	}
	return []string{fmt.Sprintf("holds %s and can be read by others than its owner: chmod 600", strings.Join(secret, " and "))}
}

type configShowCmd struct {
	serveFlags
	JSON bool `name:"json" help:"Print JSON."`
}

func (*configShowCmd) Help() string {
	return `Takes the flags of serve, the environment and the configuration file, and prints each setting with its value and source. Passwords and tokens are not shown. Settings that cannot be right are named on standard error, with exit status 1.`
}

func (c *configShowCmd) Run(ctx *kong.Context, file *configFile, std streams) error {
	list := effective(ctx, file)
	if c.JSON {
		if err := writeIndented(std.out, list); err != nil {
			return err
		}
	} else {
		table := tabwriter.NewWriter(std.out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(table, "SETTING\tVALUE\tSOURCE")
		for _, s := range list {
			fmt.Fprintf(table, "%s\t%s\t%s\n", s.Name, s.Value, s.Source)
		}
		if err := table.Flush(); err != nil {
			return err
		}
	}
	for _, line := range append(c.warnings(), file.warnings()...) {
		fmt.Fprintln(std.err, "warning:", line)
	}
	return c.check()
}

// secrets are the settings whose values are never shown.
var secrets = []string{"password", "token"}

// shown is a flag's value in words, without secrets.
func shown(f *kong.Flag) string {
	for _, name := range secrets {
		if f.Name == name && !f.Target.IsZero() {
			return "xxxxx"
		}
	}
	if f.Target.Kind() != reflect.Slice {
		return fmt.Sprint(f.Target.Interface())
	}
	var items []string
	for i := range f.Target.Len() {
		item := fmt.Sprint(f.Target.Index(i).Interface())
		if f.Name == "nats" {
			item = stream.Redact(item)
		}
		items = append(items, item)
	}
	return strings.Join(items, ",")
}

type configExampleCmd struct{}

func (configExampleCmd) Run(ctx *kong.Context, std streams) error {
	_, err := io.WriteString(std.out, exampleConfig(ctx.Model))
	return err
}

// exampleConfig is a file with every setting of every command, each with what
// it means, its variable and its default, and none of them set.
func exampleConfig(app *kong.Application) string {
	var b strings.Builder
	b.WriteString(`# Settings of enricher: every one, with its default. Take the # away before a
# name to set it. Flags and environment variables go before this file.
#
#   enricher config check FILE          is this file right?
#   enricher config show --config FILE  what serve would work with, and why
#
# Sizes are written 1048576, 512MiB or 10GB, times 500ms, 30s or 10m, lists
# [a, b]. Better in the environment than here: password and token.
`)
	known := flagsByName(app)
	section := func(title string, flags []*kong.Flag) {
		headed := false
		for _, f := range flags {
			if known[f.Name] == nil {
				continue
			}
			delete(known, f.Name)
			if !headed {
				fmt.Fprintf(&b, "\n# ---- %s\n", title)
				headed = true
			}
			b.WriteString("\n")
			for _, line := range wrap(strings.TrimSpace(f.Help), 76) {
				fmt.Fprintf(&b, "# %s\n", line)
			}
			fmt.Fprintf(&b, "# Environment: %s\n#%s:%s\n", strings.Join(f.Envs, ", "), f.Name, exampleValue(f))
		}
	}
	var serve *kong.Node
	for _, node := range app.Children {
		if node.Name == "serve" {
			serve = node
		}
	}
	groups := map[string][]*kong.Flag{}
	titles := []string{"Worker"}
	for _, f := range serve.Flags {
		title := "Worker"
		if f.Group != nil {
			title = f.Group.Title
		}
		if groups[title] == nil && title != "Worker" {
			titles = append(titles, title)
		}
		groups[title] = append(groups[title], f)
	}
	for _, title := range titles {
		section(title, groups[title])
	}
	section("Other commands", allFlags(app.Node))
	return b.String()
}

func exampleValue(f *kong.Flag) string {
	switch {
	case f.IsSlice():
		return " []"
	case f.IsBool():
		return " false"
	case f.Default == "":
		return ` ""`
	}
	return " " + f.Default
}

// wrap breaks text into lines of at most width bytes where it can.
func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		if line != "" && len(line)+1+len(word) > width {
			lines, line = append(lines, line), ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}
