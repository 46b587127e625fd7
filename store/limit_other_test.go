//go:build !unix

package store_test

import (
	"context"
	"errors"
)

func limited(context.Context, string) error { return errors.New("there are no such limits here") }

func locked(context.Context, string) error { return errors.New("there are no such locks here") }
