/* fuzz_xlsx.c - any bytes as a workbook, and any XML in a sound one.
 *
 * Sections (fuzz.h) are the parts of a workbook and are put into a zip file
 * here, for no fuzzer finds checksums by itself. Whatever begins as a zip file
 * or has no sections is read as it stands.
 */
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "fuzz.h"
#include "table/cell.h"
#include "table/xlsx.h"

static void read_workbook(const void *bytes, size_t n)
{
    Arena *arena = arena_new();
    Diags *diags = diags_new(arena);
    Source *source = source_make(arena, "fuzz.xlsx", bytes, n);
    Csv *csv = xlsx_read(arena, source, NULL, (Place){0}, diags);
    fuzz_demand((csv == NULL) == diags_failed(diags),
                "a sheet or a fault, never both");
    if (csv != NULL && csv->n_rows > 0)
        source_cell(arena, csv->source, csv->cell[0].span.from);
    Buf shown = {0};
    diags_render(diags, &shown);
    buf_free(&shown);
    xlsx_is_whole(arena, source);
    arena_free(arena);
}

/* The zip file's bytes, freed by the caller; NULL where libzip will not have
 * the names. */
static void *pack(const FuzzFile *file, size_t n_files, size_t *n)
{
    void *bytes = NULL;
    zip_stat_t stat;
    zip_source_t *to = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_source_keep(to);
    zip_t *zip = zip_open_from_source(to, ZIP_TRUNCATE, NULL);
    for (size_t i = 0; i < n_files; i++) {
        zip_source_t *part = zip_source_buffer(zip, file[i].at, file[i].n, 0);
        zip_int64_t at = zip_file_add(zip, file[i].name, part, 0);
        if (at < 0)
            zip_source_free(part);
        else
            zip_set_file_compression(zip, (zip_uint64_t)at, ZIP_CM_STORE, 0);
    }
    if (zip_close(zip) != 0) {
        zip_discard(zip);
    } else if (zip_source_stat(to, &stat) == 0 && zip_source_open(to) == 0) {
        bytes = malloc(stat.size);
        *n = (size_t)zip_source_read(to, bytes, stat.size);
        zip_source_close(to);
    }
    zip_source_free(to);
    return bytes;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    FuzzFile file[FUZZ_FILES_MAX];
    bool zipped = size >= 2 && memcmp(data, "PK", 2) == 0;
    size_t n_files = zipped ? 0 : fuzz_split(data, size, file), n = 0;
    if (n_files == 0) {
        read_workbook(data, size);
        return 0;
    }
    void *bytes = pack(file, n_files, &n);
    if (bytes != NULL)
        read_workbook(bytes, n);
    free(bytes);
    return 0;
}
