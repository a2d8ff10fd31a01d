# Makefile - builds, tests, installs Fördela; `make help` lists the targets.
#
# GNU make 4.3. Sources are found by wildcard, so no list is kept by hand: a
# new src/ROOM/*.c is part of the library, a new src/cli/*.c of the program, a
# new tests/unit/*.c of the unit tests, at the next `make`.

# --- What can be chosen on the command line -------------------------------

CC      = gcc
CFLAGS  = -O2 -g
LDFLAGS =
PREFIX  = /usr/local
DESTDIR =
LIBDIR  = $(PREFIX)/lib
# Where zsh looks for completion; Debian's packages use vendor-completions.
ZSHDIR  = $(PREFIX)/share/zsh/site-functions
# SAN=1 builds with the address and undefined behaviour sanitizers.
SAN     =
# WERROR=1 makes every warning an error.
WERROR  =
# V=1 shows the commands.
V       =
# CASE=TEXT runs (test-cases) or records (record) only the case files whose
# path holds TEXT.
CASE    =
# What test-oracle compares, and from which seed on; with the sanitizers fewer.
SCENARIOS = $(if $(SAN),8000,100000)
# ... and how many params it follows.
COURSES   = $(if $(SAN),300,1500)
SEED      = 1
ORACLE    =
# How many seconds `make fuzz` gives each target, and which targets.
TIME    = 60
TARGETS = $(FUZZ_TARGETS)
# By libfuzzer or by afl (AFL++).
FUZZER  = libfuzzer
# FUZZ=1 builds for either; `make fuzz` does so, with clang.
FUZZ    =
# Which parts `make bench` runs, all but the long ones by default, and the
# Python whose numpy takes part.
PART    =
PYTHON  = /usr/bin/python3
BUILD   = $(if $(SAN),build-san,build)
# The scenario that `make run` says to try.
TRY     = scenarios/vardens-medarbetare-2019/vardens-medarbetare-2019.scenario

# The least number of tests that must have run for `make test` to succeed.
# Criterion without /proc runs nothing and calls that success; so would a
# broken wildcard. Raise them when tests are added.
LEAST_UNIT  = 530
LEAST_CASES = 585

# --- Packages -------------------------------------------------------------

# libc6-dev     the C library's headers (gcc alone only recommends them)
# libgmp-dev    whole numbers and fractions of any size: every exact amount
# libmpfr-dev   the decimals of ln, log10, exp, sqrt and power
# libcsv-dev    reading CSV files
# libgsl-dev    distributions, statistics and root finding
# nettle-dev    SHA-256 of the inputs
# libyajl-dev   writing JSON
# libnetcdf-dev many variants in bulk, as R, Python and Julia read them
# libxlsxwriter-dev   workbooks with live formulas, for report -o FILE.xlsx
# libzip-dev    unpacking workbooks that tables are read from
# libexpat1-dev the XML in them
# gettext       the Swedish messages: finds them in the sources, compiles them
BUILD_PACKAGES = libc6-dev libgmp-dev libmpfr-dev libcsv-dev libgsl-dev \
                 nettle-dev libyajl-dev libnetcdf-dev gettext \
                 libxlsxwriter-dev libzip-dev libexpat1-dev
# libcriterion-dev   the test framework
TEST_PACKAGES  = $(BUILD_PACKAGES) libcriterion-dev
# libclang-rt-14-dev   what libFuzzer and clang's sanitizers are linked from
FUZZ_PACKAGES  = $(BUILD_PACKAGES) clang-14 libclang-rt-14-dev
# cppcheck, clang-tidy-14, shellcheck   what they say of the sources
LINT_PACKAGES  = $(BUILD_PACKAGES) cppcheck clang-tidy-14 shellcheck
# clang-14   the other compiler
BUILDS_PACKAGES = $(TEST_PACKAGES) clang-14
# afl++   the other fuzzer: other ways of changing inputs find other faults
AFL_PACKAGES   = $(FUZZ_PACKAGES) afl++
# clang valgrind   a second compiler, and a look at every access to memory
# zip unzip   workbooks at the limits of one
# dpkg-dev binutils xz-utils   packages from two folders, to be the same
# locales     Swedish order of letters and decimal commas
CHECK_PACKAGES = $(sort $(TEST_PACKAGES) $(FUZZ_PACKAGES) $(LINT_PACKAGES) \
                 $(BUILDS_PACKAGES) clang valgrind jq zip unzip dpkg-dev \
                 binutils xz-utils locales)
# The parts of `make check`, one after the other; and those that keep one core
# busy, two at a time.
CHECK_PARTS = test coverage check-faults check-lint check-builds \
              check-threads check-reproducible
CHECK_PAIRS = check-killed check-limits check-same fuzz
# libreoffice-calc-nogui   recomputes the workbooks
# zip unzip                change cells of a workbook without it
HANDOVER_PACKAGES = libreoffice-calc-nogui zip unzip
# Each is a target; WORDS= those workbooks only whose line in
# tests/handover/cases.txt has them.
HANDOVER_TESTS = test-handover-workbook test-handover-read test-handover-page
WORDS =

LIBS = -lcsv -lyajl -lnetcdf -lxlsxwriter -lzip -lexpat -lgsl -lgslcblas \
       -lmpfr -lgmp -lnettle -lm

# chromium chromium-driver   open the pages; curl and jq talk to them
PAGE_PACKAGES = chromium chromium-driver curl jq

# --- Flags ----------------------------------------------------------------

# -Wno-sign-conversion: enums as int, which gcc does not complain of.
# -Wno-string-conversion: assert(!"what went wrong").
# -Wno-format-nonliteral: translated formats come from tables; gettext compares
# them with what they translate.
# -ffp-contract=off: the same digits with and without multiply-add.
# -ffile-prefix-map: the same bytes in whatever folder this is built; PWD, in
# which the compiler believes, may name it by a symbolic link.
# -fPIC: the same objects serve the static and the shared library.
FORDELA_CFLAGS := -std=c17 -D_GNU_SOURCE \
    -Wall -Wextra -Wpedantic -Wshadow -Wswitch-enum -Wvla -Wconversion \
    -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition \
    -Wpointer-arith -Wundef -Wwrite-strings -Wredundant-decls \
    -Wformat=2 -Wno-format-nonliteral \
    $(if $(findstring clang,$(CC)),-Wno-sign-conversion \
    -Wno-string-conversion,-Wlogical-op -Wduplicated-cond \
    -Wduplicated-branches) \
    -ffp-contract=off -fPIC -ffile-prefix-map=$(CURDIR)=. \
    -ffile-prefix-map=$(BUILD)/=build/ -Isrc -Iinclude
export PWD := $(CURDIR)
ifneq ($(WERROR),)
FORDELA_CFLAGS += -Werror
endif
ifneq ($(SAN),)
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all \
            -fno-omit-frame-pointer
endif
ifneq ($(FUZZ),)
SANITIZE := -fsanitize=fuzzer-no-link,address,undefined \
            -fno-sanitize-recover=all -fno-omit-frame-pointer
endif
COMPILE  = $(CC) $(CFLAGS) $(FORDELA_CFLAGS) $(SANITIZE)
LINK     = $(CC) $(CFLAGS) $(SANITIZE) $(LDFLAGS) -Wl,--as-needed
# The loops over rows are compiled once per kind of processor, see
# src/fast/lanes.h; which of them serves is asked at run time.
LANES_CFLAGS = -O3
ifneq ($(filter x86_64-%,$(shell $(CC) -dumpmachine 2>/dev/null)),)
LANES_AVX2   = -mavx2 -mfma
LANES_AVX512 = -march=x86-64-v4 -mprefer-vector-width=512
endif
Q       := $(if $(V),,@)
say      = $(if $(V),@:,@printf '%-6s %s\n' $(1) $(2))

# --- Sources --------------------------------------------------------------

# The checker is a program of its own; pack makes what is installed beside
# the programs, and is not installed itself.
SOURCES := $(sort $(wildcard src/*/*.c))
LIB_C   := $(filter-out src/cli/% src/checker/% src/pack/%,$(SOURCES))
CLI_C   := $(filter src/cli/%,$(SOURCES))
CHECK_C := $(filter src/checker/%,$(SOURCES))
PACK_C  := $(filter src/pack/%,$(SOURCES))
UNIT_C  := $(sort $(wildcard tests/unit/*.c))
HEADERS := $(sort $(wildcard src/*/*.h include/*.h))
objects  = $(1:%.c=$(BUILD)/obj/%.o)

# A tests/fuzz/fuzz_NAME.c is a target of its own; the other files there are
# linked with each, replay.c where no fuzzer brings a main.
FUZZ_C       := $(sort $(wildcard tests/fuzz/fuzz_*.c))
FUZZ_TARGETS := $(FUZZ_C:tests/fuzz/fuzz_%.c=%)

# What a page brings along, as bytes in the library.
EMBEDDED := $(wildcard src/report/page.css src/report/page.js)
EMBED_O  := $(patsubst src/%,$(BUILD)/obj/embedded/%.o,$(EMBEDDED))

VERSION := $(or $(shell sed -n \
    's/.*define FORDELA_VERSION  *"\([0-9.]*\)".*/\1/p' \
    include/fordela.h 2>/dev/null),0.1.0)
SONAME  := libfordela.so.$(firstword $(subst ., ,$(VERSION)))

PROGRAMS  := $(BUILD)/fordela $(if $(CHECK_C),$(BUILD)/fordela-check)
LIBRARIES := $(BUILD)/libfordela.a $(if $(SAN),,$(BUILD)/libfordela.so)
CATALOGUE := $(BUILD)/locale/sv/LC_MESSAGES/fordela.mo

# As many jobs as there are cores, unless -j says otherwise; goals that would
# disturb each other run one by one.
ifeq ($(MAKELEVEL),0)
MAKEFLAGS += -j$(shell nproc 2>/dev/null || echo 1)
endif
MAKEFLAGS += --no-print-directory --no-builtin-rules
# For scripts: lines that have MAKE itself are run even by `make -n`.
THIS_MAKE = $(MAKE)
ifneq ($(filter clean record,$(MAKECMDGOALS)),)
.NOTPARALLEL:
endif
.DELETE_ON_ERROR:
.SUFFIXES:

# --- Targets --------------------------------------------------------------

.PHONY: help all run test tests test-unit test-cases test-oracle \
        check check-short check-report check-rooms check-globals \
        check-headers check-harness check-words check-said words \
        check-tiles tiles check-fuzz-seeds fuzz \
        check-install record bench bench-long bench-record \
        bench-contestants install uninstall clean packages \
        packages-test FORCE
.DEFAULT_GOAL := all

help:
	@echo 'make               build $(BUILD)/fordela and libfordela'
	@echo 'make run           install what is missing, build, verify the'
	@echo '                   published documents and print the table'
	@echo 'make test          install what is missing, build, run every test'
	@echo 'make test-unit     the unit tests only'
	@echo 'make test-cases    the case files only (CASE=TEXT: some of them)'
	@echo 'make test-oracle   fast against exact on generated formulas'
	@echo '                   (SCENARIOS=100000 SEED=1)'
	@echo 'make fuzz          made-up inputs, TIME=60 seconds each target; installs'
	@echo '                   clang (TARGETS="csv map": some of them; FUZZER=afl)'
	@echo 'make test-handover workbooks recomputed by LibreOffice, pages opened'
	@echo '                   by Chromium; installs both'
	@echo 'make check         all that can be checked in half an hour: the tests,'
	@echo '                   other compilers, threads, kills, made-up inputs'
	@echo 'make check-report  what the last make check found'
	@echo 'make check-short   include directions, headers, harness, install'
	@echo 'make check-killed  sweep and simulate killed a hundred times each, and'
	@echo '                   gone on with (TIMES=100 SEED=1)'
	@echo 'make check-same    the same bytes by gcc and clang, -O0 and -O3, in'
	@echo '                   another locale and time zone, under valgrind'
	@echo 'make check-reproducible   the same programs, built in any folder'
	@echo 'make coverage      what the tests run of each room (ROOM=money: and what'
	@echo '                   they do not)'
	@echo 'make check-threads sweep, simulate and the oracle under'
	@echo '                   ThreadSanitizer'
	@echo 'make check-faults  no memory, full disks, files that cannot be read,'
	@echo '                   at every call (CASE=TEXT: of some case files; SPREAD=50)'
	@echo 'make check-builds  everything by gcc and clang, -O2 and -O3, without'
	@echo '                   warnings; the unit tests by them; installs clang'
	@echo 'make check-lint    cppcheck, clang-tidy and shellcheck have nothing to'
	@echo '                   say; installs them (LINT="src/a/b.c": of some)'
	@echo 'make bench         time the engine; prints figures, tests nothing'
	@echo '                   (PART="g1 threads": some parts of it)'
	@echo 'make bench-long    10^8 variants; needs 4 GB of disk in $(BUILD)'
	@echo 'make bench-record  the same, and what it printed into bench/README.md'
	@echo 'make bench-contestants   install what it is compared with'
	@echo 'make tiles         work out anew where the tiles of the maps lie'
	@echo 'make record        write what the commands of the case files print'
	@echo '                   into them as the expectation (CASE=TEXT: some)'
	@echo 'make words         bring src/pack/sv.po up to the sources, with room'
	@echo '                   for what is not translated yet'
	@echo 'make install       into PREFIX=/usr/local, under DESTDIR'
	@echo 'make uninstall     remove what install wrote'
	@echo 'make deb           Debian packages, into $(BUILD)/deb'
	@echo 'make test-deb      install them in a Debian of its own, and try'
	@echo 'make packages      install the packages that building needs'
	@echo 'make clean         remove what was built'
	@echo
	@echo 'CC=clang  SAN=1 (sanitizers, in build-san)  WERROR=1  V=1'
	@echo 'BUILD=FOLDER (build elsewhere)  CFLAGS=  LDFLAGS=  -jN'

all: $(PROGRAMS) $(LIBRARIES) $(BUILD)/fordela.pc $(CATALOGUE)

run:
	@$(MAKE) packages
	@$(MAKE) all
	@$(BUILD)/fordela verify scenarios
	@echo 'now try: $(BUILD)/fordela run $(TRY)'
	@echo '         $(BUILD)/fordela explain $(TRY) 0180'

# The checks and the tests run even when one of them fails, so that one run
# tells everything; the sum of the tests is the last line.
test:
	@$(MAKE) packages-test
	@$(MAKE) tests tests-san
	@status=0; \
	$(MAKE) check-short || status=1; \
	$(MAKE) test-oracle || status=1; \
	$(MAKE) SAN=1 BUILD=$(BUILD)-san test-oracle || status=1; \
	$(MAKE) SAN=1 BUILD=$(BUILD)-san check-fuzz-seeds || status=1; \
	tests/harness/run-tests.sh $(LEAST_UNIT) $(LEAST_CASES) \
	    $(BUILD) $(BUILD)-san || status=1; \
	exit $$status

tests: all $(BUILD)/tests/unit $(BUILD)/tests/cases $(BUILD)/tests/oracle \
       $(FUZZ_TARGETS:%=$(BUILD)/fuzz/%)

.PHONY: tests-san
tests-san:
	@$(MAKE) SAN=1 BUILD=$(BUILD)-san tests

test-unit: $(BUILD)/tests/unit $(CATALOGUE)
	@$(BUILD)/tests/unit

# Fast against exact on generated formulas. SCENARIOS= and SEED= for longer
# runs; ORACLE= for further options, such as --verbose. For data races, see
# check-threads.
test-oracle: $(BUILD)/tests/oracle
	@$(BUILD)/tests/oracle --scenarios $(SCENARIOS) --seed $(SEED) $(ORACLE)
	@$(BUILD)/tests/oracle --courses $(COURSES) --seed $(SEED)

# What is handed over, opened by the programs that others open it with.
.PHONY: test-handover $(HANDOVER_TESTS)
test-handover:
	@.ci/install-packages $(BUILD_PACKAGES) $(HANDOVER_PACKAGES)
	@$(MAKE) all
	@status=0; \
	for part in $(HANDOVER_TESTS); do \
	    $(MAKE) $$part || status=1; \
	done; \
	exit $$status

test-handover-workbook: $(BUILD)/fordela
	@tests/handover/workbook.sh $(BUILD) '$(WORDS)'

test-handover-read: $(BUILD)/fordela
	@tests/handover/read.sh $(BUILD)

# Pages in Chromium.
test-handover-page: $(BUILD)/fordela
	@.ci/install-packages $(PAGE_PACKAGES)
	@tests/handover/page.sh $(BUILD)

test-cases: $(PROGRAMS) $(CATALOGUE) $(BUILD)/tests/cases
	@FORDELA_BUILD=$(BUILD) FORDELA_CASE='$(CASE)' $(BUILD)/tests/cases

record: $(PROGRAMS) $(CATALOGUE) $(BUILD)/tests/cases
	@FORDELA_RECORD=1 FORDELA_BUILD=$(BUILD) FORDELA_CASE='$(CASE)' \
	    $(BUILD)/tests/cases

# What takes seconds each; part of make test.
check-short: check-rooms check-globals check-headers check-harness check-words \
             check-said check-tiles check-fuzz-seeds check-install \
             check-killed-few

# All there is but what wants other people's programs (test-handover, test-deb)
# or hours (fuzz with more TIME). Half an hour on two cores.
check:
	@.ci/install-packages $(CHECK_PACKAGES)
	@MAKE='$(MAKE) WERROR=1 TIME=5 TIMES=50' tests/harness/check.sh $(BUILD) \
	    $(CHECK_PARTS) --pairs $(CHECK_PAIRS)

check-report:
	@tests/harness/check-report.sh $(BUILD) $(CHECK_PARTS) $(CHECK_PAIRS)

check-rooms:
	@tests/harness/check-rooms.sh

check-globals: $(BUILD)/libfordela.a $(call objects,$(CLI_C) $(CHECK_C))
	@tests/harness/check-globals.sh $^

check-headers: $(HEADERS:%=$(BUILD)/headers/%.ok)
	@echo 'check-headers: $(words $(HEADERS)) headers compile alone'

check-harness: $(BUILD)/tests/cases
	@tests/harness/check-harness.sh $(BUILD)

# Every text for people has its translation, and every translation its text.
check-words: $(BUILD)/fordela.pot
	@tests/harness/check-words.sh $< src/pack/sv.po

# No text for people goes past the catalogue.
check-said: $(BUILD)/fordela.pot all
	@tests/harness/check-said.sh $(BUILD) $<

check-install: all
	@MAKE='$(THIS_MAKE)' CC='$(CC)' tests/harness/check-install.sh $(BUILD)

# The built-in maps' tiles are worked out once and kept; the table must be what
# the program makes of today's centre points.
TILES_TABLE = src/report/tiles_table.inc

tiles: $(BUILD)/tests/tiles
	@$< scenarios/data/kommuner.csv > $(BUILD)/tiles_table.inc
	@cp $(BUILD)/tiles_table.inc $(TILES_TABLE)

check-tiles: $(BUILD)/tests/tiles
	@$< scenarios/data/kommuner.csv > $(BUILD)/tiles_table.inc 2> /dev/null
	@diff $(TILES_TABLE) $(BUILD)/tiles_table.inc
	@echo 'check-tiles: the table of tiles is as made'

# sweep and simulate, killed at random points and gone on with; about 10 minutes.
# make check-short does so a few times.
.PHONY: check-killed check-killed-few
TIMES = 100
check-killed: $(BUILD)/fordela
	@tests/harness/check-killed.sh $(BUILD) $(TIMES) 20000 $(SEED)

check-killed-few: $(BUILD)/fordela
	@tests/harness/check-killed.sh $(BUILD) 6 5000 $(SEED)

# Inputs that were once found, and some to begin with, through each target.
check-fuzz-seeds: $(FUZZ_TARGETS:%=$(BUILD)/fuzz/%)
	@tests/harness/check-fuzz-seeds.sh $(BUILD) $(FUZZ_TARGETS)

# What is found stays in $(BUILD)/fuzz-found, what was learnt in
# $(BUILD)/fuzz-corpus for the next time. AFL++'s compiler knows libFuzzer's
# options and links its own driver.
FUZZ_BUILD           = $(BUILD)-$(FUZZER:libfuzzer=fuzz)
FUZZ_CC_libfuzzer    = clang-14
FUZZ_CC_afl          = afl-clang-fast
FUZZ_NEEDS_libfuzzer = FUZZ_PACKAGES
FUZZ_NEEDS_afl       = AFL_PACKAGES
fuzz:
	@.ci/install-packages $($(FUZZ_NEEDS_$(FUZZER)))
	@$(MAKE) CC=$(FUZZ_CC_$(FUZZER)) FUZZ=1 CFLAGS='-O1 -g' \
	    BUILD=$(FUZZ_BUILD) $(TARGETS:%=$(FUZZ_BUILD)/fuzz/%)
	@tests/fuzz/run.sh $(FUZZER) $(FUZZ_BUILD) $(BUILD) $(TIME) $(TARGETS)

packages:
	@.ci/install-packages $(BUILD_PACKAGES)

packages-test:
	@.ci/install-packages $(TEST_PACKAGES)

clean:
	rm -rf $(BUILD) $(BUILD)-san $(BUILD)-fuzz $(BUILD)-afl $(BUILD)-same \
	    $(BUILD)-reproducible $(BUILD)-threads $(BUILD)-coverage \
	    $(BUILD)-builds $(BUILD)-faults

# --- Rules ----------------------------------------------------------------

# What has not changed keeps its time. The name is that of the shell: two makes
# may be at it at once, as under `make check`.
keep_changed = if cmp -s $(1) $@; then rm $(1); else mv $(1) $@; fi

# Everything is compiled anew when the compiler or its flags change.
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(COMPILE) $(LANES_CFLAGS) $(LANES_AVX2) $(LANES_AVX512)' \
	    > $@.$$$$; $(call keep_changed,$@.$$$$)

# The library is put together anew when a source file is removed.
$(BUILD)/members: FORCE
	@mkdir -p $(@D)
	@echo '$(LIB_C)' | cmp -s - $@ || echo '$(LIB_C)' > $@

$(BUILD)/obj/%.o: %.c $(BUILD)/flags
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(COMPILE) $(MORE_CFLAGS) -MMD -MP -c -o $@ $<

# Steps that all variants go through; a fiftieth of their time.
$(BUILD)/obj/src/fast/fast%.o: MORE_CFLAGS = $(LANES_CFLAGS)
$(BUILD)/obj/src/fast/lanes_plain.o: MORE_CFLAGS = $(LANES_CFLAGS)
$(BUILD)/obj/src/fast/lanes_avx2.o: \
    MORE_CFLAGS = $(LANES_CFLAGS) $(LANES_AVX2)
$(BUILD)/obj/src/fast/lanes_avx512.o: \
    MORE_CFLAGS = $(LANES_CFLAGS) $(LANES_AVX512)

# page.css becomes `const unsigned char page_css[]` and its size.
$(BUILD)/obj/embedded/%.c: src/%
	@mkdir -p $(@D)
	@name=$(subst .,_,$(notdir $*)); { \
	    echo '#include <stddef.h>'; \
	    echo "extern const unsigned char $$name[];"; \
	    echo "extern const size_t $${name}_size;"; \
	    echo "const unsigned char $$name[] = {"; \
	    od -An -v -tu1 $< | sed 's/[0-9][0-9]*/&,/g'; \
	    echo '};'; \
	    echo "const size_t $${name}_size = sizeof $$name;"; } > $@

$(EMBED_O): %.o: %.c $(BUILD)/flags
	$(call say,CC,$<)
	$(Q)$(COMPILE) -c -o $@ $<

$(BUILD)/libfordela.a: $(call objects,$(LIB_C)) $(EMBED_O) $(BUILD)/members
	$(call say,AR,$@)
	$(Q)rm -f $@ && $(AR) rcsD $@ $(filter %.o,$^)

$(BUILD)/libfordela.so: $(call objects,$(LIB_C)) $(EMBED_O) $(BUILD)/members
	$(call say,LD,$@)
	@echo '{ global: fordela_*; local: *; };' > $(BUILD)/libfordela.map
	$(Q)$(LINK) -shared -Wl,-soname,$(SONAME) -Wl,--no-undefined \
	    -Wl,--version-script=$(BUILD)/libfordela.map \
	    -o $@ $(filter %.o,$^) $(LIBS)

$(BUILD)/fordela: $(call objects,$(CLI_C)) $(BUILD)/libfordela.a
	$(call say,LD,$@)
	$(Q)$(LINK) -o $@ $^ $(LIBS)

# It shares no code with the engine, so it is not linked with the library.
$(BUILD)/fordela-check: $(call objects,$(CHECK_C))
	$(call say,LD,$@)
	$(Q)$(LINK) -o $@ $^ -lgmp -lnettle

$(BUILD)/fordela.pc: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' \
	    'prefix=$(PREFIX)' \
	    'libdir=$(LIBDIR:$(PREFIX)/%=$${prefix}/%)' \
	    'includedir=$${prefix}/include' \
	    '' \
	    'Name: fordela' \
	    'Description: Exact allocation formulas: grants divided to the krona' \
	    'Version: $(VERSION)' \
	    'Libs: -L$${libdir} -lfordela' \
	    'Libs.private: $(LIBS)' \
	    'Cflags: -I$${includedir}' \
	    > $@.$$$$; $(call keep_changed,$@.$$$$)

# --- Swedish --------------------------------------------------------------

# Which functions take texts for people, and as which argument; see
# src/base/tr.h. xgettext knows one place per function and run.
TR_WORDS := tr N_ trn:1,2 N_2:1,2 tr_as:1c,2 N_AS:1c,2 doctor_counted:3,4 chk_tr \
            chk_trn:1,2
TR_FUNCTIONS := diag_add:5 xlsx_refuse:3 parser_fault:4 parser_note:4 \
                lex_fault:5 \
                api_refuse:3 say_error:3 infer_say:3 step_line:3 chk_fail:3 \
                chk_wrong:3 chk_format:2
TR_WAYS_OUT  := diag_add:4 xlsx_refuse:2 parser_fault:3 parser_note:3 \
                lex_fault:4 \
                api_refuse:2 say_error:2 say_note:1
TR_C := $(filter-out src/pack/%,$(SOURCES)) $(filter src/%.h,$(HEADERS))
XGETTEXT = xgettext --from-code=UTF-8 --add-comments=tr: --sort-by-file \
           --package-name=fordela --package-version=$(VERSION) \
           $(TR_FUNCTIONS:%=--flag=%:c-format) --keyword

$(BUILD)/fordela.pot: $(TR_C) Makefile
	$(call say,XGETTEXT,$@)
	@mkdir -p $(@D)
	$(Q)$(XGETTEXT) $(addprefix --keyword=,$(TR_WORDS) $(TR_FUNCTIONS)) \
	    -o $@.$$$$ $(TR_C) && \
	$(XGETTEXT) $(addprefix --keyword=,$(TR_WAYS_OUT)) -j -o $@.$$$$ \
	    $(TR_C) && \
	mv $@.$$$$ $@

$(CATALOGUE): src/pack/sv.po
	$(call say,MSGFMT,$@)
	@mkdir -p $(@D)
	$(Q)msgfmt --check -o $@ $<

words: $(BUILD)/fordela.pot
	msgmerge --no-fuzzy-matching --add-location=file --sort-by-file \
	    --quiet -U --backup=none src/pack/sv.po $<
	msgattrib --no-obsolete --add-location=file --sort-by-file \
	    -o src/pack/sv.po src/pack/sv.po
	@sed -i '/^"POT-Creation-Date/d' src/pack/sv.po
	@tests/harness/check-words.sh $< src/pack/sv.po

# A plain program, without the test framework, for ThreadSanitizer's sake.
$(BUILD)/tests/oracle: $(call objects,$(wildcard tests/oracle/*.c)) \
    $(BUILD)/libfordela.a
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(LINK) -o $@ $^ $(LIBS)

$(BUILD)/tests/tiles: $(call objects,$(wildcard tests/tiles/*.c))
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(LINK) -o $@ $^

# The certificate's target has the checker alone, the others the library.
FUZZ_MAIN = $(call objects,tests/fuzz/files.c \
            $(if $(FUZZ),,tests/fuzz/replay.c))

# The engine ends by _Exit where memory is out, see files.c.
FUZZ_LINK = $(LINK) $(if $(FUZZ),-fsanitize=fuzzer) -Wl,--wrap=_Exit

$(BUILD)/fuzz/certificate: $(call objects,tests/fuzz/fuzz_certificate.c \
    $(filter-out src/checker/check_main.c,$(CHECK_C))) $(FUZZ_MAIN)
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(FUZZ_LINK) -o $@ $^ -lgmp -lnettle

# The generator of tests/oracle, and the checker, make and judge programs.
$(BUILD)/fuzz/program: $(call objects,tests/fuzz/fuzz_program.c \
    tests/fuzz/checked.c tests/fuzz/explained.c \
    $(filter-out tests/oracle/main.c,$(wildcard tests/oracle/*.c)) \
    $(filter-out src/checker/check_main.c,$(CHECK_C))) $(FUZZ_MAIN) \
    $(BUILD)/libfordela.a
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(FUZZ_LINK) -o $@ $^ $(LIBS)

$(BUILD)/fuzz/%: $(BUILD)/obj/tests/fuzz/fuzz_%.o $(FUZZ_MAIN) \
    $(BUILD)/libfordela.a
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(FUZZ_LINK) -o $@ $^ $(LIBS)

.SECONDARY: $(call objects,$(wildcard tests/fuzz/*.c))

# All unit tests in one program, so that its start is paid once; the checker's
# are among them.
$(BUILD)/tests/unit: $(call objects,$(UNIT_C) \
    $(filter-out src/checker/check_main.c,$(CHECK_C))) \
    $(BUILD)/libfordela.a
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(LINK) -Wl,--wrap=exit -o $@ $^ $(LIBS) -lcriterion

$(BUILD)/tests/cases: $(call objects,$(wildcard tests/harness/*.c))
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(LINK) -o $@ $^ -lcriterion

# --- The same everywhere --------------------------------------------------

# Longer than a test may take, so each is a target of its own.
.PHONY: check-same check-reproducible check-threads
.PHONY: check-limits
SAME_BUILDS := gcc-O0 gcc-O3 clang-O0 clang-O3

# Every command of tests/same/commands.txt by each of these builds.
check-same:
	@mkdir -p $(BUILD)-same; \
	for build in $(SAME_BUILDS); do \
	    $(MAKE) -s BUILD=$(BUILD)-same/$$build CC=$${build%-*} \
	        CFLAGS=-$${build#*-} LANES_CFLAGS=-$${build#*-} same-build \
	        > $(BUILD)-same/log 2>&1 || { cat $(BUILD)-same/log; exit 1; }; \
	done
	@tests/same/same.sh $(BUILD)-same/work \
	    $(SAME_BUILDS:%=$(BUILD)-same/%)

.PHONY: same-build reproducible-build
same-build: $(PROGRAMS) $(CATALOGUE)
reproducible-build: $(PROGRAMS) $(LIBRARIES) $(CATALOGUE)

# Two copies of the tree, in folders of different length, by this compiler.
check-reproducible:
	@MAKE='$(THIS_MAKE)' CC='$(CC)' CFLAGS='$(CFLAGS)' LDFLAGS='$(LDFLAGS)' \
	    tests/same/reproducible.sh $(BUILD)-reproducible

# Two minutes, 5 GB of memory.
check-limits: $(PROGRAMS)
	@tests/harness/check-limits.sh $(BUILD)

# Then fast against exact, a thread for each kind of loops over rows.
check-threads:
	@$(MAKE) BUILD=$(BUILD)-threads CFLAGS='-O1 -g -fsanitize=thread' \
	    $(BUILD)-threads/tests/threads $(BUILD)-threads/tests/oracle
	@TSAN_OPTIONS='halt_on_error=0 exitcode=66' \
	    tests/threads/check-threads.sh $(BUILD)-threads $(SEED)

# Every program there is by each of these, warnings being errors, and those
# tests run that speak for what a compiler may get wrong. gcc -O2 is what
# `make test` takes.
.PHONY: check-builds everything
BUILDS := gcc-O3 clang-14-O2
check-builds:
	@.ci/install-packages $(BUILDS_PACKAGES)
	@mkdir -p $(BUILD)-builds; \
	for build in $(BUILDS); do \
	    $(MAKE) -s BUILD=$(BUILD)-builds/$$build CC=$${build%-*} \
	        CFLAGS=-$${build##*-} WERROR=1 everything \
	        > $(BUILD)-builds/log 2>&1 || { cat $(BUILD)-builds/log; exit 1; }; \
	done
	@tests/harness/check-builds.sh $(LEAST_UNIT) $(SEED) \
	    $(BUILDS:%=$(BUILD)-builds/%)

everything: tests $(BUILD)/bench/bench $(BUILD)/tests/threads \
            $(BUILD)/tests/tiles

# What other programs say of the sources; LINT= of some files.
.PHONY: check-lint
LINT =
check-lint:
	@.ci/install-packages $(LINT_PACKAGES)
	@tests/lint/check-lint.sh $(BUILD) $(LINT)

$(BUILD)/tests/threads: $(call objects,$(wildcard tests/threads/*.c)) \
    $(BUILD)/libfordela.a
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(LINK) -o $@ $^ $(LIBS)

# What the tests run of each room; about 3 minutes. ROOM=money: the lines of it
# with branches that are never taken. Counted without optimising, and functions
# that must be inlined elsewhere as the one they are in the source.
# jq   reads what gcov counted
.PHONY: coverage
ROOM =
COVERAGE = CC=gcc CFLAGS='-O0 -g --coverage -fprofile-update=atomic \
           -Dalways_inline=unused' LANES_CFLAGS=-O0 BUILD=$(BUILD)-coverage
coverage:
	@.ci/install-packages $(TEST_PACKAGES) jq
	@rm -f $(BUILD)-coverage/obj/src/*/*.gcda
	@$(MAKE) $(COVERAGE) tests
	@tests/harness/coverage.sh $(BUILD)-coverage $(LEAST_UNIT) \
	    $(LEAST_CASES) 8000 1000 '$(ROOM)' $(FUZZ_TARGETS)

# --- Faults ---------------------------------------------------------------

# The programs again, with every call of these put through tests/faults, and
# linked to stand where they are, so that a call is known by its address.
FAULTS_WRAP := mem_alloc mem_resize arena_alloc arena_copy arena_string \
               arena_grow arena_format buf_add buf_add_n buf_add_char \
               buf_add_repeat buf_addf buf_addv malloc calloc realloc strndup \
               asprintf vasprintf open_memstream realpath fclose fflush read \
               pread write open mkstemp memfd_create close fsync fdatasync \
               rename renameat2 link unlink stat lstat fstat access statvfs \
               ftruncate lseek flock fchmod fchown opendir readdir \
               pthread_create __gmp_set_memory_functions
FAULTS_IN   := $(addprefix tests/faults/,in_hit.c in_serve.c in_wrap.c \
               places_find.c)
FAULTS_C    := $(filter-out tests/faults/in_%,$(wildcard tests/faults/*.c))
CASE_C      := $(patsubst %,tests/harness/%.c,casefile command workspace)

# SPREAD: how many hits of each kind a command is tried at, besides the calls
# that none was tried at before; with fewer it is sooner done.
.PHONY: check-faults
SPREAD = 50
check-faults:
	@$(MAKE) BUILD=$(BUILD)-faults \
	    CFLAGS='-O1 -g -fno-inline -fno-optimize-sibling-calls' \
	    LDFLAGS='-no-pie $(FAULTS_WRAP:%=-Wl,--wrap=%)' \
	    LANES_CFLAGS='-O3 -finline' FAULTS=1 \
	    $(PROGRAMS:$(BUILD)/%=$(BUILD)-faults/%) \
	    $(CATALOGUE:$(BUILD)/%=$(BUILD)-faults/%)
	@$(MAKE) $(BUILD)/tests/faults
	@$(BUILD)/tests/faults $(BUILD)-faults $(SPREAD) $(CASE)

ifneq ($(FAULTS),)
$(PROGRAMS): $(call objects,$(FAULTS_IN))
$(BUILD)/fordela: $(call objects,tests/faults/in_wrap_base.c)
endif

$(call objects,$(FAULTS_C)): MORE_CFLAGS = -Itests/harness
$(BUILD)/tests/faults: $(call objects,$(FAULTS_C) $(CASE_C))
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(LINK) -o $@ $^

# --- Measuring ------------------------------------------------------------

# The hand-written kernels are compiled once per width of vectors, on x86 only.
BENCH_C       := $(filter-out bench/kernel_%,$(sort $(wildcard bench/*.c)))
BENCH_SQLITE  := $(wildcard /usr/include/sqlite3.h)
BENCH_KERNELS := $(if $(findstring x86_64,$(shell $(CC) -dumpmachine)), \
                 $(foreach width,avx2 avx512, \
                 $(patsubst %.c,$(BUILD)/obj/%.$(width).o, \
                 $(sort $(wildcard bench/kernel_*.c)))))

.SECONDARY: $(call objects,$(wildcard bench/*.c)) $(BENCH_KERNELS)
bench: $(BUILD)/bench/bench $(BUILD)/fordela
	@BENCH_PYTHON='$(PYTHON)' $< $(BUILD) $(PART)

bench-long: $(BUILD)/bench/bench
	@$< $(BUILD) long

# Everything anew into bench/README.md, whose last block it replaces.
bench-record: $(BUILD)/bench/bench $(BUILD)/fordela
	@BENCH_PYTHON='$(PYTHON)' $< $(BUILD) | tee $(BUILD)/bench/output
	@{ sed '/^```text$$/,$$d' bench/README.md; echo '```text'; \
	    cat $(BUILD)/bench/output; echo '```'; } > $(BUILD)/bench/README.md
	@cp $(BUILD)/bench/README.md bench/README.md

# What the engine is compared with; whatever is missing is skipped by name.
bench-contestants:
	@.ci/install-packages python3-numpy libsqlite3-dev
	@command -v npm > /dev/null || .ci/install-packages nodejs npm
	@mkdir -p $(BUILD)/contestants
	npm install --prefix $(BUILD)/contestants --no-save --no-audit --no-fund \
	    hyperformula@3
	@rm -f $(BUILD)/obj/bench/sqlite.o

$(BUILD)/bench/bench: $(call objects,$(BENCH_C)) $(BENCH_KERNELS) \
    $(BUILD)/libfordela.a
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(LINK) -o $@ $^ $(LIBS) $(if $(BENCH_SQLITE),-lsqlite3)

$(BUILD)/obj/bench/sqlite.o: COMPILE += $(if $(BENCH_SQLITE),-DBENCH_SQLITE)

$(BUILD)/obj/%.avx2.o: %.c $(BUILD)/flags
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(COMPILE) -O3 -mavx2 -mfma -mbmi -DBENCH_LANES=4 -MMD -MP -c -o $@ $<

$(BUILD)/obj/%.avx512.o: %.c $(BUILD)/flags
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(COMPILE) -O3 -mavx512f -mavx512bw -mavx512dq -mavx512vl -mfma -mbmi \
	    -mpopcnt -DBENCH_LANES=8 -MMD -MP -c -o $@ $<

# Twice in one file: a header needs its guard, too.
$(BUILD)/headers/%.ok: % $(HEADERS) $(BUILD)/flags
	@mkdir -p $(@D)
	@printf '#include "%s"\n#include "%s"\nextern int used;\n' \
	    '$(<:src/%=%)' '$(<:src/%=%)' | \
	    $(COMPILE) -I. -Werror -fsyntax-only -x c -
	@touch $@

# --- Man pages, completion, highlighting ----------------------------------

PACK_FILES := $(wildcard src/pack/vim/*/*.vim src/pack/vscode/*.json)
# The day of the last release, which stands in the man pages and packages.
RELEASED := $(shell LC_ALL=C date -u +%F -d "$$(sed -n \
    '/^ -- /{s/^ -- .*>  //p;q}' src/pack/debian/changelog)")

$(BUILD)/pack/generate: $(call objects,$(PACK_C)) $(BUILD)/libfordela.a
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(LINK) -o $@ $^ $(LIBS)

$(BUILD)/pack/done: $(BUILD)/pack/generate $(PROGRAMS) $(CATALOGUE) \
    $(PACK_FILES) src/pack/debian/changelog
	$(call say,PACK,$(BUILD)/pack)
	@rm -rf $(BUILD)/pack/man1 $(BUILD)/pack/sv
	$(Q)$(BUILD)/pack/generate $(PROGRAMS) $(BUILD)/pack $(RELEASED)
	@cp -R src/pack/vim src/pack/vscode $(BUILD)/pack
	@touch $@

all: $(BUILD)/pack/done
check-short: check-pack
.PHONY: check-pack packages-pack deb test-deb

# What is not there to try them with is skipped by name.
check-pack: all
	@tests/harness/check-pack.sh $(BUILD)

packages-pack:
	@.ci/install-packages man-db mandoc zsh vim nodejs

# --- Installing -----------------------------------------------------------

DEST  = $(DESTDIR)$(PREFIX)
LIB   = $(DESTDIR)$(LIBDIR)
SHARE = $(DEST)/share/fordela
MAN   = $(DEST)/share/man
BASH_ = $(DEST)/share/bash-completion/completions
ZSH_  = $(DESTDIR)$(ZSHDIR)
VIM_  = $(DEST)/share/vim/vimfiles

install: all
	install -d '$(DEST)/bin' '$(DEST)/include' '$(LIB)/pkgconfig' \
	    '$(SHARE)' '$(DEST)/share/locale/sv/LC_MESSAGES'
	install -m 644 $(CATALOGUE) '$(DEST)/share/locale/sv/LC_MESSAGES'
	install -m 755 $(PROGRAMS) '$(DEST)/bin'
	install -m 644 include/fordela.h '$(DEST)/include'
	install -m 644 $(BUILD)/libfordela.a '$(LIB)'
	install -m 644 $(BUILD)/libfordela.so \
	    '$(LIB)/libfordela.so.$(VERSION)'
	ln -sf libfordela.so.$(VERSION) '$(LIB)/$(SONAME)'
	ln -sf $(SONAME) '$(LIB)/libfordela.so'
	install -m 644 $(BUILD)/fordela.pc '$(LIB)/pkgconfig'
	rm -rf '$(SHARE)/formulas' '$(SHARE)/scenarios' '$(SHARE)/vscode'
	cp -R formulas scenarios $(BUILD)/pack/vscode '$(SHARE)'
	chmod -R u=rwX,go=rX '$(SHARE)'
	install -d '$(MAN)/man1' '$(MAN)/sv/man1' '$(MAN)/man5' '$(BASH_)' '$(ZSH_)' \
	    '$(VIM_)/syntax' '$(VIM_)/ftdetect'
	rm -f '$(MAN)'/man1/fordela-*.1 '$(MAN)'/sv/man1/fordela-*.1
	install -m 644 $(BUILD)/pack/man1/*.1 '$(MAN)/man1'
	install -m 644 $(BUILD)/pack/sv/man1/*.1 '$(MAN)/sv/man1'
	install -m 644 $(BUILD)/pack/man5/*.5 '$(MAN)/man5'
	install -m 644 $(BUILD)/pack/bash/fordela '$(BASH_)'
	install -m 644 $(BUILD)/pack/zsh/_fordela '$(ZSH_)'
	install -m 644 $(BUILD)/pack/vim/syntax/*.vim '$(VIM_)/syntax'
	install -m 644 $(BUILD)/pack/vim/ftdetect/*.vim '$(VIM_)/ftdetect'

uninstall:
	rm -f '$(DEST)/bin/fordela' '$(DEST)/bin/fordela-check' \
	    '$(DEST)/include/fordela.h' '$(LIB)/libfordela.a' \
	    '$(LIB)/libfordela.so' '$(LIB)/$(SONAME)' \
	    '$(LIB)/libfordela.so.$(VERSION)' \
	    '$(LIB)/pkgconfig/fordela.pc' \
	    '$(DEST)/share/locale/sv/LC_MESSAGES/fordela.mo'
	rm -rf '$(SHARE)'
	rm -f '$(MAN)'/man1/fordela.1 '$(MAN)'/man1/fordela-*.1 \
	    '$(MAN)'/sv/man1/fordela.1 '$(MAN)'/sv/man1/fordela-*.1 \
	    '$(MAN)/man5/fordela.5' '$(BASH_)/fordela' '$(ZSH_)/_fordela' \
	    '$(VIM_)/syntax/fordela.vim' '$(VIM_)/ftdetect/fordela.vim'

# --- Debian packages ------------------------------------------------------

# dpkg-dev finds what the programs depend on.
deb: all
	@.ci/install-packages dpkg-dev binutils xz-utils
	@MAKE='$(THIS_MAKE)' DEV_PACKAGES='$(filter %-dev,$(filter-out libc6-dev, \
	    $(BUILD_PACKAGES)))' src/pack/deb.sh $(BUILD)

# In a Debian 12 of its own, made by debootstrap: needs root and a mirror, and
# fails without them unless SKIP=1 asks to go without. MIRROR= another one.
test-deb: $(if $(SKIP),,deb)
	@$(if $(SKIP),:,.ci/install-packages debootstrap)
	@SKIP='$(SKIP)' MIRROR='$(MIRROR)' tests/harness/test-deb.sh $(BUILD)

# What each object includes, as the compiler wrote it down.
-include $(patsubst %.o,%.d,$(call objects,$(SOURCES) $(UNIT_C) \
    $(wildcard tests/harness/*.c tests/oracle/*.c tests/tiles/*.c \
                 tests/fuzz/*.c tests/threads/*.c tests/faults/*.c \
                 bench/*.c)) \
    $(BENCH_KERNELS))
