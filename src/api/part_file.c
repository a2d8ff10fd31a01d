/* part_file.c - a large file written bit by bit, that can be gone on with. */
#include "api/part_file.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/tr.h"

#define STATE_HEAD "fordela partial 2\nsha256 "

/* ---- Faults ---- */

/* A file itself, no link to one: those would be written through. */
static bool is_file(const char *path)
{
    struct stat at;
    return lstat(path, &at) == 0 && S_ISREG(at.st_mode);
}

bool part_failed(PartFile *part, const char *path, const char *why)
{
    diag_add(part->f->work.diags, DIAG_MACHINE, (Place){0},
             is_file(part->state)
                 ? N_("put that right; the same command with --resume goes on")
                 : N_("name a file in a folder that exists, has room and may "
                      "be written"),
             "\"%s\" cannot be written: %s", path, why);
    return false;
}

static bool cannot_write(PartFile *part, const char *path, int error)
{
    return part_failed(part, path, tr_error(error));
}

static bool cannot_read(PartFile *part, const char *path)
{
    diag_add(part->f->work.diags, DIAG_MACHINE, (Place){0}, NULL,
             "\"%s\" cannot be read: %s", path, tr_error(errno));
    return false;
}

bool part_look(PartFile *part, const char *path, PartThere *there)
{
    struct stat at;
    if (lstat(path, &at) == 0)
        *there = S_ISREG(at.st_mode) ? PART_FILE : PART_OTHER;
    else if (errno == ENOENT)
        *there = PART_ABSENT;
    else
        return cannot_read(part, path);
    return true;
}

static bool refuse(PartFile *part, const char *way_out, const char *path,
                   const char *what)
{
    api_refuse(part->f, way_out, "\"%s\" %s", path, what);
    return false;
}

/* ---- The state ---- */

static bool write_all(int fd, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t done = write(fd, bytes, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return false;
        bytes += done;
        n -= (size_t)done;
    }
    return true;
}

static bool read_all(int fd, Buf *out)
{
    char bytes[65536];
    for (;;) {
        ssize_t n = read(fd, bytes, sizeof bytes);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n == 0;
        buf_add_n(out, bytes, (size_t)n);
    }
}

#define NO_DIGEST \
    "0000000000000000000000000000000000000000000000000000000000000000"
#define BODY_AT (sizeof STATE_HEAD NO_DIGEST - 1)

/* A digest of what follows (against accidents): key, rows done, bytes written,
 * then what is kept besides. */
static void state_print(const PartFile *part, const Buf *kept, Buf *out)
{
    char digest[65];
    buf_addf(out, STATE_HEAD NO_DIGEST "\nkey %s\ndone %" PRIu64
                  "\nbytes %" PRIu64 "\nkept %zu\n", part->key, part->done,
             part->bytes, kept == NULL ? (size_t)0 : kept->n);
    if (kept != NULL)
        buf_add_n(out, kept->at, kept->n);
    source_sha256(out->at + BODY_AT, out->n - BODY_AT, digest);
    memcpy(out->at + BODY_AT - 64, digest, 64);
}

static bool state_is_sound(const Buf *text)
{
    char digest[65];
    if (text->n <= BODY_AT
        || memcmp(text->at, STATE_HEAD, strlen(STATE_HEAD)) != 0)
        return false;
    source_sha256(text->at + BODY_AT, text->n - BODY_AT, digest);
    return memcmp(text->at + BODY_AT - 64, digest, 64) == 0;
}

static bool state_parse(PartFile *part, const Buf *text, char key[65])
{
    int at = 0;
    size_t kept = 0, from = BODY_AT;
    if (!state_is_sound(text)
        || sscanf(text->at + from, "\nkey %64[0-9a-f]\ndone %" SCNu64
                                   "\nbytes %" SCNu64 "\nkept %zu%n", key,
                  &part->done, &part->bytes, &kept, &at) != 4
        || text->at[from += (size_t)at] != '\n'
        || text->n - from - 1 != kept || part->done > part->most)
        return false;
    buf_add_n(&part->kept, text->at + from + 1, kept);
    return true;
}

static bool state_write(PartFile *part, const Buf *kept)
{
    const char *fresh = arena_format(part->f->arena, "%s-new", part->state);
    Buf text = {0};
    state_print(part, kept, &text);
    unlink(fresh);      /* left by a killed run, or a link */
    int fd = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    bool good = fd >= 0 && write_all(fd, text.at, text.n) && fsync(fd) == 0;
    int error = errno;
    if (fd >= 0 && close(fd) != 0 && good) {
        good = false;
        error = errno;
    }
    if (good && rename(fresh, part->state) != 0) {
        good = false;
        error = errno;
    }
    buf_free(&text);
    if (!good)
        unlink(fresh);
    return good ? true : cannot_write(part, part->state, error);
}

/* ---- Beginning ---- */

bool part_is_other(PartFile *part)
{
    return refuse(part, tr("give the command and the files as they were, or "
                           "begin anew with --force"),
                  part->partial,
                  tr("was begun with other options or other input files"));
}

static bool state_read(PartFile *part, Buf *text)
{
    int fd = open(part->state,
                  O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    bool good = (fd >= 0 && read_all(fd, text))
                || cannot_read(part, part->state);
    if (fd >= 0)
        close(fd);
    return good;
}

/* Goes on where the state of an earlier run says, if nobody else shortened the
 * file. */
static bool go_on(PartFile *part)
{
    Buf text = {0};
    char key[65] = "";
    struct stat at;
    bool read = state_read(part, &text);
    bool good = read && state_parse(part, &text, key);
    buf_free(&text);
    if (!read)
        return false;
    if (fstat(part->fd, &at) != 0)
        return cannot_read(part, part->partial);
    if (!good || (uint64_t)at.st_size < part->bytes)
        return refuse(part, tr("begin anew with --force"),
                      part->state,
                      tr("does not say how far the interrupted run was"));
    if (strcmp(key, part->key) != 0)
        return part_is_other(part);
    part->resumed = true;
    return true;
}

/* Opens partial and locks it, so that no other run writes there. Whoever had
 * it before may have given it its name meanwhile. */
static bool take(PartFile *part)
{
    struct stat mine, now = {0};
    PartThere there;
    if (!part_look(part, part->partial, &there))
        return false;
    if (there == PART_OTHER)
        return refuse(part, tr("move it away, or name another file"),
                      part->partial, tr("is not a file"));
    int fd = open(part->partial,
                  O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK,
                  0666);
    if (fd < 0)
        return cannot_write(part, part->path, errno);
    bool locked = flock(fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
    if (fstat(fd, &mine) != 0
        || (stat(part->partial, &now) != 0 && errno != ENOENT)) {
        cannot_read(part, part->partial);
        close(fd);
        return false;
    }
    if (!locked || mine.st_dev != now.st_dev || mine.st_ino != now.st_ino) {
        close(fd);
        return refuse(part, tr("let that run end, or name another file"),
                      part->partial, tr("is being written by another run"));
    }
    part->fd = fd;
    return true;
}

/* Any of the names may be that of a file the scenario reads. */
static bool spares_inputs(PartFile *part)
{
    for (size_t i = 0; i < PART_NAMES; i++) {
        const char *name = part_name(part->f->arena, part->path, i);
        int reads = fordela_reads(part->f, name);
        if (reads < 0)
            return cannot_write(part, name, EIO);
        if (reads == 0)
            continue;
        api_refuse(part->f, "name another file",
                   "\"%s\" is one of the files read, and would be replaced",
                   name);
        return false;
    }
    return true;
}

static bool may_begin(PartFile *part, bool resume)
{
    struct stat old;
    PartThere state, partial;
    bool ended, is_there = stat(part->path, &old) == 0;
    if (!is_there && errno != ENOENT && errno != ELOOP)
        return cannot_write(part, part->path, errno);
    if (!is_there && lstat(part->path, &old) == 0)
        return refuse(part, tr("name a file"), part->path,
                      tr("is a link that leads nowhere"));
    if (!is_there && errno != ENOENT)
        return cannot_write(part, part->path, errno);
    if (is_there && !S_ISREG(old.st_mode))
        return refuse(part, part->no_file, part->path, tr("is not a file"));
    if (!part_tidy(part, part->path, &ended))
        return false;
    if (is_there && !part->force)
        return refuse(part, tr("name another file, or replace it with "
                               "--force"),
                      part->path,
                      ended && resume
                          ? tr("exists already: the interrupted run had "
                               "ended, and nothing is left to go on with")
                          : tr("exists already"));
    if (!part_look(part, part->state, &state)
        || !part_look(part, part->partial, &partial))
        return false;
    if (state != PART_FILE || partial == PART_ABSENT)
        return true;
    if (resume)
        return take(part) && go_on(part);
    return part->force
           || refuse(part, tr("go on with --resume, or begin anew with "
                              "--force"),
                     part->partial,
                      tr("is there from an interrupted run"));
}

bool part_open(PartFile *part, bool resume, double least)
{
    part->partial = arena_format(part->f->arena, "%s.partial", part->path);
    part->state = arena_format(part->f->arena, "%s-state", part->partial);
    part->fd = -1;
    if (!spares_inputs(part) || !may_begin(part, resume)
        || !part_has_room(part, least)
        || (part->fd < 0 && !take(part)))
        return false;
    if (!part->resumed && unlink(part->state) != 0 && errno != ENOENT)
        return cannot_write(part, part->state, errno);
    if (part->foreign)
        return true;
    if (ftruncate(part->fd, (off_t)part->bytes) != 0
        || lseek(part->fd, 0, SEEK_END) != (off_t)part->bytes)
        return cannot_write(part, part->path, errno);
    return true;
}

/* ---- Going on, ending ---- */

static bool read_at(PartFile *part, char *bytes, size_t n, uint64_t at)
{
    while (n > 0) {
        ssize_t done = pread(part->fd, bytes, n, (off_t)at);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return false;
        bytes += done;
        n -= (size_t)done;
        at += (uint64_t)done;
    }
    return true;
}

bool part_begins(PartFile *part, const Buf *head)
{
    char last;
    if (part->bytes < head->n)
        return part_is_other(part);
    char *there = arena_alloc(part->f->arena, head->n + 1, 1);
    if (!read_at(part, there, head->n, 0)
        || !read_at(part, &last, 1, part->bytes - 1))
        return cannot_read(part, part->partial);
    return (memcmp(there, head->at, head->n) == 0 && last == '\n')
           || part_is_other(part);
}

bool part_write(PartFile *part, const char *bytes, size_t n)
{
    if (!write_all(part->fd, bytes, n))
        return cannot_write(part, part->path, errno);
    part->bytes += n;
    return true;
}

bool part_keep(PartFile *part, uint64_t done, const Buf *kept)
{
    struct stat at;
    if (fdatasync(part->fd) != 0 || fstat(part->fd, &at) != 0)
        return cannot_write(part, part->path, errno);
    if (part->foreign)
        part->bytes = (uint64_t)at.st_size;
    part->done = done;
    return state_write(part, kept);
}

/* Whoever made PATH meanwhile keeps it, unless force. */
static bool take_name(const PartFile *part)
{
    if (part->force)
        return rename(part->partial, part->path) == 0;
    if (renameat2(AT_FDCWD, part->partial, AT_FDCWD, part->path,
                  RENAME_NOREPLACE) == 0)
        return true;
    return (errno == EINVAL || errno == ENOSYS)
           && rename(part->partial, part->path) == 0;
}

bool part_finish(PartFile *part)
{
    if (fsync(part->fd) != 0 || !take_name(part))
        return cannot_write(part, part->path, errno);
    unlink(part->state);
    close(part->fd);
    part->fd = -1;
    return true;
}

void part_close(PartFile *part)
{
    if (part->fd >= 0) {
        if (!is_file(part->state))
            unlink(part->partial);
        close(part->fd);
    }
    part->fd = -1;
    buf_free(&part->kept);
    part->kept = (Buf){0};
}
