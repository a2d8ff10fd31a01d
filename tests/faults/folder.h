/* folder.h - what a folder holds, and whether that is what another holds. */
#ifndef FORDELA_TEST_FOLDER_H
#define FORDELA_TEST_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

/* Paths below root of all in it, sorted; freed by folder_free. */
typedef struct Folder {
    char *root;
    char **path;
    size_t n;
} Folder;

Folder folder_list(const char *root);
void folder_free(Folder *folder);
bool folder_has(const Folder *folder, const char *path);
/* The bytes of the files in it. */
size_t folder_bytes(const Folder *folder);

/* Is it the same in both: there in neither, or of one kind and content? */
bool folder_same(const char *root, const char *other, const char *path);
bool folders_equal(const Folder *a, const Folder *b);
/* Makes `root` hold what `from` does; true if that changed anything. */
bool folder_restore(const char *root, const Folder *from);
/* A new folder that holds the same. */
void folder_copy(const char *from, const char *to);

#endif
