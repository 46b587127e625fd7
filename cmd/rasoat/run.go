package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"rasoat/web"
)

// The exit statuses.
const (
	ran    = 0
	failed = 1 // something couldn't be read, written or sent
	wrong  = 2 // the configuration or the command line is wrong
)

// commands is the command line.
type commands struct {
	Verbose bool `short:"v" help:"Log what is done to the standard error (no cell contents, no addresses)."`

	Demo    demoCmd    `cmd:"" help:"Make an example folder, run one cycle over it, show where to look."`
	Check   checkCmd   `cmd:"" help:"Read and judge; write nothing."`
	Sync    syncCmd    `cmd:"" help:"One cycle: read, judge, write statuses into the workbooks."`
	Daemon  runCmd     `cmd:"" name:"run" help:"Keep the plan at work: check on schedule, remember, mail what is new."`
	Next    nextCmd    `cmd:"" help:"What the daemon does in the coming days."`
	Status  statusCmd  `cmd:"" help:"Whether it runs, what it did last, what waits."`
	Close   closeCmd   `cmd:"" help:"Keep a period's results (chốt số), or print those that are kept."`
	History historyCmd `cmd:"" help:"What changed, and what was told to whom and when."`
	Outbox  outboxCmd  `cmd:"" help:"The mails that wait: list, show, retry, drop."`
	Pause   pauseCmd   `cmd:"" help:"Let the daemon rest: no round, no mail."`
	Resume  resumeCmd  `cmd:"" help:"Let it go on."`
	Backup  backupCmd  `cmd:"" help:"Copy the ledger, while it is in use."`
	Purge   purgeCmd   `cmd:"" help:"Delete for good what is remembered of a year or a unit."`
	Init    initCmd    `cmd:"" help:"Build a plan's sheets, as .xlsx or on Google."`
	NewYear newYearCmd `cmd:"" help:"Build next year's plan and sheets from this year's."`
	Doctor  doctorCmd  `cmd:"" help:"Check that everything is in place; say what to click or run."`
	Digest  digestCmd  `cmd:"" help:"The office's mail: print it, write it into a folder, or send it."`
	Brief   briefCmd   `cmd:"" help:"A short text for a group's chat."`
	Google  googleCmd  `cmd:"" help:"Log in to Google as a person."`
	Test    testCmd    `cmd:"" help:"Run the tests that stand beside plans."`
	Remove  removeCmd  `cmd:"" help:"Take everything that is ours out of the workbooks."`
	Schema  schemaCmd  `cmd:"" help:"Print the JSON schema of plan files, for editors."`
	Version versionCmd `cmd:"" help:"Print the version."`
}

// app is what commands use of the outside world.
type app struct {
	ctx            context.Context
	stdin          io.Reader
	stdout, stderr io.Writer
	now            func() time.Time
	log            *slog.Logger
	metrics        *web.Metrics // of the daemon; nil: nobody counts
}

// usage is an error of the configuration or the command line: exit status 2.
type usage struct{ error }

// told is an error that the output tells already: exit status 1, no more words.
type told struct{}

func (told) Error() string { return "not everything could be done" }

// run is the program. It gives the exit status.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer, now func() time.Time) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the program, whatever it waits for
	a := &app{ctx: ctx, stdin: stdin, stdout: stdout, stderr: stderr, now: now, log: logger(stderr, false)}
	var line commands
	command, code := parse(&line, args, stdout, stderr)
	if command == nil {
		return code
	}
	if line.Verbose {
		a.log = logger(stderr, true)
	}
	return a.status(command.Run(a))
}

// logger writes to stderr: warnings, or everything.
func logger(stderr io.Writer, verbose bool) *slog.Logger {
	level := slog.LevelWarn
	if verbose {
		level = slog.LevelInfo
	}
	return slog.New(slog.NewTextHandler(stderr, &slog.HandlerOptions{Level: level}))
}

// helped ends parsing after --help was printed.
type helped struct{}

// parse reads the command line. Where there is nothing to run, the context is
// nil and the status says why.
func parse(line *commands, args []string, stdout, stderr io.Writer) (command *kong.Context, code int) {
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(helped); !ok {
				panic(r)
			}
			command, code = nil, ran
		}
	}()
	parser, err := kong.New(line,
		kong.Name("rasoat"),
		kong.Description("Reads the workbooks of a plan, judges them, writes a status beside each unit's row and makes the office's mail.\n\nStart with: rasoat demo"),
		kong.Writers(stdout, stderr),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.Exit(func(int) { panic(helped{}) }), // kong calls it only after printing help
	)
	if err != nil {
		panic(err) // the commands themselves are malformed
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	command, err = parser.Parse(args)
	if err != nil {
		fmt.Fprintf(stderr, "rasoat: %v\nhint: rasoat --help lists the commands; rasoat COMMAND --help shows an example\n", err)
		return nil, wrong
	}
	return command, ran
}

// status tells an error and gives its exit status. An error's own lines stay as
// they are: the first says what is wrong, "hint:" what to do.
func (a *app) status(err error) int {
	var u usage
	switch {
	case err == nil:
		return ran
	case errors.As(err, &told{}):
		return failed
	case errors.As(err, &u):
		fmt.Fprintln(a.stderr, strings.TrimRight(u.Error(), "\n"))
		return wrong
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(a.stderr, "rasoat: interrupted; what was written until then is whole")
		return failed
	}
	fmt.Fprintln(a.stderr, "rasoat: "+strings.TrimRight(err.Error(), "\n"))
	return failed
}
