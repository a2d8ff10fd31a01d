/* output.c - data to standard output, and files that are whole or as before.
 */
#include "cli/cli_int.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/tr.h"

static bool write_all(int fd, const char *text, size_t n)
{
    while (n > 0) {
        ssize_t done = write(fd, text, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return false;
        text += done;
        n -= (size_t)done;
    }
    return true;
}

int put_out(const char *text, size_t n)
{
    if (write_all(STDOUT_FILENO, text, n))
        return FORDELA_OK;
    return say_error(FORDELA_MACHINE, NULL,
                     "standard output cannot be written: %s",
                     tr_error(errno));
}

static int cannot_write(const char *path, int error)
{
    return say_error(FORDELA_MACHINE,
                     "name a file in a folder that exists and may be written",
                     "\"%s\" cannot be written: %s", path, tr_error(error));
}

/* Devices and pipes cannot be replaced; they are written to. */
static int put_device(const char *path, const char *text, size_t n)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return cannot_write(path, errno);
    bool good = write_all(fd, text, n);
    int error = errno;
    if (close(fd) != 0 && good) {
        good = false;
        error = errno;
    }
    return good ? FORDELA_OK : cannot_write(path, error);
}

static mode_t usual_mode(void)
{
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

/* Writes and closes; the owner and mode of the file that is replaced (old,
 * or NULL) are kept as far as the system lets us. */
static bool fill(int fd, const struct stat *old, const char *text, size_t n)
{
    if (old != NULL && fchown(fd, old->st_uid, old->st_gid) != 0)
        errno = 0;      /* not ours to give away */
    bool good = fchmod(fd, old != NULL ? old->st_mode & 07777
                                       : usual_mode()) == 0
                && write_all(fd, text, n) && fsync(fd) == 0;
    int error = errno;
    if (close(fd) != 0 && good)
        return false;
    errno = error;
    return good;
}

/* A name beside path for mkstemp; freed by the caller, NULL: no memory. */
static char *name_beside(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *name;
    int folder = slash == NULL ? 0 : (int)(slash - path) + 1;
    return asprintf(&name, "%.*s.fordela-XXXXXX", folder, path) < 0 ? NULL
                                                                    : name;
}

static int replace(const char *shown, const char *path,
                   const struct stat *old, const char *text, size_t n)
{
    char *name = name_beside(path);
    int fd = name == NULL ? -1 : mkstemp(name);
    if (fd < 0) {
        int error = errno;
        free(name);
        return cannot_write(shown, error);
    }
    int error = 0;
    if (!fill(fd, old, text, n) || rename(name, path) != 0) {
        error = errno;
        unlink(name);
    }
    free(name);
    return error == 0 ? FORDELA_OK : cannot_write(shown, error);
}

/* Ctrl-C waits until the temporary file is gone again. */
static void block_signals(sigset_t *before)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    sigprocmask(SIG_BLOCK, &set, before);
}

int put_file(const char *path, const char *text, size_t n)
{
    sigset_t before;
    struct stat old;
    bool exists = stat(path, &old) == 0;
    int error = errno;
    if (!exists && (error != ENOENT || lstat(path, &old) == 0))
        return cannot_write(path, error);   /* or a link that leads nowhere */
    if (!exists && errno != ENOENT)
        return cannot_write(path, errno);
    if (exists && S_ISDIR(old.st_mode))
        return cannot_write(path, EISDIR);
    if (exists && !S_ISREG(old.st_mode))
        return put_device(path, text, n);
    if (exists && access(path, W_OK) != 0)
        return cannot_write(path, errno);
    char *real = exists ? realpath(path, NULL) : NULL;
    if (exists && real == NULL)
        return cannot_write(path, errno);
    block_signals(&before);
    int status = replace(path, real != NULL ? real : path,
                         exists ? &old : NULL, text, n);
    sigprocmask(SIG_SETMASK, &before, NULL);
    free(real);
    return status;
}

int put_answer(const Args *args, const char *text, size_t n)
{
    return args->output == NULL ? put_out(text, n)
                                : put_file(args->output, text, n);
}

/* ---- Several new files ---- */

/* A file beside path with the text: its name (freed), NULL after a message. */
static char *stage(const NewFile *file)
{
    char *name = name_beside(file->path);
    int fd = name == NULL ? -1 : mkstemp(name);
    int error = fd < 0 ? errno : 0;
    if (fd >= 0 && !fill(fd, NULL, file->text, file->n)) {
        error = errno;
        unlink(name);
    }
    if (error == 0)
        return name;
    cannot_write(file->path, error);
    free(name);
    return NULL;
}

/* Gives the file its name unless another has it. Not every file system has
 * hard links. */
static bool publish(const char *name, const char *path)
{
    struct stat other;
    if (link(name, path) == 0) {
        if (unlink(name) == 0)
            return true;
        int error = errno;
        unlink(path);
        errno = error;
        return false;
    }
    if (errno == EEXIST || (errno != EPERM && errno != EOPNOTSUPP
                            && errno != ENOSYS && errno != EMLINK))
        return false;
    if (lstat(path, &other) == 0) {
        errno = EEXIST;
        return false;
    }
    return rename(name, path) == 0;
}

static int is_there(const char *path)
{
    return say_error(FORDELA_USE, "choose another name, or move it away; "
                     "nothing was written", "\"%s\" is there already", path);
}

/* Names what was staged; whatever was named before a fault is taken back. */
static int publish_all(const NewFile *file, char *const *name, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (publish(name[i], file[i].path))
            continue;
        int error = errno;
        for (size_t k = 0; k < i; k++)
            unlink(file[k].path);
        return error == EEXIST ? is_there(file[i].path)
                               : cannot_write(file[i].path, error);
    }
    return FORDELA_OK;
}

static int put_staged(const NewFile *file, char **name, size_t n)
{
    size_t done = 0;
    int status = FORDELA_OK;
    while (done < n && (name[done] = stage(&file[done])) != NULL)
        done++;
    status = done == n ? publish_all(file, name, n) : FORDELA_MACHINE;
    for (size_t i = 0; i < done; i++) {
        if (status != FORDELA_OK)
            unlink(name[i]);
        free(name[i]);
    }
    return status;
}

int put_new_files(const NewFile *file, size_t n)
{
    sigset_t before;
    struct stat other;
    for (size_t i = 0; i < n; i++) {
        if (lstat(file[i].path, &other) == 0)
            return is_there(file[i].path);
        if (errno != ENOENT)
            return cannot_write(file[i].path, errno);
    }
    char **name = calloc(n + 1, sizeof *name);
    if (name == NULL)
        return say_error(FORDELA_MACHINE, NULL, "out of memory");
    block_signals(&before);
    int status = put_staged(file, name, n);
    sigprocmask(SIG_SETMASK, &before, NULL);
    free(name);
    return status;
}
