/* malloc large and small, mappings private, shared and of a file, protection, locking. */
#include "require.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>

static void heap(void)
{
    char *small = malloc(100), *large = calloc(1, 64 << 20);
    REQUIRE(small && large);
    memset(large, 1, 64 << 20);
    REQUIRE((large = realloc(large, 128 << 20)));
    free(small);
    free(large);
    REQUIRE(sbrk(4096) != (void *)-1);
    REQUIRE(aligned_alloc(4096, 8192));
}

static void mappings(void)
{
    long page = sysconf(_SC_PAGESIZE);
    char *map = mmap(NULL, 4 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    REQUIRE(map != MAP_FAILED);
    REQUIRE((map = mremap(map, 4 * page, 8 * page, MREMAP_MAYMOVE)) != MAP_FAILED);
    REQUIRE(mprotect(map, page, PROT_READ) == 0);
    REQUIRE(madvise(map + page, page, MADV_DONTNEED) == 0);
    unsigned char resident[4];
    REQUIRE(mincore(map, 4 * page, resident) == 0);
    REQUIRE(munmap(map, 8 * page) == 0);

    FILE *file = tmpfile();
    REQUIRE(file && ftruncate(fileno(file), page) == 0);
    map = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_SHARED, fileno(file), 0);
    REQUIRE(map != MAP_FAILED);
    strcpy(map, "written");
    REQUIRE(msync(map, page, MS_SYNC) == 0);
    REQUIRE(mlock(map, page) == 0 && munlock(map, page) == 0);
}

static void sharing_with_a_child(void)
{
    int *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    REQUIRE(shared != MAP_FAILED);
    if (fork() == 0) {
        *shared = 42;
        _exit(0);
    }
    REQUIRE(wait(NULL) > 0);
    REQUIRE(*shared == 42);
}

static void code(void)
{
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    REQUIRE(page != MAP_FAILED);
}

int main(void)
{
    heap();
    mappings();
    sharing_with_a_child();
    code();
    puts("memory: ok");
    return 0;
}
