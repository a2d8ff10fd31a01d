/* replay.c - the main of a fuzz target where no fuzzer brings one.
 *
 *     TARGET FILE...
 *
 * Gives the target each file in turn; the last line says how many. A broken
 * promise, a sanitizer's report or a file that takes HANG_SECONDS ends the
 * process by a signal or with a status other than 0.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "fuzz.h"

/* Far beyond what a seed takes, under sanitizers and on a busy machine. */
#define HANG_SECONDS 60

static uint8_t *read_file(const char *path, size_t *n)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0)
        return NULL;
    long size = ftell(file);
    rewind(file);
    /* One byte more would hide a read past the end from the sanitizer. */
    uint8_t *data = size < 0 ? NULL : malloc((size_t)size);
    *n = size < 0 ? 0 : (size_t)size;
    if (*n > 0 && (data == NULL || fread(data, 1, *n, file) != *n)) {
        free(data);
        data = NULL;
    }
    fclose(file);
    return data;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "replay: name the files to replay\n");
        return 2;
    }
    for (int i = 1; i < argc; i++) {
        size_t n = 0;
        uint8_t *data = read_file(argv[i], &n);
        if (data == NULL && n > 0) {
            perror(argv[i]);
            return 2;
        }
        alarm(HANG_SECONDS);
        LLVMFuzzerTestOneInput(data, n);
        free(data);
    }
    printf("%d inputs replayed\n", argc - 1);
    return 0;
}
