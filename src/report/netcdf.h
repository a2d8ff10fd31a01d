/* netcdf.h - the rows of a sweep as NetCDF, for R, Python and Julia. Only user
 * of libnetcdf.
 *
 * The classic 64-bit data format (CDF-5), which fails cleanly on a full disk
 * and can be gone on with to the same bytes; never NetCDF-4. Dimensions:
 * `scenario` (the rows), and each table that has results, by its name. Every
 * variable is of whole numbers, exact: an attribute scale_factor gives the
 * unit where it is not 1, and readers multiply by it.
 *
 *   PARAM(scenario), FIGURE_1(scenario), ..., RESULT(scenario, TABLE)
 *       attributes: units, long_name, marks, scale_factor, _FillValue
 *   reason(scenario)  0; else which of its attribute `meanings` (a line each,
 *       from 1) says why the row cannot be computed: its values are
 *       _FillValue; -1: for a reason that holds numbers of its own
 *   TABLE_code(TABLE, ...), TABLE_name(TABLE, ...)   texts, UTF-8, filled up
 *       with zeros
 *
 * Where a param or result has such a name (figure_1, reason), the other has "_"
 * behind it.
 *
 * Functions return false after an error, which netcdf_error tells.
 */
#ifndef FORDELA_NETCDF_H
#define FORDELA_NETCDF_H

#include "study/sweep.h"

typedef struct NetcdfOut NetcdfOut;

/* How a sweep becomes a file at path. Lives in the arena and pool; sources:
 * every input file. */
NetcdfOut *netcdf_new(Arena *arena, RatPool *pool, const Sweep *sweep,
                      const SourceList *sources, const char *path);
/* Makes the file, or with again opens it to go on, if its head is the one that
 * would be made. */
bool netcdf_begin(NetcdfOut *out, bool again);
/* Was it another? There is no error then. */
bool netcdf_is_foreign(const NetcdfOut *out);
/* Packs rows into the bytes of their unit; for any number of threads. */
void netcdf_rows(const NetcdfOut *out, const SweepRows *rows, Buf *bytes);
/* Writes a unit packed so: rows first to first + n - 1. */
bool netcdf_put(NetcdfOut *out, uint64_t first, size_t n, const Buf *bytes);
bool netcdf_sync(NetcdfOut *out);
/* May be called at any time. */
bool netcdf_close(NetcdfOut *out);
const char *netcdf_error(const NetcdfOut *out);
/* Bytes of the values of all rows. */
double netcdf_least(const NetcdfOut *out);

#endif
