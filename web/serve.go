package web

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"
)

// leave is how long requests under way have when the page ends.
const leave = 5 * time.Second

// Serve answers requests at the listener until ctx ends, which is no error. It
// waits a few seconds for requests under way, then cuts them off.
func Serve(ctx context.Context, l net.Listener, h http.Handler) error {
	server := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second,
		WriteTimeout: 2 * time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10}
	stopped := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(stopped)
		quiet, cancel := context.WithTimeout(context.WithoutCancel(ctx), leave)
		defer cancel()
		if server.Shutdown(quiet) != nil {
			_ = server.Close() // a browser that still reads is cut off
		}
	})
	err := server.Serve(l)
	if !stop() {
		<-stopped
	}
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}
