// expect: exit 255
// show: memory
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
int main(void) {
    int here = open("file", O_CREAT | O_EXCL | O_WRONLY, 0600);
    int shared = open("/dev/shm/file", O_CREAT | O_EXCL | O_WRONLY, 0600);
    int again = open("file", O_CREAT | O_EXCL | O_WRONLY, 0600);
    int never;
    return again;
}
