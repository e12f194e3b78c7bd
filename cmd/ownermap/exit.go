package main

import (
	"context"
	"errors"
)

// Exit codes, as the README and --help document them.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitData        = 3
	exitDelivery    = 4
	exitInterrupted = 130
)

// exitError carries the exit code of an error, and what to do about it.
type exitError struct {
	code int
	err  error
	hint string
}

func (e *exitError) Error() string { return e.err.Error() }
func (e *exitError) Unwrap() error { return e.err }

// usageError is a command line or a config that cannot be carried out.
func usageError(err error, hint string) error { return &exitError{exitUsage, err, hint} }

// dataError is an input that cannot be used, or that has errors in it.
func dataError(err error, hint string) error { return &exitError{exitData, err, hint} }

// exitCode maps an error to the code that the program ends with.
func exitCode(err error) int {
	var e *exitError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, context.Canceled):
		return exitInterrupted
	case errors.As(err, &e):
		return e.code
	default:
		return exitFailed
	}
}
