package main

type removeCmd struct {
	Config string `short:"c" default:"rasoat.yaml" placeholder:"FILE" help:"The service file (default: rasoat.yaml)."`
	DryRun bool   `help:"Say what would go; write nothing."`
}

// Help is the end of the command's help.
func (removeCmd) Help() string { return "Example:\n  rasoat remove -c rasoat.yaml" }

// Run takes our columns and colours out of every workbook. The rest of the files
// stays as it was.
func (c removeCmd) Run(a *app) error {
	s, at, err := onService{Config: c.Config}.load(a)
	if err != nil {
		return err
	}
	run := cycle(a, s, at)
	run.DryRun = c.DryRun
	done := a.progress("Đang bỏ các cột tự động")
	r, err := run.Remove(a.ctx)
	done()
	a.written(r, true)
	a.problems(r)
	a.hints(r)
	if err != nil {
		return err
	}
	return outcome(r)
}
