/* in_wrap.c - inside the disturbed program: what it calls, with faults.
 *
 * The linker makes `__wrap_NAME` of each call of NAME in another file, and
 * `__real_NAME` of NAME itself; the Makefile lists the names.
 */
#include "in_hit.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The same, for one that fails with an error number and a result. */
#define WRAP_PLAIN(kind, number, failed, type, name, declared, passed)       \
    type __real_##name declared;                                             \
    type __wrap_##name declared;                                             \
    type __wrap_##name declared                                              \
    {                                                                        \
        if (!FAILS(kind))                                                    \
            return __real_##name passed;                                     \
        errno = number;                                                      \
        return failed;                                                       \
    }

/* ---- Memory ---- */

_Thread_local Ours in_ours;

static bool heap_fails(const void *caller)
{
    Manner manner;
    if (in_ours == OURS_NOT ? !in_hit(FAULT_HEAP, caller, &manner)
                        : in_ours == OURS_GIVES)
        return false;
    errno = ENOMEM;
    return true;
}

WRAP(void *, malloc, size_t n)
{
    return heap_fails(HERE) ? NULL : __real_malloc(n);
}

WRAP(void *, calloc, size_t n, size_t size)
{
    return heap_fails(HERE) ? NULL : __real_calloc(n, size);
}

WRAP(void *, realloc, void *old, size_t n)
{
    return heap_fails(HERE) ? NULL : __real_realloc(old, n);
}

WRAP(char *, strndup, const char *text, size_t n)
{
    return heap_fails(HERE) ? NULL : __real_strndup(text, n);
}

WRAP(int, vasprintf, char **to, const char *format, va_list args)
{
    return heap_fails(HERE) ? -1 : __real_vasprintf(to, format, args);
}

int __wrap_asprintf(char **to, const char *format, ...);
int __wrap_asprintf(char **to, const char *format, ...)
{
    va_list args;
    if (heap_fails(HERE))
        return -1;
    va_start(args, format);
    int n = __real_vasprintf(to, format, args);
    va_end(args);
    return n;
}

WRAP(FILE *, open_memstream, char **to, size_t *n)
{
    return heap_fails(HERE) ? NULL : __real_open_memstream(to, n);
}

WRAP(char *, realpath, const char *path, char *to)
{
    return heap_fails(HERE) ? NULL : __real_realpath(path, to);
}

/* The streams that the program closes are in memory. */
WRAP(int, fclose, FILE *stream)
{
    int failed = heap_fails(HERE) ? EOF : 0;
    return __real_fclose(stream) != 0 ? EOF : failed;
}

/* GMP is handed functions that end the program; here they are told when. */
static void *(*given_alloc)(size_t);
static void *(*given_resize)(void *, size_t, size_t);

static void *gmp_alloc_told(size_t n)
{
    in_ours = in_hit(FAULT_MEMORY, (void *)(uintptr_t)given_alloc, &(Manner){0})
                  ? OURS_REFUSES : OURS_GIVES;
    void *p = given_alloc(n);
    in_ours = OURS_NOT;
    return p;
}

static void *gmp_resize_told(void *old, size_t before, size_t n)
{
    in_ours = in_hit(FAULT_MEMORY, (void *)(uintptr_t)given_resize, &(Manner){0})
                  ? OURS_REFUSES : OURS_GIVES;
    void *p = given_resize(old, before, n);
    in_ours = OURS_NOT;
    return p;
}

WRAP(void, __gmp_set_memory_functions, void *(*alloc)(size_t),
     void *(*resize)(void *, size_t, size_t), void (*release)(void *, size_t))
{
    given_alloc = alloc;
    given_resize = resize;
    __real___gmp_set_memory_functions(gmp_alloc_told, gmp_resize_told,
                                      release);
}

/* ---- Reading and writing ---- */

/* -1 with errno for a call that fails now; else of how many bytes it is. */
static ssize_t io(Kind kind, const void *caller, int number, size_t n)
{
    Manner manner;
    if (!in_hit(kind, caller, &manner))
        return (ssize_t)n;
    if (manner == FAULT_HALF && (n > 1 || kind == FAULT_READ))
        return (ssize_t)(n > 1 ? n / 2 : n);
    errno = manner == FAULT_AGAIN ? EINTR : number;
    return -1;
}

WRAP(ssize_t, read, int fd, void *to, size_t n)
{
    ssize_t most = io(FAULT_READ, HERE, EIO, n);
    return most < 0 ? -1 : __real_read(fd, to, (size_t)most);
}

WRAP(ssize_t, pread, int fd, void *to, size_t n, off_t at)
{
    ssize_t most = io(FAULT_READ, HERE, EIO, n);
    return most < 0 ? -1 : __real_pread(fd, to, (size_t)most, at);
}

WRAP(ssize_t, write, int fd, const void *from, size_t n)
{
    ssize_t most = io(FAULT_WRITE, HERE, ENOSPC, n);
    return most < 0 ? -1 : __real_write(fd, from, (size_t)most);
}

int __real_open(const char *path, int flags, ...);

/* The checker prints by stdio: its bytes meet a full device. */
WRAP(int, fflush, FILE *stream)
{
    if (FAILS(WRITE)) {
        int full = __real_open("/dev/full", O_WRONLY);
        dup2(full, fileno(stream));
    }
    return __real_fflush(stream);
}

/* ---- Files ---- */

int __wrap_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...)
{
    va_list args;
    if (FAILS(OPEN)) {
        errno = EMFILE;
        return -1;
    }
    va_start(args, flags);
    mode_t mode = (flags & O_CREAT) != 0 ? va_arg(args, mode_t) : 0;
    va_end(args);
    return __real_open(path, flags, mode);
}

WRAP_PLAIN(OPEN, ENOSPC, -1, int, mkstemp, (char *name), (name))
WRAP_PLAIN(OPEN, EMFILE, -1, int, memfd_create,
           (const char *name, unsigned flags), (name, flags))

/* The file is closed whatever is said. */
WRAP(int, close, int fd)
{
    bool fails = FAILS(CLOSE);
    int failed = __real_close(fd);
    if (fails)
        errno = EIO;
    return fails ? -1 : failed;
}

WRAP_PLAIN(SYNC, EIO, -1, int, fsync, (int fd), (fd))
WRAP_PLAIN(SYNC, EIO, -1, int, fdatasync, (int fd), (fd))

WRAP_PLAIN(NAME, ENOSPC, -1, int, rename, (const char *a, const char *b),
           (a, b))
WRAP_PLAIN(NAME, ENOSPC, -1, int, renameat2,
           (int at, const char *a, int to, const char *b, unsigned flags),
           (at, a, to, b, flags))
WRAP_PLAIN(NAME, ENOSPC, -1, int, link, (const char *a, const char *b),
           (a, b))
WRAP_PLAIN(UNLINK, EIO, -1, int, unlink, (const char *path), (path))

WRAP_PLAIN(LOOK, EIO, -1, int, stat, (const char *path, struct stat *to),
           (path, to))
WRAP_PLAIN(LOOK, EIO, -1, int, lstat, (const char *path, struct stat *to),
           (path, to))
WRAP_PLAIN(LOOK, EIO, -1, int, fstat, (int fd, struct stat *to), (fd, to))
WRAP_PLAIN(LOOK, EIO, -1, int, access, (const char *path, int mode),
           (path, mode))
struct statvfs;
WRAP_PLAIN(LOOK, EIO, -1, int, statvfs, (const char *path, struct statvfs *to),
           (path, to))

WRAP_PLAIN(CUT, EIO, -1, int, ftruncate, (int fd, off_t n), (fd, n))
WRAP_PLAIN(CUT, EIO, -1, off_t, lseek, (int fd, off_t n, int from),
           (fd, n, from))
WRAP_PLAIN(CUT, ENOLCK, -1, int, flock, (int fd, int what), (fd, what))
WRAP_PLAIN(CUT, EPERM, -1, int, fchmod, (int fd, mode_t mode), (fd, mode))
WRAP_PLAIN(CUT, EPERM, -1, int, fchown, (int fd, uid_t u, gid_t g),
           (fd, u, g))

WRAP_PLAIN(FOLDER, EMFILE, NULL, DIR *, opendir, (const char *path), (path))
WRAP_PLAIN(FOLDER, EIO, NULL, struct dirent *, readdir, (DIR *dir), (dir))

/* ---- Threads ---- */

WRAP(int, pthread_create, pthread_t *thread, const pthread_attr_t *attr,
     void *(*run)(void *), void *with)
{
    return FAILS(THREAD) ? EAGAIN
                         : __real_pthread_create(thread, attr, run, with);
}
