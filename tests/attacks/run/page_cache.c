// expect: ok
// require: all pages, as far as one sees
// forbid: GOT

#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Asking which parts of the host's files are in its memory. Since Linux 5.2 mincore says "all" of files of others. */
static int looked, told;

static void look(const char *path)
{
    static unsigned char pages[1 << 14];
    struct stat status;
    int file = open(path, O_RDONLY);
    if (file < 0 || fstat(file, &status) < 0 || !S_ISREG(status.st_mode) || status.st_size < 1 << 20) {
        close(file);
        return;
    }
    size_t size = status.st_size < 64 << 20 ? status.st_size : 64 << 20, count = (size + 4095) / 4096;
    void *map = mmap(NULL, size, PROT_READ, MAP_SHARED, file, 0);
    if (map != MAP_FAILED && mincore(map, size, pages) == 0) {
        looked++;
        for (size_t i = 0; i < count; i++)
            told += !(pages[i] & 1);
    }
    munmap(map, size);
    close(file);
}

int main(void)
{
    const char *places[] = { "/usr/lib", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64" };
    char path[600];
    for (int i = 0; i < 4; i++) {
        DIR *directory = opendir(places[i]);
        for (struct dirent *entry; directory && looked < 200 && (entry = readdir(directory));) {
            snprintf(path, sizeof path, "%s/%s", places[i], entry->d_name);
            look(path);
        }
    }
    puts(told ? "GOT what is not in memory" : looked ? "all pages, as far as one sees" : "no file");
    return 0;
}
