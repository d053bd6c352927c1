//go:build !unix

package stream

import "os"

// lockFile does nothing where the system has no flock(2): there, keeping two
// servers off one data folder is up to the operator.
func lockFile(*os.File) error { return nil }
