//go:build unix

package main

import (
	"os"
	"runtime"
	"syscall"
)

// memory is the most that a process that has ended held at once, in bytes.
func memory(p *os.ProcessState) int64 {
	u, ok := p.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" || runtime.GOOS == "ios" {
		return int64(u.Maxrss)
	}
	return int64(u.Maxrss) << 10
}
