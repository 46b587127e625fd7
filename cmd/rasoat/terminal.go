package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"golang.org/x/term"
)

// width is how many columns the terminal has; 0 when w is none.
func width(w io.Writer) int {
	f, ok := w.(*os.File)
	if !ok {
		return 0
	}
	columns, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	return columns
}

// progress tells who waits at a terminal, once a second from the first second
// on, that work goes on. In a pipe it says nothing. The function that it gives
// ends it.
func (a *app) progress(what string) (done func()) {
	f, ok := a.stderr.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return func() {}
	}
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		tick := time.NewTicker(time.Second)
		defer tick.Stop()
		for n := 1; ; n++ {
			select {
			case <-tick.C:
				fmt.Fprintf(f, "\r%s … %d giây", what, n)
			case <-stop:
				if n > 1 {
					fmt.Fprint(f, "\r\x1b[K")
				}
				return
			}
		}
	}()
	return func() { close(stop); <-stopped }
}
