// expect: SIGBUS

#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

/* The page is mapped, but the file behind it has become too short. */
int main(void)
{
    int fd = open("page", O_RDWR | O_CREAT, 0600);
    if (fd < 0 || ftruncate(fd, 4096) != 0)
        return 1;
    volatile char *page = mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0);
    if (page == MAP_FAILED)
        return 2;
    printf("before: %d\n", page[0]);
    if (ftruncate(fd, 0) != 0)
        return 3;
    printf("after: %d\n", page[0]);
    return 0;
}
