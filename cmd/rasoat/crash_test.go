package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	gosync "sync"
	"testing"
	"time"
)

// restart is how long after its death the program is started again.
const restart = 2 * time.Minute

// spread is how many points TestCrash takes unless all are asked for.
type spread struct {
	steps  int // spread evenly over all of them
	times  int // moments from outside
	enough int // so many must come before the program is done
}

// allPoints in the environment makes TestCrash take every step, and more moments:
// RASOAT_CRASH=all go test -run TestCrash -v -timeout 30m ./cmd/rasoat
const allPoints = "RASOAT_CRASH"

// point is where the program is killed: at a step, or from outside after a while.
type point struct {
	day   *day
	step  int
	after time.Duration
}

func (p point) String() string {
	if p.step == 0 {
		return fmt.Sprintf("%s after %v", p.day.name, p.after)
	}
	return fmt.Sprintf("%s at step %d (%s)", p.day.name, p.step, p.day.steps[p.step-1])
}

// TestCrash kills the program (SIGKILL) wherever it touches something outside of
// itself: the workbook, the ledger's rows and commits, the line to the mail server,
// the clock, the log; and at moments from outside, which fall between. It is started
// again, and must bring everything to the same end as if nobody had killed it: each
// letter delivered, none twice but the one whose end was on the line, each status right,
// each change once in the history, nothing left lying about.
func TestCrash(t *testing.T) {
	if testing.Short() {
		t.Skip("kills some hundred processes")
	}
	if runtime.GOOS == "windows" {
		t.Skip("there is no SIGKILL here")
	}
	s := newStage(t)
	points := s.points(os.Getenv(allPoints) == "all")
	var sum tally
	t.Run("points", func(t *testing.T) { // ends when all of them have
		for i, p := range points {
			t.Run(fmt.Sprintf("%d", i), func(t *testing.T) {
				t.Parallel()
				sum.add(s.kill(t, p))
			})
		}
	})
	for _, d := range s.days {
		t.Logf("%s: %d steps, %d letters, %v when nobody kills it", d.name, len(d.steps), len(d.want.Letters), d.took.Round(time.Millisecond))
	}
	t.Log(sum.String())
	if sum.killed < crashSpread().enough {
		t.Errorf("only %d were killed in time", sum.killed)
	}
}

// points is where the program is killed.
func (s *stage) points(all bool) []point {
	var steps, times []point
	for i := range s.days {
		d := &s.days[i]
		for n := range d.steps {
			steps = append(steps, point{day: d, step: n + 1})
		}
	}
	few := crashSpread()
	moments := few.times
	if all {
		moments *= 10
	} else {
		some := make([]point, few.steps)
		for i := range some {
			some[i] = steps[i*len(steps)/len(some)]
		}
		steps = some
	}
	seeded := rand.New(rand.NewPCG(2022, 10))
	for i := range moments {
		d := &s.days[i%len(s.days)]
		times = append(times, point{day: d, after: time.Duration(seeded.Int64N(int64(d.took)))})
	}
	return append(steps, times...)
}

// death is what came of one point.
type death struct {
	died bool // before it was done
	gap  bool // the server had taken a letter, and its answer was lost: one more copy went out
}

// kill kills the program at a point, starts it again, and looks at what came of it.
func (s *stage) kill(t *testing.T, p point) death {
	name, dir := t.Name(), filepath.Join(t.TempDir(), "office")
	check(t, os.CopyFS(dir, os.DirFS(p.day.from)))
	job := crashJob{Dir: dir, Way: p.day.way, At: p.day.at, Kill: p.step, User: name}
	d := death{died: s.die(t, p, job)}
	taken := s.copies(name)
	open := finishing(t, dir)
	job.At, job.Kill = job.At.Add(restart), 0
	c, log := s.child(job)
	if err := c.Run(); err != nil {
		t.Fatalf("%v: the restart: %v\n%s", p, err, log)
	}
	got := left(t, p.day, dir)
	if diff := got.differs(p.day.want); diff != "" {
		t.Errorf("%v: not as if nobody had killed it (-calm +killed):\n%s", p, diff)
	}
	copies := s.copies(name)
	for key, l := range got.Letters {
		want := 1
		if open[l.ID] && taken[l.ID] == 1 {
			d.gap, want = true, 2
		}
		if copies[l.ID] != want {
			t.Errorf("%v: %s was taken %d times, before the restart %d times (its end was on the line: %v)", p, key, copies[l.ID], taken[l.ID], open[l.ID])
		}
		delete(copies, l.ID)
	}
	if len(copies) > 0 {
		t.Errorf("%v: letters of which the ledger knows nothing: %v", p, copies)
	}
	return d
}

// die runs the program to its death; false when it was done before.
func (s *stage) die(t *testing.T, p point, job crashJob) bool {
	c, log := s.child(job)
	if p.step > 0 {
		err := c.Run()
		if err != nil && !strings.Contains(err.Error(), "killed") {
			t.Errorf("%v: %v\n%s", p, err, log)
		}
		return err != nil
	}
	c.Stderr = nil
	said, err := c.StderrPipe()
	check(t, err)
	check(t, c.Start())
	if _, err := said.Read(make([]byte, 1)); err != nil { // it begins
		t.Errorf("%v: %v", p, err)
	}
	go io.Copy(io.Discard, said)
	time.Sleep(p.after)
	_ = c.Process.Kill() // it may be done
	return c.Wait() != nil
}

// tally is what came of all points.
type tally struct {
	mu                   gosync.Mutex
	points, killed, gaps int
}

func (s *tally) add(d death) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.points++
	for n, is := range map[*int]bool{&s.killed: d.died, &s.gaps: d.gap} {
		if is {
			*n++
		}
	}
}

func (s *tally) String() string {
	return fmt.Sprintf("%d points, killed in time at %d; %d copies went out because the server's answer was lost", s.points, s.killed, s.gaps)
}
