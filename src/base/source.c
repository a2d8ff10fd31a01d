/* source.c - reading a file whole, and finding lines and columns in it. */
#include "base/source.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/utf8.h"

void source_sha256(const char *bytes, size_t len, char out[65])
{
    static const char hex[] = "0123456789abcdef";
    struct sha256_ctx ctx;
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_init(&ctx);
    sha256_update(&ctx, len, (const uint8_t *)bytes);
    sha256_digest(&ctx, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        out[2 * i] = hex[digest[i] >> 4];
        out[2 * i + 1] = hex[digest[i] & 15];
    }
    out[64] = '\0';
}

/* A line ends at LF, CRLF, or (old files) at a CR alone. */
static bool ends_line(const char *text, size_t len, size_t at)
{
    return text[at] == '\n' ||
           (text[at] == '\r' && (at + 1 == len || text[at + 1] != '\n'));
}

static void find_lines(Arena *arena, Source *source)
{
    size_t n = 1;
    for (size_t i = 0; i < source->len; i++)
        n += ends_line(source->text, source->len, i);
    source->line = ARENA_ARRAY(arena, uint32_t, n);
    source->n_lines = n;
    n = 1;
    for (size_t i = 0; i < source->len; i++)
        if (ends_line(source->text, source->len, i))
            source->line[n++] = (uint32_t)(i + 1);
}

/* bytes: zero-terminated and already owned by the arena. */
static Source *source_over(Arena *arena, const char *path, const char *bytes,
                           size_t len)
{
    assert(len <= SOURCE_BYTES_MAX);
    Source *source = ARENA_NEW(arena, Source);
    source->path = arena_string(arena, path);
    source_sha256(bytes, len, source->sha256);
    size_t bom = len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    source->text = bytes + bom;
    source->len = len - bom;
    find_lines(arena, source);
    return source;
}

Source *source_make(Arena *arena, const char *path, const char *text,
                    size_t len)
{
    return source_over(arena, path, arena_copy(arena, text, len), len);
}

static SourceStatus status_of_errno(int error)
{
    return error == ENOENT || error == ENOTDIR || error == ENAMETOOLONG
               ? SOURCE_MISSING
               : SOURCE_UNREADABLE;
}

static SourceStatus status_of_mode(const struct stat *st)
{
    if (S_ISDIR(st->st_mode))
        return SOURCE_DIRECTORY;
    if (!S_ISREG(st->st_mode))
        return SOURCE_UNREADABLE;
    return (uintmax_t)st->st_size > SOURCE_BYTES_MAX ? SOURCE_TOO_LARGE
                                                     : SOURCE_OK;
}

/* Only regular files: looked at before opening, since opening a device may
 * do something, and again after, since the path may mean another file by
 * then; O_NONBLOCK so that a pipe put there meanwhile cannot hang us. */
static SourceStatus open_regular(const char *path, int *fd, struct stat *st)
{
    if (stat(path, st) != 0)
        return status_of_errno(errno);
    SourceStatus status = status_of_mode(st);
    if (status != SOURCE_OK)
        return status;
    *fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (*fd < 0)
        return status_of_errno(errno);
    status = fstat(*fd, st) != 0 ? SOURCE_UNREADABLE : status_of_mode(st);
    if (status != SOURCE_OK)
        close(*fd);
    return status;
}

/* Reads to the end, whatever size was announced: the file may grow. */
static SourceStatus read_all(Arena *arena, int fd, size_t expected,
                             char **text, size_t *len)
{
    size_t cap = expected + 1, n = 0;
    char *at = arena_alloc(arena, cap + 1, 1);
    for (;;) {
        if (n == cap)
            at = arena_grow(arena, at, n, &cap, 1);
        size_t room = cap - n > SSIZE_MAX ? SSIZE_MAX : cap - n;
        ssize_t got = read(fd, at + n, room);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return SOURCE_UNREADABLE;
        if (got == 0)
            break;
        n += (size_t)got;
        if (n > SOURCE_BYTES_MAX)
            return SOURCE_TOO_LARGE;
    }
    if (n == cap)
        at = arena_grow(arena, at, n, &cap, 1);
    at[n] = '\0';
    *text = at;
    *len = n;
    return SOURCE_OK;
}

SourceStatus source_read(Arena *arena, const char *path, Source **out)
{
    int fd = -1;
    struct stat st;
    char *text = NULL;
    size_t len = 0;
    *out = NULL;
    SourceStatus status = open_regular(path, &fd, &st);
    if (status != SOURCE_OK)
        return status;
    status = read_all(arena, fd, (size_t)st.st_size, &text, &len);
    close(fd);
    if (status == SOURCE_OK)
        *out = source_over(arena, path, text, len);
    return status;
}

/* The last line that starts at or before offset. */
static size_t line_index(const Source *source, uint32_t offset)
{
    size_t low = 0, high = source->n_lines;
    while (high - low > 1) {
        size_t mid = low + (high - low) / 2;
        if (source->line[mid] <= offset)
            low = mid;
        else
            high = mid;
    }
    return low;
}

LineCol source_line_col(const Source *source, uint32_t offset)
{
    if (offset > source->len)
        offset = (uint32_t)source->len;
    size_t line = line_index(source, offset);
    size_t col = 1;
    for (size_t at = source->line[line]; at < offset; col++) {
        size_t size;
        utf8_next(source->text + at, source->len - at, &size);
        at += size == 0 ? 1 : size;
    }
    return (LineCol){line + 1, col};
}

char *source_cell(Arena *arena, const Source *source, uint32_t offset)
{
    char letters[8];
    size_t n = sizeof letters - 1;
    size_t line = line_index(source, offset);
    unsigned col = 1;
    for (size_t at = source->line[line]; at < offset; at++)
        col += source->text[at] == '\t';
    letters[n] = '\0';
    for (; col > 0; col = (col - 1) / 26)
        letters[--n] = (char)('A' + (col - 1) % 26);
    return arena_format(arena, "'%s'!%s%zu", source->sheet, letters + n,
                        line + 1);
}

const char *source_shown(Arena *arena, const Source *source)
{
    return source->sheet == NULL
               ? source->path
               : arena_format(arena, "%s#%s", source->path, source->sheet);
}

/* What cannot be looked at may be one: ".." stays then, and the kernel takes
 * it. */
static bool is_link(const char *path)
{
    struct stat at;
    return lstat(path, &at) == 0 ? S_ISLNK(at.st_mode)
                                 : errno != ENOENT && errno != ENOTDIR;
}

/* Takes "." and "a/.." out of path, in place; with links not where a is one,
 * for ".." is beside what it leads to. */
static void path_clean(char *path, bool links)
{
    bool absolute = path[0] == '/';
    size_t out = absolute;      /* bytes kept */
    size_t fixed = out;         /* not undone by "..": the root, "../.." */
    for (const char *at = path + absolute; *at != '\0';) {
        size_t n = strcspn(at, "/");
        const char *part = at;
        at += n;
        at += strspn(at, "/");
        if (n == 0 || (n == 1 && part[0] == '.'))
            continue;
        bool up = n == 2 && part[0] == '.' && part[1] == '.';
        if (up && out > fixed)
            path[out] = '\0';
        if (up && out > fixed && !(links && is_link(path))) {
            while (out > fixed && path[out - 1] != '/')
                out--;
            if (out > fixed)
                out--;
            continue;
        }
        if (up && absolute && out == fixed && path[fixed - 1] == '/')
            continue;           /* at the root */
        if (out > absolute)
            path[out++] = '/';
        memmove(path + out, part, n);
        out += n;
        if (up)
            fixed = out;
    }
    if (out == 0)
        path[out++] = '.';
    path[out] = '\0';
}

static char *join(Arena *arena, const char *beside, const char *file,
                  bool links)
{
    const char *slash = beside == NULL ? NULL : strrchr(beside, '/');
    char *path;
    if (slash == NULL || file[0] == '/')
        path = arena_format(arena, "%s%s", file, file[0] == '\0' ? "." : "");
    else
        path = arena_format(arena, "%.*s%s", (int)(slash - beside + 1),
                            beside, file);
    path_clean(path, links);
    return path;
}

char *path_join(Arena *arena, const char *beside, const char *file)
{
    return join(arena, beside, file, true);
}

char *path_join_plain(Arena *arena, const char *beside, const char *file)
{
    return join(arena, beside, file, false);
}

const char *path_real(Arena *arena, const char *path)
{
    char *real = realpath(path, NULL);
    if (real == NULL && errno == ENOMEM)
        mem_out();
    const char *copy = arena_string(arena, real == NULL ? path : real);
    free(real);
    return copy;
}

Place place_join(Place from, Place to)
{
    if (from.source == NULL)
        return to;
    if (to.source == from.source) {
        if (to.span.from < from.span.from)
            from.span.from = to.span.from;
        if (to.span.to > from.span.to)
            from.span.to = to.span.to;
    }
    return from;
}
