/* netcdf_head.c - the head of a NetCDF file made, or an earlier one compared.
 *
 * A run that is gone on with finds a file that it did not make. Where its head
 * is not what this run would have written, its rows are of something else.
 */
#include <netcdf.h>
#include <string.h>

#include "report/netcdf_int.h"

static bool agree(NetcdfOut *out, bool same)
{
    out->foreign = out->foreign || !same;
    return same;
}

bool head_dimension(NetcdfOut *out, const char *name, size_t n, int *dim)
{
    size_t there = 0;
    if (!out->again)
        return netcdf_ok(out, nc_def_dim(out->file, name, n, dim));
    return agree(out, nc_inq_dimid(out->file, name, dim) == NC_NOERR
                          && nc_inq_dimlen(out->file, *dim, &there)
                                 == NC_NOERR
                          && there == n);
}

bool head_variable(NetcdfOut *out, const char *name, int type, int n,
                   const int *dim, int *var)
{
    int there[NC_MAX_VAR_DIMS], n_there = 0;
    nc_type kind = NC_NAT;
    if (!out->again)
        return netcdf_ok(out, nc_def_var(out->file, name, type, n, dim, var));
    return agree(out, nc_inq_varid(out->file, name, var) == NC_NOERR
                          && nc_inq_var(out->file, *var, NULL, &kind,
                                        &n_there, there, NULL) == NC_NOERR
                          && kind == type && n_there == n
                          && memcmp(there, dim, (size_t)n * sizeof *dim) == 0);
}

/* The attribute's bytes where it has this type and so many values, or NULL. */
static const void *attribute(NetcdfOut *out, int var, const char *name,
                             nc_type type, size_t n, size_t size)
{
    nc_type kind;
    size_t there;
    if (nc_inq_att(out->file, var, name, &kind, &there) != NC_NOERR
        || kind != type || there != n)
        return NULL;
    void *bytes = arena_alloc(out->arena, n * size + 1, sizeof(int64_t));
    return nc_get_att(out->file, var, name, bytes) == NC_NOERR ? bytes : NULL;
}

bool head_text(NetcdfOut *out, int var, const char *name, const char *text)
{
    size_t n = text == NULL ? 0 : strlen(text);
    if (n == 0)
        return true;
    if (!out->again)
        return netcdf_ok(out, nc_put_att_text(out->file, var, name, n, text));
    const char *there = attribute(out, var, name, NC_CHAR, n, 1);
    return agree(out, there != NULL && memcmp(there, text, n) == 0);
}

bool head_real(NetcdfOut *out, int var, const char *name, double value)
{
    if (!out->again)
        return netcdf_ok(out, nc_put_att_double(out->file, var, name,
                                                NC_DOUBLE, 1, &value));
    const double *there = attribute(out, var, name, NC_DOUBLE, 1,
                                    sizeof value);
    return agree(out, there != NULL && *there == value);
}

bool head_whole(NetcdfOut *out, int var, const char *name, int64_t value)
{
    const long long wide = value;
    if (!out->again)
        return netcdf_ok(out, nc_put_att_longlong(out->file, var, name,
                                                  NC_INT64, 1, &wide));
    const long long *there = attribute(out, var, name, NC_INT64, 1,
                                       sizeof wide);
    return agree(out, there != NULL && *there == wide);
}

static bool same_hashes(const char *a, const char *b)
{
    while (*a != '\0' && strncmp(a, b, 64) == 0) {
        a += strcspn(a, "\n");
        b += strcspn(b, "\n");
        if (*a != *b)
            return false;
        a += *a != '\0';
        b += *b != '\0';
    }
    return *a == *b;
}

bool head_inputs(NetcdfOut *out, const char *name, const char *text)
{
    size_t n = 0;
    if (!out->again)
        return head_text(out, NC_GLOBAL, name, text);
    if (nc_inq_attlen(out->file, NC_GLOBAL, name, &n) != NC_NOERR)
        return agree(out, false);
    char *there = ARENA_ARRAY(out->arena, char, n + 1);
    return agree(out, nc_get_att_text(out->file, NC_GLOBAL, name, there)
                              == NC_NOERR
                          && same_hashes(text, there));
}

/* Its dimensions, and so its bytes, were compared before. */
bool head_letters(NetcdfOut *out, int var, const char *all, size_t n)
{
    if (!out->again)
        return netcdf_ok(out, nc_put_var_text(out->file, var, all));
    char *there = ARENA_ARRAY(out->arena, char, n + 1);
    return agree(out, nc_get_var_text(out->file, var, there) == NC_NOERR
                          && memcmp(there, all, n) == 0);
}
