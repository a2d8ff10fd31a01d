/* chk_file.c - files: the certificate's bytes, and its inputs' SHA-256. */
#include <errno.h>
#include <fcntl.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "checker/checker.h"

char *chk_read_file(const char *path, size_t *n)
{
    struct stat info;
    /* A pipe without a writer would be waited for. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    char *text = NULL;
    *n = 0;
    if (fd < 0)
        return NULL;
    if (fstat(fd, &info) != 0) {
        ;
    } else if (!S_ISREG(info.st_mode)) {
        errno = S_ISDIR(info.st_mode) ? EISDIR : EINVAL;
    } else if (info.st_size < 0 || (size_t)info.st_size > FILE_BYTES_MAX) {
        errno = EFBIG;
    } else {
        text = malloc((size_t)info.st_size + 1);
    }
    while (text && *n < (size_t)info.st_size) {
        ssize_t got = read(fd, text + *n, (size_t)info.st_size - *n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            int error = errno;
            free(text);
            text = NULL;
            errno = error;
        }
        if (got <= 0)
            break;
        *n += (size_t)got;
    }
    int error = errno;
    close(fd);
    errno = error;
    return text;
}

void chk_sha256(const char *text, size_t n, char out[65])
{
    static const char hex[] = "0123456789abcdef";
    struct sha256_ctx context;
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_init(&context);
    sha256_update(&context, n, (const uint8_t *)text);
    sha256_digest(&context, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        out[2 * i] = hex[digest[i] >> 4];
        out[2 * i + 1] = hex[digest[i] & 15];
    }
    out[64] = '\0';
}

/* Is there no such file here, or none that may be read? All else is a fault of
 * the machine, which must not look like that. */
static bool is_absent(int error)
{
    switch (error) {
    case ENOENT: case ENOTDIR: case ELOOP: case ENAMETOOLONG:
    case EACCES: case EPERM: case EISDIR: case EINVAL: case ENXIO: case EFBIG:
        return true;
    default:
        return false;
    }
}

static bool compare_input(Check *c, const char *folder, const char *file,
                          const char *sha256)
{
    char found[65];
    size_t n;
    const char *path = *file == '/' || !*folder
                           ? file
                           : chk_format(c, "%s/%s", folder, file);
    char *text = chk_read_file(path, &n);
    if (!text && !is_absent(errno))
        return chk_fail(c, CHK_MACHINE, "\"%s\" cannot be read: %s", path,
                        chk_tr(strerrordesc_np(errno)));
    if (!text) {
        c->n_absent++;
        return true;
    }
    chk_sha256(text, n, found);
    free(text);
    c->n_compared++;
    return strcmp(found, sha256) == 0
           || chk_wrong(c, NULL, "%s is another file than the one that was "
                        "read", file);
}

bool chk_inputs(Check *c, const Node *list, const char *folder)
{
    c->where = "inputs";
    for (const Node *node = list->first; node; node = node->next) {
        if (!chk_members(c, node, "file sha256"))
            return false;
        const Node *file = chk_member(c, node, "file", NODE_TEXT);
        const Node *digest = chk_member(c, node, "sha256", NODE_TEXT);
        if (!file || !digest)
            return false;
        if (strlen(digest->text) != 64
            || strspn(digest->text, "0123456789abcdef") != 64)
            return chk_fail(c, CHK_FORM, "not a certificate: inputs: the "
                            "SHA-256 of %s is none", file->text);
        if (folder
            && !compare_input(c, folder, file->text, digest->text))
            return false;
    }
    return true;
}
