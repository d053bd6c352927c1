// Package chaos proves that nothing is lost and nothing is published twice:
// real workers and real NATS servers, on loopback, are killed, stopped,
// starved and cut off while articles go through them.
//
// go test runs a short version; make chaos a long one, whose size the flags
// set.
package chaos

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
)

var (
	articles = flag.Int("articles", 2000, "articles sent, at least")
	kills    = flag.Int("kills", 24, "workers ended by SIGKILL")
	restarts = flag.Int("restarts", 3, "restarts of a single server, every other one by SIGKILL")
	losses   = flag.Int("losses", 1, "nodes taken from a cluster of three and returned")
	limit    = flag.Duration("limit", 5*time.Minute, "for one run of up to 20,000 articles")
	seed     = flag.Uint64("seed", 1, "of the moments at which workers are killed")
)

// longest is the most articles of one run: each has servers of its own, whose
// streams and deduplication windows stay small.
const longest = 20_000

// A single server has three fifths of the articles and kills, and all
// restarts; a cluster has the rest.
func TestChaos(t *testing.T) {
	t.Parallel()
	parts := (*articles + longest - 1) / longest
	singles := max((3*parts+4)/5, 1)
	clusters := max(parts-singles, 1)
	random := rand.New(rand.NewPCG(*seed, 0))
	var plans []plan
	for i := range singles {
		n := share(*articles*3/5, i, singles)
		plans = append(plans, plan{
			name: fmt.Sprintf("single server %d", i+1), nodes: 1, articles: n,
			deaths: deaths(share(*kills*3/5, i, singles), n, random),
			faults: singleFaults(share(*restarts, i, singles)),
		})
	}
	for i := range clusters {
		n := share(*articles-*articles*3/5, i, clusters)
		plans = append(plans, plan{
			name: fmt.Sprintf("cluster %d", i+1), nodes: 3, articles: n,
			deaths: deaths(share(*kills-*kills*3/5, i, clusters), n, random),
			faults: clusterFaults(share(*losses, i, clusters)),
		})
	}
	var sum tally
	for _, p := range plans {
		t.Run(p.name, func(t *testing.T) {
			result := carryOut(t, p)
			t.Log(result)
			sum.add(result)
		})
	}
	t.Logf("chaos: %v", sum)
	if !t.Failed() && (sum.articles < *articles || sum.kills < *kills || sum.restarts < *restarts || sum.losses < *losses) {
		t.Error("less has happened than was asked for")
	}
}

// share is the ith of n nearly equal parts.
func share(total, i, n int) int { return total*(i+1)/n - total*i/n }
