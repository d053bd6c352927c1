// Command enricher reads the facts of German and English news articles:
// on the command line, or as a worker between two NATS subjects.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/alecthomas/kong"
)

// The exit statuses that scripts may rely on.
const (
	exitDone   = 0
	exitFailed = 1 // some articles failed, each named on standard error; or the command could not do its work
	exitUsage  = 2

	exitInterrupted = 130 // by Ctrl-C; what was done is kept
)

const description = `Reads the facts of German and English news articles - people, places with coordinates, organisations, datelines, times, figures, roles and quotes, each with its byte span in the untouched text.

Exit status: 0 all went well, 1 some articles failed (each named on standard error) or the command could not work, 2 wrong usage; 130 backfill was interrupted and can go on.`

type cli struct {
	ConfigFile configPath `name:"config" placeholder:"FILE" env:"ENRICHER_CONFIG" help:"Settings as YAML; see enricher config --help."`

	Enrich    enrichCmd    `cmd:"" help:"Enrich files or standard input; one record a line on standard output."`
	Backfill  backfillCmd  `cmd:"" help:"Enrich what lies in many files, as a run that can be stopped, killed and gone on with."`
	Verify    verifyCmd    `cmd:"" help:"Prove every span of every record in files or folders of runs."`
	Diff      diffCmd      `cmd:"" help:"Show in which facts two runs differ."`
	Serve     serveCmd     `cmd:"" help:"Work between two NATS subjects: articles in, records out."`
	Streams   streamsCmd   `cmd:"" help:"Make or check the streams and the consumer, as a user who may."`
	Status    statusCmd    `cmd:"" help:"Show how full the streams are, what the consumers have to do and which workers there are."`
	Pause     pauseCmd     `cmd:"" help:"Send workers no more articles."`
	Resume    resumeCmd    `cmd:"" help:"Send workers articles again."`
	LogLevel  logLevelCmd  `cmd:"" help:"Tell or change the log level of running workers."`
	Dead      deadCmd      `cmd:"" help:"List, show, replay or delete the articles that could not be enriched."`
	Demo      demoCmd      `cmd:"" help:"Enrich the bundled sample articles on an embedded NATS server and show the records."`
	Config    configCmd    `cmd:"" help:"Check, show and explain the configuration."`
	Train     trainCmd     `cmd:"" help:"Train a tagger's weights from the corpora; the same corpora give the same bytes."`
	Eval      evalCmd      `cmd:"" help:"Score the taggers, or the whole program, on an annotated corpus."`
	Explain   explainCmd   `cmd:"" help:"Tell by which rules the names in an article stand, what their places may be, and how its times were read."`
	Gazetteer gazetteerCmd `cmd:"" help:"Build gazetteers, see what is in them, and give them to workers."`
	Health    healthCmd    `cmd:"" help:"Ask a running worker whether it lives and works."`
	Version   versionCmd   `cmd:"" help:"Print the versions of the program, its models and its gazetteer."`
}

// streams are the process's standard streams, passed to every command so that
// tests can hold them.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// errSomeFailed says that articles failed and have been named already.
var errSomeFailed = errors.New("some articles failed")

// errInterrupted says that a run was interrupted and has said how to go on.
var errInterrupted = errors.New("interrupted")

// usageError is wrong usage that shows only when a command runs.
type usageError struct{ error }

// gcPercent is how much the heap may grow between two collections, in percent
// of what lives, unless the environment variable GOGC says otherwise. Models,
// gazetteer and what is remembered of words live, 155 MB at most, and hold few
// pointers: a collection takes 15 ms. To collect three times as often as by
// default costs 2 % of the time and saves 50 MB.
const gcPercent = 35

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	os.Exit(run(os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}))
}

func run(args []string, std streams) int {
	var c cli
	exit := -1
	parser, err := kong.New(&c, kong.Name("enricher"), kong.Description(description), kong.UsageOnError(),
		kong.Writers(std.out, std.err), kong.Exit(func(code int) { exit = code }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}), kong.Bind(&configFile{}))
	if err != nil {
		fmt.Fprintln(std.err, "enricher:", err)
		return exitFailed
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	command, err := parser.Parse(args)
	if exit >= 0 { // --help
		return exit
	}
	if err != nil {
		fmt.Fprintf(std.err, "enricher: %v (enricher --help tells more)\n", err)
		return exitUsage
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// A second signal ends the process at once.
	context.AfterFunc(ctx, stop)
	command.BindTo(ctx, (*context.Context)(nil))
	var usage usageError
	switch err := command.Run(std); {
	case errors.As(err, &usage):
		fmt.Fprintln(std.err, "enricher:", err)
		return exitUsage
	case errors.Is(err, errSomeFailed):
		return exitFailed
	case errors.Is(err, errInterrupted):
		return exitInterrupted
	case err != nil:
		fmt.Fprintln(std.err, "enricher:", err)
		return exitFailed
	}
	return exitDone
}
