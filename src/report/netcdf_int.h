/* netcdf_int.h - between the files that write NetCDF. */
#ifndef FORDELA_NETCDF_INT_H
#define FORDELA_NETCDF_INT_H

#include "report/netcdf.h"

/* What a row that cannot be computed has for a value. */
#define NETCDF_FILL INT64_MIN
/* Reasons that a byte can number. */
#define NETCDF_REASONS 127
#define REASON_NAME "reason"

typedef struct NetcdfVar {
    int id;
    size_t n;               /* values in a row */
    size_t at;              /* bytes of a row before it */
    size_t from;            /* the plan's input or output */
} NetcdfVar;

struct NetcdfOut {
    Arena *arena;
    RatPool *pool;
    const Sweep *sweep;
    const SourceList *sources;
    const char *path;
    int file;               /* the library's number, or -1 */
    NetcdfVar *var;         /* params that vary or are drawn, then outputs */
    size_t n_inputs, n_vars;
    int reason_id;
    size_t reason_at, row_bytes;
    const char *error;      /* the first, or NULL */
    bool again;             /* the head is there: compare it */
    bool foreign;           /* and is not this run's */
};

/* False, and the error kept, unless status is NC_NOERR. */
bool netcdf_ok(NetcdfOut *out, int status);
/* The name of a variable in the file. */
const char *netcdf_name(NetcdfOut *out, size_t var);
/* A name that no param or result has: name, or with "_" behind it. */
const char *netcdf_own_name(NetcdfOut *out, const char *name);
/* Dimensions, variables and attributes; ends define mode. */
bool netcdf_define(NetcdfOut *out);
/* The codes and names of the rows of tables. */
bool netcdf_put_codes(NetcdfOut *out);

/* ---- netcdf_head.c: each part of the head, defined or compared ---- */

bool head_dimension(NetcdfOut *out, const char *name, size_t n, int *dim);
bool head_variable(NetcdfOut *out, const char *name, int type, int n,
                   const int *dim, int *var);
/* Attributes; an empty text has none. */
bool head_text(NetcdfOut *out, int var, const char *name, const char *text);
bool head_real(NetcdfOut *out, int var, const char *name, double value);
bool head_whole(NetcdfOut *out, int var, const char *name, int64_t value);
/* Lines of a SHA-256 and a path; that may be another from another folder. */
bool head_inputs(NetcdfOut *out, const char *name, const char *text);
/* All n letters of a variable. */
bool head_letters(NetcdfOut *out, int var, const char *all, size_t n);

#endif
