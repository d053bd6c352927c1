//go:build unix

package batch

import (
	"fmt"
	"os"
	"syscall"
)

// lockFolder keeps a second run out of the folder; the system lets go of it when
// the process ends, however it ends.
func lockFolder(dir string) (unlock func() error, err error) {
	f, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		return nil, fmt.Errorf("%s: another run is writing there (%w)", dir, err)
	}
	return f.Close, nil
}
