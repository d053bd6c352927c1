package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"enricher/pipeline"
	"enricher/pipeline/stream"
	"enricher/pipeline/web"
)

type serveCmd struct {
	serveFlags
}

// serveFlags are all the settings of serve.
type serveFlags struct {
	serviceFlags
	LogLevel  slog.Level `default:"info" env:"ENRICHER_LOG_LEVEL" help:"debug (a line an article), info, warn or error."`
	LogFormat string     `enum:"text,json" default:"text" env:"ENRICHER_LOG_FORMAT" help:"Form of the log on standard error. One of ${enum}."`
}

func (*serveCmd) Help() string {
	return `Takes articles from the subject articles.raw.>, publishes a record of each on articles.enriched.LANG, and puts what cannot be enriched aside on articles.dead.REASON, with its original bytes. Streams and the consumer are made if absent. Who cannot wait for a queue asks on enricher.enrich and gets the record as the answer.

Without --nats an embedded NATS server with JetStream runs in this process, on the folder --data. Give it an address with --listen, or nothing but this process can reach it.

SIGHUP has the files of --gazetteer read again, and a bucket that --gazetteer-bucket names is watched: what is wrong is refused with a line in the log, and the old gazetteers stay.

SIGINT or SIGTERM lets articles in work finish, then ends; a second one ends at once. Every flag can be set by an environment variable or in a configuration file (enricher config --help); passwords should be.

Examples:
  enricher serve --listen 127.0.0.1:4222
  enricher serve --nats nats://n1:4222,nats://n2:4222 --creds worker.creds --replicas 3

  nats pub articles.raw.test '{"id": "1", "text": "BERLIN - Angela Merkel ist am Freitag nach Paris gereist."}'
  nats sub 'articles.enriched.>'

  nats request enricher.enrich '{"id": "1", "text": "BERLIN - Angela Merkel ist am Freitag nach Paris gereist."}'`
}

// Validate refuses what cannot work before anything is opened.
func (c *serveCmd) Validate() error { return c.check() }

func (c *serveCmd) Run(ctx context.Context, std streams) error {
	level := new(slog.LevelVar)
	level.Set(c.LogLevel)
	log := c.logger(std.err, level)
	for _, line := range c.warnings() {
		log.Warn(line)
	}
	reload := make(chan os.Signal, 1)
	signal.Notify(reload, syscall.SIGHUP) // before all is loaded: unheard, it would end the process
	defer signal.Stop(reload)
	s, err := c.open(log, level)
	if err != nil {
		return err
	}
	defer s.close()
	return s.run(ctx, reload)
}

func (c *serveFlags) logger(to io.Writer, level slog.Leveler) *slog.Logger {
	options := &slog.HandlerOptions{Level: level}
	if c.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(to, options))
	}
	return slog.New(slog.NewTextHandler(to, options))
}

// serviceFlags are the settings of everything that runs between two subjects.
type serviceFlags struct {
	Server  serverFlags `embed:"" group:"NATS server"`
	Streams streamFlags `embed:"" group:"Streams"`
	gazetteerFlags

	GazetteerBucket string `placeholder:"NAME" env:"ENRICHER_GAZETTEER_BUCKET" help:"Object store with further gazetteers on those, which is watched: enricher gazetteer push fills it. None: no bucket is watched."`

	Metrics        string        `default:"127.0.0.1:9464" placeholder:"HOST:PORT" env:"ENRICHER_METRICS" help:"Address of /metrics, /healthz and /readyz; port 0: a free one; none: off (default ${default})."`
	Pprof          bool          `env:"ENRICHER_PPROF" help:"Serve profiles of the running program at /debug/pprof/ of the same address; whoever reaches it sees into the program."`
	Workers        int           `default:"0" env:"ENRICHER_WORKERS" help:"Articles enriched at once; 0: one a processor."`
	MaxText        int           `default:"4194304" placeholder:"BYTES" env:"ENRICHER_MAX_TEXT" help:"The longest text taken, in bytes (default ${default})."`
	ArticleTimeout time.Duration `default:"10s" env:"ENRICHER_ARTICLE_TIMEOUT" help:"The longest that one article may take (default ${default})."`
	DrainTimeout   time.Duration `default:"8s" env:"ENRICHER_DRAIN_TIMEOUT" help:"The longest that articles in work may take to finish when told to stop (default ${default})."`
	NoRequests     bool          `env:"ENRICHER_NO_REQUESTS" help:"Do not answer requests on enricher.enrich."`
}

type serverFlags struct {
	natsFlags

	Data   string        `type:"path" default:"enricher-data" placeholder:"DIR" env:"ENRICHER_DATA" help:"Data folder of the embedded server (default ./enricher-data)."`
	Listen string        `placeholder:"HOST:PORT" env:"ENRICHER_LISTEN" help:"Address on which others reach the embedded server, without authentication; port 0: a free one. None: no port is opened."`
	Sync   time.Duration `default:"0" placeholder:"INTERVAL" env:"ENRICHER_SYNC" help:"How often the embedded server syncs its disk: a power failure loses at most what was stored since. 0: every write before it is acknowledged (default)."`
}

type streamFlags struct {
	nameFlags

	ArticlesMaxBytes byteSize      `default:"1GiB" placeholder:"SIZE" env:"ENRICHER_ARTICLES_MAX_BYTES" help:"What the stream of articles may take on disk (default ${default})."`
	EnrichedMaxBytes byteSize      `default:"2GiB" placeholder:"SIZE" env:"ENRICHER_ENRICHED_MAX_BYTES" help:"What the stream of records may take on disk (default ${default})."`
	EnrichedMaxAge   time.Duration `default:"0" placeholder:"AGE" env:"ENRICHER_ENRICHED_MAX_AGE" help:"How long records are kept; 0: until their stream is full."`
	DeadMaxBytes     byteSize      `default:"1GiB" placeholder:"SIZE" env:"ENRICHER_DEAD_MAX_BYTES" help:"What the stream of dead letters may take on disk (default ${default})."`
	MaxMsgSize       byteSize      `default:"16MiB" placeholder:"SIZE" env:"ENRICHER_MAX_MSG_SIZE" help:"The largest article the queue takes, headers included (default ${default})."`
	DedupWindow      time.Duration `default:"10m" env:"ENRICHER_DEDUP_WINDOW" help:"How long a second record of one article is recognised and dropped: at least --ack-wait times --max-deliver and the longest outage expected (default ${default})."`
	Replicas         int           `default:"1" env:"ENRICHER_REPLICAS" help:"Copies of each stream in a cluster: 1, 3 or 5 (default ${default})."`

	Filter        []string      `placeholder:"SUBJECT,..." env:"ENRICHER_FILTER" help:"Articles this consumer takes; none: all."`
	AckWait       time.Duration `default:"30s" env:"ENRICHER_ACK_WAIT" help:"How soon a crashed worker's articles go to another (default ${default})."`
	MaxDeliver    int           `default:"5" env:"ENRICHER_MAX_DELIVER" help:"Deliveries of an article; the last is put aside unprocessed (default ${default})."`
	MaxAckPending int           `default:"1000" env:"ENRICHER_MAX_ACK_PENDING" help:"Articles that all workers together may hold (default ${default})."`

	UpdateStreams bool `env:"ENRICHER_UPDATE_STREAMS" help:"Change streams and the consumer where they exist with other settings, instead of refusing to work."`
}

// maxMsgSize is the largest payload that a NATS server can be set to take.
const maxMsgSize = 64 << 20

// check finds settings that cannot be right, alone or together. All faults are
// joined.
func (f *serviceFlags) check() error {
	var faults []error
	wrong := func(isWrong bool, format string, args ...any) {
		if isWrong {
			faults = append(faults, fmt.Errorf(format, args...))
		}
	}
	wrong(f.Workers < 0, "--workers %d: want 0 or more", f.Workers)
	wrong(f.MaxText < 1, "--max-text %d: want at least 1", f.MaxText)
	wrong(f.ArticleTimeout <= 0, "--article-timeout %v: want more than 0", f.ArticleTimeout)
	wrong(f.DrainTimeout <= 0, "--drain-timeout %v: want more than 0", f.DrainTimeout)
	if err := f.gazetteerFlags.check(); err != nil {
		faults = append(faults, err)
	}
	if f.GazetteerBucket != "" {
		if err := stream.CheckBucket(f.GazetteerBucket); err != nil {
			faults = append(faults, fmt.Errorf("--gazetteer-bucket %w", err))
		}
	}
	wrong(f.Server.Sync < 0, "--sync %v: want 0 or more", f.Server.Sync)
	// Zero would be taken for the default; the rest the topology finds itself.
	wrong(f.Streams.MaxDeliver == 0, "--max-deliver 0: want at least 2")
	wrong(f.Streams.MaxAckPending == 0, "--max-ack-pending 0: want at least 1")
	wrong(f.Streams.Replicas == 0, "--replicas 0: want 1, 3 or 5")
	wrong(f.Streams.AckWait == 0, "--ack-wait 0: want more than 0")
	wrong(f.Streams.DedupWindow == 0, "--dedup-window 0: want more than 0")
	wrong(f.Streams.MaxMsgSize > maxMsgSize, "--max-msg-size %v: NATS carries messages of at most %d bytes", f.Streams.MaxMsgSize, maxMsgSize)
	if f.Metrics != "none" && f.Metrics != "" {
		if err := checkListen(f.Metrics); err != nil {
			faults = append(faults, fmt.Errorf("--metrics %w", err))
		}
	}
	if f.Server.Listen != "" {
		if err := checkListen(f.Server.Listen); err != nil {
			faults = append(faults, fmt.Errorf("--listen %w", err))
		}
		wrong(len(f.Server.NATS) > 0, "--listen is for the embedded server, and --nats is given: there is none")
	}
	wrong(len(f.Server.NATS) == 0 && f.Streams.Replicas > 1, "--replicas %d: the embedded server is one, replicas need --nats", f.Streams.Replicas)
	options := f.Server.options(nil)
	return errors.Join(append(faults, options.Check(), f.Streams.topology().Check())...)
}

// checkListen wants HOST:PORT.
func checkListen(address string) error {
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		return err
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return fmt.Errorf("%s: port is not a number up to 65535", address)
	}
	return nil
}

// warnings tells of settings that work and may not be meant.
func (f *serviceFlags) warnings() []string {
	var list []string
	if f.Metrics != "none" && f.Metrics != "" && !loopback(f.Metrics) {
		list = append(list, "--metrics "+f.Metrics+" answers other machines, without authentication: see that only the monitoring reaches it")
	}
	if f.Server.Listen != "" && !loopback(f.Server.Listen) {
		list = append(list, "--listen "+f.Server.Listen+" lets other machines publish and read, without authentication")
	}
	if f.GazetteerBucket != "" && len(f.Server.NATS) == 0 && f.Server.Listen == "" {
		list = append(list, "--gazetteer-bucket "+f.GazetteerBucket+" is on the embedded server, which nobody else can reach to fill it: --listen opens a port")
	}
	if int64(f.MaxText) > int64(f.Streams.MaxMsgSize) {
		list = append(list, fmt.Sprintf("--max-text %d is more than an article in the queue may have, --max-msg-size %v", f.MaxText, f.Streams.MaxMsgSize))
	}
	return list
}

// loopback tells the addresses HOST:PORT that only this machine reaches.
func loopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func (f *streamFlags) topology() stream.Topology {
	t := f.nameFlags.topology()
	t.Articles.MaxBytes, t.Articles.MaxMsgSize = int64(f.ArticlesMaxBytes), int32(f.MaxMsgSize)
	t.Enriched.MaxBytes, t.Enriched.MaxAge, t.Enriched.Duplicates = int64(f.EnrichedMaxBytes), f.EnrichedMaxAge, f.DedupWindow
	t.Dead.MaxBytes = int64(f.DeadMaxBytes)
	t.Dead.Duplicates = f.DedupWindow
	t.Consumer = stream.Consumer{Name: f.Consumer, Filters: f.Filter, AckWait: f.AckWait, MaxDeliver: f.MaxDeliver, MaxAckPending: f.MaxAckPending}
	t.Replicas, t.Update = f.Replicas, f.UpdateStreams
	return t
}

// A service is a worker with all it needs.
type service struct {
	conn     *stream.Conn
	worker   *stream.Worker
	topology stream.Topology
	server   *stream.Server // nil: an external one
	reloader *reloader
	web      net.Listener // nil: off
	webPage  web.Options
}

// open starts or reaches the server and loads the pipeline; it takes no
// articles yet. level is the log's if it may be changed from outside. close it
// after use.
func (f *serviceFlags) open(log *slog.Logger, level *slog.LevelVar) (*service, error) {
	s := &service{topology: f.Streams.topology()}
	if err := s.open(f, log, level); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

func (s *service) open(f *serviceFlags, log *slog.Logger, level *slog.LevelVar) (err error) {
	if f.Metrics != "" && f.Metrics != "none" {
		if s.web, err = web.Listen(f.Metrics); err != nil {
			return err
		}
	}
	if err := s.connect(f.Server, log); err != nil {
		return err
	}

	s.reloader = &reloader{flags: f.gazetteerFlags, log: log}
	if s.reloader.files, err = s.reloader.flags.load(); err != nil {
		return err
	}
	p, err := pipeline.New(pipeline.Options{
		MaxText:    f.MaxText,
		Gazetteers: s.reloader.files,
		Observe: func(ctx context.Context, stage string, took time.Duration) {
			s.reloader.metrics.ObserveStage(ctx, stage, took)
		},
	})
	if err != nil {
		return err
	}
	s.reloader.pipeline.Store(p)
	registry := web.NewRegistry()
	s.reloader.metrics, err = stream.NewMetrics(registry, stream.MetricsOptions{
		Stages:   p.Stages(),
		Producer: p.Producer(),
		Consumer: s.topology.Consumer.Name,
	})
	if err != nil {
		return err
	}
	s.worker, err = stream.New(s.conn, stream.Options{
		Enrich: func(ctx context.Context, m stream.Message) (stream.Result, error) {
			return enrichMessage(ctx, s.reloader.pipeline.Load(), m)
		},
		Version:        pipeline.Version,
		Topology:       s.topology,
		Workers:        f.Workers,
		ArticleTimeout: f.ArticleTimeout,
		DrainTimeout:   f.DrainTimeout,
		NoRequests:     f.NoRequests,
		Metadata:       versions(p.Producer()),
		Bucket:         f.GazetteerBucket,
		TakeFiles:      s.reloader.take,
		Metrics:        s.reloader.metrics,
		Log:            log,
		LogLevel:       level,
	})
	if err != nil {
		return err
	}
	s.reloader.worker = s.worker
	s.webPage = web.Options{Version: pipeline.Version, Metrics: registry, Ready: s.worker.Ready, Profiles: f.Pprof, Log: log}
	if s.web != nil {
		log.Info("serving /metrics, /healthz and /readyz", "address", s.web.Addr().String())
	}
	return nil
}

func (s *service) connect(f serverFlags, log *slog.Logger) (err error) {
	options := f.options(log)
	if len(f.NATS) == 0 {
		s.server, err = stream.StartServer(stream.ServerOptions{Dir: f.Data, Listen: f.Listen, SyncInterval: f.Sync, Log: log})
		if err != nil {
			return err
		}
		options.Server = s.server
		log.Info("embedded NATS server started", "data", f.Data, "url", s.server.URL(), "sync", syncWords(f.Sync))
		if f.Listen == "" {
			log.Info("only this process can reach the embedded server: --listen opens a port")
		}
	}
	s.conn, err = stream.Connect(options)
	return err
}

// versions are those of what makes a record, to be seen where workers are
// listed.
func versions(p pipeline.Producer) map[string]string {
	m := map[string]string{"gazetteer": p.Gazetteer}
	for lang, version := range p.Models {
		m["model_"+lang] = version
	}
	return m
}

func syncWords(interval time.Duration) string {
	if interval == 0 {
		return "every write"
	}
	return "every " + interval.String()
}

// run takes articles until ctx is done or something it needs fails. At each
// signal of reload gazetteers are read again.
func (s *service) run(ctx context.Context, reload <-chan os.Signal) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	// The page outlives the worker: it shows how the work is finished.
	page, closePage := context.WithCancel(context.WithoutCancel(ctx))
	served := make(chan error, 1)
	if s.web == nil {
		served <- nil
	} else {
		go func() {
			served <- web.Serve(page, s.web, web.Handler(s.webPage))
			cancel()
		}()
	}
	var reloading sync.WaitGroup
	reloading.Go(func() { s.reloader.onSignal(page, reload) })
	err := s.worker.Run(ctx)
	closePage()
	reloading.Wait()
	return errors.Join(settingsHint(err), <-served)
}

func (s *service) close() {
	if s.conn != nil {
		s.conn.Close()
	}
	if s.server != nil {
		s.server.Close()
	}
	if s.web != nil {
		s.web.Close()
	}
}

// enrichMessage is the pipeline as the worker calls it: bytes and headers in,
// record out.
func enrichMessage(ctx context.Context, p *pipeline.Pipeline, m stream.Message) (stream.Result, error) {
	a, err := pipeline.Decode(m.Data, m.Header.Get(stream.HeaderContentType), p.MaxText())
	if err != nil {
		return stream.Result{}, err
	}
	a.FillIn(headerFields(m.Header))
	r, err := p.Enrich(ctx, a)
	if err != nil {
		return stream.Result{}, err
	}
	record, err := r.Marshal()
	if err != nil {
		return stream.Result{}, err
	}
	entities := map[string]int{}
	for _, e := range r.Entities {
		entities[e.Type]++
	}
	return stream.Result{ID: r.ID, Lang: r.Lang.Code, Record: record, Entities: entities}, nil
}

// headerFields are what a message's header tells of its article. Raw text and
// HTML have no other place for it; an article's own fields say more.
func headerFields(h stream.Header) pipeline.Article {
	return pipeline.Article{ID: h.Get(stream.HeaderArticleID), URL: h.Get("Article-Url"), Published: h.Get("Article-Published")}
}

// byteSize is a number of bytes, written 1048576, 512MiB or 10GB.
type byteSize int64

// The units of byteSize, longest first.
var byteUnits = []struct {
	name  string
	bytes float64
}{
	{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}, {"TiB", 1 << 40},
	{"KB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"TB", 1e12},
	{"B", 1}, {"", 1},
}

// String is the size in the first unit that it fills evenly.
func (b byteSize) String() string {
	for _, unit := range byteUnits {
		if bytes := byteSize(unit.bytes); b > 0 && b%bytes == 0 && b/bytes < 1<<10 {
			return fmt.Sprintf("%d%s", b/bytes, unit.name)
		}
	}
	return strconv.FormatInt(int64(b), 10)
}

func (b *byteSize) UnmarshalText(text []byte) error {
	s := strings.TrimSpace(string(text))
	for _, unit := range byteUnits {
		number, ok := strings.CutSuffix(s, unit.name)
		if !ok {
			continue
		}
		var n float64
		if _, err := fmt.Sscanf(strings.TrimSpace(number)+"\n", "%g\n", &n); err != nil || n <= 0 || n*unit.bytes >= 1<<62 {
			break
		}
		*b = byteSize(n * unit.bytes)
		return nil
	}
	return fmt.Errorf("%q is no size: write 1048576, 512MiB or 10GB", s)
}
