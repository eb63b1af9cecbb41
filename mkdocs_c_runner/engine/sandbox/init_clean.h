/* Part of init.c: the removal of everything that a command has left. */
#ifndef INIT_CLEAN_H
#define INIT_CLEAN_H

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAX_DEPTH = 32 }; /* of directories that are emptied */

static void kill_all(void)
{
    /* More than once: a process may fork between the moment it is listed and the moment it is killed. */
    do
        kill(-1, SIGKILL);
    while (wait4(-1, NULL, 0, NULL) > 0);
}

static int empty_directory(int parent, const char *name, int depth);

/* Returns whether an entry is gone. */
static int remove_entry(int directory, const char *name, int depth)
{
    if (unlinkat(directory, name, 0) == 0)
        return 1;
    return depth < MAX_DEPTH && empty_directory(directory, name, depth + 1)
           && unlinkat(directory, name, AT_REMOVEDIR) == 0;
}

/* Removes all entries that can be listed; returns how many, or -1 if one stays. */
static int remove_entries(DIR *directory, int depth)
{
    for (int removed = 0;; removed++) {
        struct dirent *entry;
        do {
            errno = 0;
            entry = readdir(directory);
        } while (entry && (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")));
        if (!entry)
            return errno ? -1 : removed;
        if (!remove_entry(dirfd(directory), entry->d_name, depth))
            return -1;
    }
}

/* Removes everything in a directory; returns whether it is empty, and writable, then. */
static int empty_directory(int parent, const char *name, int depth)
{
    int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return 0;
    DIR *directory = fdopendir(fd);
    if (!directory) {
        close(fd);
        return 0;
    }
    /* The command owned it, and may have changed its mode. */
    int removed = fchmod(fd, depth ? 0700 : 01777) == 0 ? 1 : -1;
    /* A listing may skip entries when others are removed meanwhile, so again until there are none. */
    while (removed > 0) {
        rewinddir(directory);
        removed = remove_entries(directory, depth);
    }
    closedir(directory);
    return removed == 0;
}

#endif
