/* netcdf.c - the rows of a sweep into a NetCDF file. */
#include "report/netcdf.h"

#include <netcdf.h>
#include <string.h>

#include "report/netcdf_int.h"

NetcdfOut *netcdf_new(Arena *arena, RatPool *pool, const Sweep *sweep,
                      const SourceList *sources, const char *path)
{
    const Plan *plan = sweep->plan;
    NetcdfOut *out = ARENA_NEW(arena, NetcdfOut);
    *out = (NetcdfOut){.arena = arena, .pool = pool, .sweep = sweep,
                       .sources = sources, .path = path, .file = -1};
    out->var = ARENA_ARRAY(arena, NetcdfVar,
                           plan->n_inputs + sweep->n_shown + 1);
    for (size_t i = 0; i < plan->n_inputs; i++)
        if (plan->input[i].def->table < 0)
            out->var[out->n_inputs++] = (NetcdfVar){.n = 1, .from = i};
    out->n_vars = out->n_inputs;
    for (size_t i = 0; i < sweep->n_shown; i++)
        out->var[out->n_vars++] = (NetcdfVar){.n = plan->output[i].n,
                                              .from = i};
    size_t at = 0;
    for (size_t i = 0; i < out->n_vars; i++) {
        out->var[i].at = at;
        at += out->var[i].n * sizeof(int64_t);
    }
    out->reason_at = at;
    out->row_bytes = at + 1;
    return out;
}

bool netcdf_ok(NetcdfOut *out, int status)
{
    if (status != NC_NOERR && out->error == NULL)
        out->error = arena_string(out->arena, nc_strerror(status));
    return status == NC_NOERR;
}

const char *netcdf_error(const NetcdfOut *out)
{
    return out->error;
}

bool netcdf_is_foreign(const NetcdfOut *out)
{
    return out->foreign;
}

double netcdf_least(const NetcdfOut *out)
{
    return (double)out->sweep->n * (double)out->row_bytes;
}

bool netcdf_begin(NetcdfOut *out, bool again)
{
    int before;
    out->again = again;
    if (!again)
        return netcdf_ok(out, nc_create(out->path,
                                        NC_CLOBBER | NC_64BIT_DATA,
                                        &out->file))
               && netcdf_ok(out, nc_set_fill(out->file, NC_NOFILL, &before))
               && netcdf_define(out) && netcdf_put_codes(out);
    return netcdf_ok(out, nc_open(out->path, NC_WRITE, &out->file))
           && netcdf_ok(out, nc_set_fill(out->file, NC_NOFILL, &before))
           && netcdf_define(out) && netcdf_put_codes(out);
}

/* ---- Packing, by threads ---- */

/* A unit's bytes: of each variable all its rows, then the reasons. */
static int64_t *var_place(const NetcdfOut *out, Buf *bytes, size_t i,
                          size_t row)
{
    char *at = bytes->at + out->var[i].at * out->sweep->unit;
    return (int64_t *)(void *)at + row * out->var[i].n;
}

static signed char reason_code(const Plan *plan, const char *reason)
{
    size_t i = reason == NULL ? 0 : sweep_reason(plan, reason) + 1;
    return i > plan->n_reasons || i > NETCDF_REASONS ? -1 : (signed char)i;
}

static void pack_output(const NetcdfOut *out, const SweepRows *rows,
                        size_t var, Buf *bytes)
{
    size_t n = out->var[var].n;
    int64_t *to = var_place(out, bytes, var, rows->at);
    memcpy(to, rows->out[out->var[var].from], rows->n * n * sizeof *to);
    for (size_t i = 0; i < rows->n; i++)
        for (size_t row = 0; rows->reason[i] != NULL && row < n; row++)
            to[i * n + row] = NETCDF_FILL;
}

void netcdf_rows(const NetcdfOut *out, const SweepRows *rows, Buf *bytes)
{
    const Plan *plan = out->sweep->plan;
    size_t unit = out->sweep->unit;
    if (bytes->n == 0)
        buf_add_repeat(bytes, 0, out->row_bytes * unit);
    for (size_t k = 0; k < out->n_inputs; k++) {
        int64_t *to = var_place(out, bytes, k, rows->at);
        for (size_t i = 0; i < rows->n; i++)
            to[i] = (int64_t)rows->input[out->var[k].from][i];
    }
    for (size_t k = out->n_inputs; k < out->n_vars; k++)
        pack_output(out, rows, k, bytes);
    for (size_t i = 0; i < rows->n; i++)
        bytes->at[out->reason_at * unit + rows->at + i] =
            reason_code(plan, rows->reason[i]);
}

/* ---- Writing, by one thread ---- */

bool netcdf_put(NetcdfOut *out, uint64_t first, size_t n, const Buf *bytes)
{
    size_t unit = out->sweep->unit;
    for (size_t i = 0; i < out->n_vars; i++) {
        const NetcdfVar *var = &out->var[i];
        size_t start[] = {(size_t)first, 0}, count[] = {n, var->n};
        const void *at = bytes->at + var->at * unit;
        if (!netcdf_ok(out, nc_put_vara_longlong(out->file, var->id, start,
                                                 count, at)))
            return false;
    }
    size_t start = (size_t)first;
    const void *at = bytes->at + out->reason_at * unit;
    return netcdf_ok(out, nc_put_vara_schar(out->file, out->reason_id,
                                            &start, &n, at));
}

bool netcdf_sync(NetcdfOut *out)
{
    return netcdf_ok(out, nc_sync(out->file));
}

bool netcdf_close(NetcdfOut *out)
{
    int file = out->file;
    out->file = -1;
    return file < 0 || netcdf_ok(out, nc_close(file));
}
