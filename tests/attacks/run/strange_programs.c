// expect: ok
// require: header alone: ENOEXEC
// forbid: GOT

#define _GNU_SOURCE
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void try(const char *what, Elf64_Ehdr header, size_t size)
{
    unlink("strange");
    int fd = open("strange", O_WRONLY | O_CREAT, 0755);
    if (write(fd, &header, size) < 0)
        return;
    close(fd);
    fflush(stdout);
    if (fork() == 0) {
        execl("./strange", "strange", (char *)NULL);
        printf("%s: %s\n", what, strerrorname_np(errno));
        fflush(stdout);
        _exit(0);
    }
    wait(NULL);
}

/* Headers that an ELF loader must not trust. */
int main(void)
{
    Elf64_Ehdr header, changed;
    int fd = open("/tmp/a.out", O_RDONLY);
    if (read(fd, &header, sizeof header) != sizeof header)
        return 1;
    try("header alone", header, sizeof header);
    try("half a header", header, sizeof header / 2);
    changed = header;
    changed.e_phnum = changed.e_shnum = 0;
    try("no sections", changed, sizeof header);
    changed.e_phnum = 0xffff;
    changed.e_phoff = ~0ul;
    try("sections nowhere", changed, sizeof header);
    changed = header;
    changed.e_machine = EM_S390;
    try("another machine", changed, sizeof header);
    return 0;
}
