/* bulk.h - what sweep and simulate share: options, progress, and a file that
 * can be gone on with.
 */
#ifndef FORDELA_BULK_H
#define FORDELA_BULK_H

#include "api/part_file.h"
#include "report/netcdf.h"
#include "report/report_sweep.h"

typedef struct Bulk {
    fordela *f;
    const fordela_sweep_options *options;
    const Sweep *sweep;
    const SweepCsv *csv;        /* rows as CSV, or */
    NetcdfOut *netcdf;          /* as NetCDF, or neither: no rows are put */
    bool draws;                 /* csv is of what was drawn */
    const SweepFill *fill;      /* other inputs than the sweep's own, or NULL */
    PartFile part;
    const Lanes *lanes;
    bool exact_only;
    uint64_t first;             /* row this call begins with */
    uint64_t done;
    double began, looked, kept; /* seconds */
    double pause;               /* until the state is kept again */
    bool resting;               /* to keep the state */
    bool stopped;               /* by the caller */
    bool failed;                /* the caller's writer */
} Bulk;

/* ---- bulk_load.c ---- */

/* Takes the scenario, with the options' lines in it, through the stages;
 * chooses the lanes. False after a fault or wrong use. verb: "varied". */
bool bulk_load(Bulk *b, Stage last, const char *verb);
/* Every result that is a number or a flag, as study_sweep asks. */
size_t bulk_results(Bulk *b, const Def *const **out);
/* What makes this work this work and no other: the inputs, the options and the
 * units that rows are counted in, and what the caller adds to it. */
const char *bulk_key(Bulk *b, const char *more);

/* ---- bulk.c ---- */

/* "1 234 567" */
const char *bulk_number(const Bulk *b, uint64_t n);
/* Rows go to the output as CSV or NetCDF from here on. */
void bulk_rows_out(Bulk *b);
/* Opens the output and writes its head, or goes on with it. */
bool bulk_begin(Bulk *b, const char *key);

/* The parts of a SweepSink; context is the Bulk. `keep` is what the state
 * keeps besides. */
void bulk_rows(const Bulk *b, const SweepRows *rows, Buf *out);
bool bulk_put(Bulk *b, uint64_t first, size_t n, const Buf *bytes);
SweepTurn bulk_turn(Bulk *b, uint64_t done);
/* Does nothing unless bulk_turn asked to rest. */
bool bulk_keep(Bulk *b, uint64_t done, const Buf *keep);

/* All of these, where no more is to be done. */
SweepSink bulk_sink(Bulk *b);

/* Runs the sink over rows first .. end - 1, units being counted from begin;
 * counts are added to. */
typedef struct BulkRange {
    uint64_t begin, first, end;
} BulkRange;
bool bulk_run(Bulk *b, const SweepSink *sink, BulkRange range,
              fordela_sweep_counts *counts);
/* To the caller, who may want nothing. */
bool bulk_give(Bulk *b, const Buf *bytes);
/* To the output, or the caller. */
bool bulk_bytes(Bulk *b, const Buf *bytes);
/* Gives the output its name. */
bool bulk_finish(Bulk *b);
/* Closes what is open; the status of the call. */
fordela_status bulk_end(Bulk *b, bool good);

#endif
