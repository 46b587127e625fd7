package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"rasoat/config"
	"rasoat/plans"
	"rasoat/rules"
	"rasoat/setup"
)

type initCmd struct {
	target
	Plan        string `required:"" placeholder:"PLAN" help:"The plan file; or a ready plan's name, which is then copied beside the service file."`
	Units       string `placeholder:"FILE" help:"The units: one name on each line, or a CSV table with columns for groups, sector, e-mail. Without it the register has numbered rows to fill in."`
	Config      string `short:"c" default:"rasoat.yaml" placeholder:"FILE" help:"The service file; written where there is none, otherwise its google section is used."`
	Credentials string `default:"default" placeholder:"KEY.json" help:"For --google without a service file: a service account's key file; or default: what the computer offers."`
	Endpoint    string `hidden:"" help:"Another address than Google's."`
	TokenURL    string `hidden:"" help:"Another address to get tokens from."`
}

// Help is the end of the command's help.
func (initCmd) Help() string {
	return "Examples:\n  rasoat init --plan plan.yaml --units don-vi.txt --xlsx theo-doi-2022.xlsx\n" +
		"  rasoat init --plan plan.yaml --units don-vi.csv --google 1AbC… --credentials key.json\n\nNothing that exists is changed: no file, no tab with content."
}

// Run builds the sheets of a plan, and writes a service file where there is none.
func (c initCmd) Run(a *app) error {
	if err := c.target.check(); err != nil {
		return err
	}
	service, err := c.service(a)
	if err != nil {
		return err
	}
	units, err := c.units(service.Plan)
	if err != nil {
		return err
	}
	sheets := setup.Sheets(service.Plan, units)
	if err := sound(service.Plan, sheets, units); err != nil {
		return err
	}
	built, err := c.target.build(a, service, sheets)
	if err != nil {
		return err
	}
	a.built(built, sheets, len(units))
	for _, t := range service.Plan.Tables {
		if t.Own && !t.Disabled {
			fmt.Fprintf(a.stderr, "note: the plan's table %q stands in each unit's own workbook: those aren't made; their links go into the register\n", t.Name)
		}
	}
	c.counted(a, service.Plan, len(units))
	if err := c.write(a, service, built); err != nil {
		return err
	}
	a.next(c.Config, built, len(units) > 0)
	return nil
}

// service is the service file where there is one, with the plan of the command
// line; otherwise what is known of a new one.
func (c initCmd) service(a *app) (*config.Service, error) {
	path, err := c.planFile(a)
	if err != nil {
		return nil, err
	}
	plan, err := config.LoadPlan(path)
	if err != nil {
		return nil, usage{err}
	}
	s := &config.Service{Path: c.Config}
	if _, err := os.Stat(c.Config); err == nil {
		if s, err = config.Load(c.Config); err != nil {
			return nil, usage{err}
		}
	} else {
		s.Google = config.Google{Endpoint: c.Endpoint, TokenURL: c.TokenURL}
		if c.Credentials != "default" {
			s.Google.Login, s.Google.KeyFile = config.ByKey, c.Credentials
		}
	}
	s.Plan, s.PlanPath = plan, path
	return s, nil
}

// planFile is the plan's path. A ready plan is copied out of the program first.
func (c initCmd) planFile(a *app) (string, error) {
	if _, err := os.Stat(c.Plan); err == nil {
		return c.Plan, nil
	}
	name := strings.TrimSuffix(c.Plan, ".yaml") + ".yaml"
	text, err := plans.Files.ReadFile(name)
	if err != nil {
		return c.Plan, nil // the loader says what is wrong with it
	}
	path := filepath.Join(filepath.Dir(c.Config), name)
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	if err := create(path, text, 0o644); err != nil {
		return "", err
	}
	fmt.Fprintf(a.stdout, "%s: a copy of the ready plan; office, e-mail and dates are settings in it\n", path)
	return path, nil
}

func (c initCmd) units(p *rules.Plan) ([]setup.Unit, error) {
	if c.Units == "" {
		return nil, nil
	}
	text, err := os.ReadFile(c.Units)
	if err != nil {
		return nil, usage{fmt.Errorf("rasoat: the list of units: %w\nhint: --units names a text file with one name on each line", err)}
	}
	units, err := setup.ReadUnits(p, text)
	if err != nil {
		return nil, usage{fmt.Errorf("rasoat: %s: %w", c.Units, err)}
	}
	return units, nil
}

// sound refuses sheets that wouldn't read back as they should.
func sound(p *rules.Plan, sheets []setup.Sheet, units []setup.Unit) error {
	wrong := setup.Check(p, sheets, units)
	if len(wrong) == 0 {
		return nil
	}
	return usage{fmt.Errorf("rasoat: the sheets wouldn't read back right, so nothing was made:\n- %s\nhint: mend the list of units, or the headers in the plan", strings.Join(wrong, "\n- "))}
}

// counted says when the plan expects another number of units.
func (c initCmd) counted(a *app, p *rules.Plan, units int) {
	if units > 0 && p.Units > 0 && units != p.Units {
		fmt.Fprintf(a.stderr, "rasoat: the plan says units: %d, the list has %d\nhint: write units: %d in the plan; with far fewer than it says nothing is written\n", p.Units, units, units)
	}
}

// write makes the service file, unless there is one.
func (c initCmd) write(a *app, s *config.Service, b built) error {
	text := serviceText(c.Config, s, b)
	err := create(c.Config, []byte(text), 0o600)
	if errors.Is(err, fs.ErrExist) {
		for _, w := range s.Workbooks {
			if w.Google == b.id && b.id != "" || w.File != "" && b.file != "" && sameFile(w.File, b.file) {
				return nil
			}
		}
		fmt.Fprintf(a.stdout, "%s stands already; under workbooks: write\n%s\n", c.Config, b.entry(c.Config))
		return nil
	}
	if err != nil {
		return err
	}
	if _, err := config.Load(c.Config); err != nil {
		return fmt.Errorf("the service file that was just written: %w", err)
	}
	fmt.Fprintf(a.stdout, "%s: the service file\n", c.Config)
	return nil
}

// serviceText is a new service file.
func serviceText(path string, s *config.Service, b built) string {
	var t strings.Builder
	fmt.Fprintf(&t, "# Tệp dịch vụ của rasoat; đường dẫn tính từ thư mục chứa tệp này.\nplan: %s\nworkbooks:\n%s\n", yamlText(relative(path, s.PlanPath)), b.entry(path))
	t.WriteString("mode: watch      # watch: chỉ đọc, và lập trang tổng hợp; write: ghi trạng thái; mail: gửi cả thư\n")
	if b.id != "" {
		t.WriteString("google:\n")
		if s.Google.Login == config.ByKey {
			fmt.Fprintf(&t, "  credentials: %s\n", yamlText(relative(path, s.Google.KeyFile)))
		} else {
			t.WriteString("  credentials: default\n")
		}
		if s.Google.Endpoint != "" {
			fmt.Fprintf(&t, "  endpoint: %s\n", yamlText(s.Google.Endpoint))
		}
		if s.Google.TokenURL != "" {
			fmt.Fprintf(&t, "  token_url: %s\n", yamlText(s.Google.TokenURL))
		}
	}
	t.WriteString("# mail:\n#   from: rasoat@example.vn\n#   to: [vanphong@example.vn]\n#   folder: outbox\n#   smtp: {host: smtp.gmail.com, user: rasoat@example.vn, password_env: RASOAT_SMTP_PASSWORD}\n")
	return t.String()
}

// next says how to go on.
func (a *app) next(file string, b built, filled bool) {
	first := ""
	if !filled {
		first = "  fill in the register, and the same names in the other tabs; or begin anew with --units FILE\n"
	}
	flag := ""
	if file != "rasoat.yaml" {
		flag = " -c " + file
	}
	fmt.Fprintf(a.stdout, "\nNext:\n%s  rasoat doctor%s          checks that everything is in place\n  rasoat check%s           reads and judges, writes nothing\n"+
		"  rasoat sync%s --dry-run  shows what would be written; mode: write in %s lets it write\n", first, flag, flag, flag, file)
}
