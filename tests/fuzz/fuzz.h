/* fuzz.h - what the fuzz targets share.
 *
 * A target is one LLVMFuzzerTestOneInput: it returns 0 for whatever bytes it
 * gets, and aborts where the engine breaks a promise. libFuzzer calls it with
 * bytes it makes up, replay.c with those of files. No input may need another
 * process, the network, or a file outside the target's own folder.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the process as a crash, with the text, unless the promise holds. */
void fuzz_demand(bool holds, const char *promise);

/* ---- Several files in one input ---- */

/* Sections as in the case files: a line `-- NAME --`, then the bytes up to
 * the next such line. More than these are left out. */
#define FUZZ_FILES_MAX 16
#define FUZZ_NAME_MAX 64

typedef struct FuzzFile {
    char name[FUZZ_NAME_MAX];
    const uint8_t *at;      /* in the input */
    size_t n;
} FuzzFile;

/* Splits an input, returns the number of files. */
size_t fuzz_split(const uint8_t *data, size_t size,
                  FuzzFile file[FUZZ_FILES_MAX]);

/* ---- Files on disk ---- */

/* Writes a file into the target's own folder, which is made by the first call
 * in $TMPDIR (else /tmp) and removed when the process ends well. *path is its
 * path. False if the name holds more than letters, digits, "-", "_" and ".",
 * or begins with ".": then nothing is written. */
bool fuzz_put(const char *name, const uint8_t *data, size_t size,
              char path[4096]);
/* Removes it. */
void fuzz_remove(const char *name);

/* Writes all files of an input and returns their number. scenario: the path of
 * the first whose name ends in .scenario; "" if there is none. */
size_t fuzz_put_all(const uint8_t *data, size_t size,
                    FuzzFile file[FUZZ_FILES_MAX], char scenario[4096]);
void fuzz_remove_all(const FuzzFile *file, size_t n);

#endif
