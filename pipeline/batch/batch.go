// Package batch reads articles from files of many forms: JSON lines, text, HTML,
// CSV and WARC, compressed and in tar archives.
package batch
