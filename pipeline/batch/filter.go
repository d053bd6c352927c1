package batch

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"enricher/pipeline"
)

// A Filter says which articles are wanted; an empty field wants all.
type Filter struct {
	Langs   []string // ISO 639-1
	From    string   // first day of publication, 2006-01-02, in the article's own time zone
	To      string   // last day
	Sources []string // as the article names it, or the host of its address, with those below it
}

// Check finds days that are none.
func (f Filter) Check() error {
	for _, day := range []string{f.From, f.To} {
		if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
			return fmt.Errorf("%q is no day such as 2006-01-02", day)
		}
	}
	if f.From != "" && f.To != "" && f.From > f.To {
		return fmt.Errorf("no day is from %s and to %s", f.From, f.To)
	}
	return nil
}

// errUnwanted ends the work on an article.
var errUnwanted = errors.New("not wanted")

// refuses tells an article that is not wanted by what its deliverer says.
func (f Filter) refuses(a *pipeline.Article) bool {
	return a.Published != "" && !f.wantsDay(a.Published) || (a.Source != "" || a.HTML == "") && !f.wantsSource(a.Source, a.URL)
}

// needsReading tells an article of which its deliverer says too little.
func (f Filter) needsReading(a *pipeline.Article) bool {
	return len(f.Langs) > 0 || f.From+f.To != "" && a.Published == "" || len(f.Sources) > 0 && a.Source == "" && a.HTML != ""
}

func (f Filter) wantsLang(code string) bool {
	return len(f.Langs) == 0 || slices.Contains(f.Langs, code)
}

// wantsDay does not want an article without a date if days are given.
func (f Filter) wantsDay(published string) bool {
	if f.From == "" && f.To == "" {
		return true
	}
	day := published[:min(len(published), len(time.DateOnly))]
	return day != "" && day >= f.From && (f.To == "" || day <= f.To)
}

func (f Filter) wantsSource(source, address string) bool {
	if len(f.Sources) == 0 {
		return true
	}
	host := ""
	if u, err := url.Parse(address); err == nil {
		host = strings.ToLower(u.Hostname())
	}
	return slices.ContainsFunc(f.Sources, func(want string) bool {
		want = strings.ToLower(want)
		return strings.ToLower(source) == want || host == want || strings.HasSuffix(host, "."+want)
	})
}
