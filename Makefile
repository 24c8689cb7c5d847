# SPDX-License-Identifier: PostgreSQL
# service_eval - build, demo and tests.
#
#   make demo       everything from nothing: a private server with the H City rankings (make demo-stop removes it)
#   make dashboard  a static site with the answers of make demo; says where it lies (examples/dashboard)
#   make check      everything from nothing: the tests, on a private server (KEEP=1 keeps its folder,
#                   TESTS="ranking seal" runs these alone)
#   make check-all  the same with what is slow and rarely fails
#   make check-dashboard    installs a browser and Node, and tries the dashboard
#   make soak       kills and stops servers in the middle of refreshes, fills a disk, and compares; some minutes, ten at
#                   most (doc/reliability.md)
#   make fuzz       random statements, values and bytes, a quarter of an hour (FUZZ_SEED=7 repeats a run)
#   make mutants    how many small changes of the sources the tests notice, an hour and a half (test/mutants/README.md)
#   make bench      how long things take, against avg() and plain SQL; writes bench/results.md
#                   (ROWS=1000000: a quick look)
#                   (bash bench/size.bash: how a workspace of 2,000 projects grows; an hour or more)
#   make simulation NAME=<name>    one simulation of doc/methods.md: prints its table
#   make check-reference REFERENCE=<folder>    compares with the values of other tools
#   make check-upgrade OLD=<pg_config> NEW=<pg_config>    pg_upgrade from one PostgreSQL to a newer one, with H City
#   make freeze     keeps this version for the tests of upgrades, before a release (test/upgrade)
#   make check-versions    make check with the PostgreSQL of other Debian suites, in chroots, as root (SUITES="sid")
#   make check-arm64    the unit tests of the kernels as programs for arm64, in an emulator
#   make check-packages    Debian's packages of what is committed: built, installed, tried and purged in each suite, in
#                   chroots, as root (SUITES="sid")
#   make check-dist    the archive of make dist, built and tried in bare chroots, as root (SUITES="sid")
#   make lint       static analysis: clang-tidy, cppcheck, scan-build; some minutes
#   make check-sanitizers   make check with AddressSanitizer and UndefinedBehaviorSanitizer (TESTS as above)
#   make check-valgrind     functions in C, and a refresh, on a server that is built for valgrind; an hour at most
#                   (FOLDER=/var/tmp/valgrind keeps the built server for the next time)
#   make coverage   which lines of C make check runs
#   make, make install, make installcheck      the usual PGXS targets, for people who have a server
#   make dist       service_eval-<version>.zip of what is committed, and its checksum
#
# Most of these install what is missing, so this file must also parse where pg_config does not exist yet.
# PG_CONFIG=/path/to/pg_config chooses among several PostgreSQL versions.

EXTVERSION := $(shell sed -n "s/^default_version *= *'\(.*\)'/\1/p" service_eval.control)

# These goals need no PGXS, which has a `check` of its own and may not be there.
OURS = demo demo-stop dashboard check check-all check-dashboard check-reference check-upgrade check-versions \
	check-packages check-dist check-arm64 check-sanitizers check-valgrind lint coverage soak fuzz mutants simulation \
	bench dist freeze

ifneq ($(filter $(OURS),$(MAKECMDGOALS)),)

.PHONY: $(MAKECMDGOALS)
.NOTPARALLEL:
demo demo-stop dashboard check-dashboard:
	@bash test/run/$@
check:
	@TESTS='$(TESTS)' bash test/run/$@
check-all:
	@ALL=1 bash test/run/check
check-reference:
	@bash test/run/$@ '$(REFERENCE)'
check-upgrade:
	@bash test/run/$@ '$(OLD)' '$(NEW)'
soak fuzz mutants check-versions check-packages check-dist check-arm64 check-sanitizers check-valgrind lint coverage:
	@bash test/run/$@
freeze:
	@bash test/upgrade/$@
simulation:
	@bash test/run/$@ $(NAME) $(ARGUMENTS)
bench:
	@ROWS='$(ROWS)' bash bench/run
dist:
	git archive --format=zip --prefix=service_eval-$(EXTVERSION)/ -o service_eval-$(EXTVERSION).zip HEAD
	sha256sum service_eval-$(EXTVERSION).zip > service_eval-$(EXTVERSION).zip.sha256

# Named together with goals of PGXS, as in `make clean check`.
$(filter-out $(OURS),$(MAKECMDGOALS)):
	@$(MAKE) --no-print-directory $@

else

PG_CONFIG ?= pg_config

EXTENSION = service_eval
MODULE_big = service_eval
# The rooms of the house: each may use what stands before it, see DEVELOPER.md.
ROOMS = base math state inequality distribution ranking scores contract photos install
# What is made from the workspace's SQL belongs to them before it is there.
SOURCE = src/install/workspace_source.c
OBJS = $(patsubst %.c,%.o,$(sort $(SOURCE) $(foreach room,$(ROOMS),$(wildcard src/$(room)/*.c))))
DATA_built = service_eval--$(EXTVERSION).sql
# From one version to the next, written by hand.
DATA = $(sort $(wildcard service_eval--*--*.sql))
EXTRA_CLEAN = $(SOURCE) $(filter-out $(DATA),$(wildcard service_eval--*.sql)) service_eval--*.sql.tmp src/*/*.bc \
	.built_with
# No fused multiply-add: a result must not depend on what the compiler fuses.
# The same sources give the same bytes in every folder.
PG_CPPFLAGS = -Isrc
PG_CFLAGS = -std=gnu99 -ffp-contract=off -ffile-prefix-map=$(CURDIR)=.
# Before version 16 a library's names are everybody's: ours are found in ours first.
SHLIB_LINK += -Wl,-Bsymbolic

# `make check` moves the results out of the tree with OUTPUT.
REGRESS = $(patsubst sql/%.sql,%,$(sort $(wildcard sql/*.sql)))
REGRESS_OPTS = --load-extension=service_eval $(if $(OUTPUT),--outputdir='$(OUTPUT)/regress')
ISOLATION = $(patsubst test/isolation/specs/%.spec,%,$(sort $(wildcard test/isolation/specs/*.spec)))
ISOLATION_OPTS = --inputdir=test/isolation --load-extension=service_eval \
	$(if $(OUTPUT),--outputdir='$(OUTPUT)/isolation')

PGXS := $(shell $(PG_CONFIG) --pgxs 2>/dev/null)
ifneq ($(wildcard $(PGXS)),)
include $(PGXS)
# JIT compiles the same sources for the processor it runs on, which may have fused multiply-add.
override BITCODE_CFLAGS += -ffp-contract=off
else
all install installcheck clean:
	@echo 'PostgreSQL server headers (PGXS) not found: install postgresql-server-dev-NN, or let "make demo" do it' >&2
	@exit 1
endif

# make fails where a file of the list does not exist.
SQL_FILES = $(shell sed '/^\#/d' src/install/order)
WORKSPACE_FILES = $(shell sed '/^\#/d' src/workspace/order)
WORKSPACE_FILES += $(patsubst src/workspace/%,%,$(sort $(wildcard \
	src/workspace/packs/*.sql src/workspace/migrations/*.sql)))

# Changes when a version, the compiler's options or the list of files do: then all is built again. Not with
# BUILT=1: root installs what a user has built, though root's environment may ask for other options.
BUILT_WITH = $(EXTVERSION) $(VERSION) $(CC) $(CFLAGS) $(OBJS) $(SQL_FILES) $(WORKSPACE_FILES)
.PHONY: force
.built_with: $(if $(BUILT),,force)
	@echo '$(subst ','\'',$(BUILT_WITH))' | cmp -s - $@ || echo '$(subst ','\'',$(BUILT_WITH))' > $@

# Random numbers are made and compared by the million, in loops that profit from wide registers. They stay the same.
src/math/random.o src/ranking/rank_confidence_kernel.o: private CFLAGS += $(CFLAGS_VECTORIZE)

# Few and small files: every object depends on every header.
$(OBJS): $(wildcard src/*/*.h) .built_with

# The SQL of the extension is one file per concept, in the order of src/install/order.
service_eval--$(EXTVERSION).sql: $(SQL_FILES) .built_with
	cat $(SQL_FILES) > $@.tmp
	mv $@.tmp $@

# The workspace's plain SQL is carried in the library: a file is a text constant, a line of it a line.
$(SOURCE): $(addprefix src/workspace/,$(WORKSPACE_FILES)) service_eval.control .built_with
	@{ echo '/* Made by make from src/workspace. */'; \
		echo '#include "install/workspace_source.h"'; \
		echo 'const WorkspaceFile workspace_source[] = {'; \
		for file in $(WORKSPACE_FILES); do \
			printf '{"%s",\n' "$$file"; \
			sed -e 's/[\\"]/\\&/g' -e 's/.*/"&\\n"/' "src/workspace/$$file"; \
			echo '},'; \
		done; \
		echo '{NULL, NULL}};'; \
		echo 'const char workspace_version[] = "$(EXTVERSION)";'; } > $@.tmp
	mv $@.tmp $@

# Bitcode of an earlier build must not outlive the library: JIT would inline the old functions.
ifneq ($(with_llvm),yes)
.PHONY: remove-bitcode
install: remove-bitcode
remove-bitcode:
	rm -rf '$(DESTDIR)$(pkglibdir)/bitcode/$(MODULE_big)' '$(DESTDIR)$(pkglibdir)/bitcode/$(MODULE_big).index.bc'
endif

endif
