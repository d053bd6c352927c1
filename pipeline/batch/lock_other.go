//go:build !unix

package batch

// lockFolder does nothing where the system has no flock(2): there, keeping two
// runs out of one folder is up to their user.
func lockFolder(string) (unlock func() error, err error) { return func() error { return nil }, nil }
