/* Files, directories, links, locks, pipes and what can be asked about them. */
#include "require.h"

#include <dirent.h>
#include <fcntl.h>
#include <glob.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/uio.h>
#include <termios.h>
#include <utime.h>

static void standard_streams(void)
{
    char line[32];
    FILE *file = fopen("a.txt", "w+");
    REQUIRE(file && fprintf(file, "%d %s\n", 1, "one") > 0 && fflush(file) == 0);
    rewind(file);
    REQUIRE(fgets(line, sizeof line, file) && strcmp(line, "1 one\n") == 0);
    REQUIRE(fseek(file, 0, SEEK_END) == 0 && ftell(file) == 6);
    REQUIRE(fclose(file) == 0);
    REQUIRE(rename("a.txt", "b.txt") == 0 && remove("b.txt") == 0);
}

static void descriptors(void)
{
    char text[16];
    struct stat status;
    int fd = open("c.txt", O_RDWR | O_CREAT | O_TRUNC, 0600);
    REQUIRE(fd >= 0 && write(fd, "abcdef", 6) == 6);
    REQUIRE(pwrite(fd, "X", 1, 2) == 1 && pread(fd, text, 3, 1) == 3);
    REQUIRE(lseek(fd, 0, SEEK_SET) == 0);
    struct iovec parts[2] = {{text, 2}, {text + 2, 4}};
    REQUIRE(readv(fd, parts, 2) == 6 && memcmp(text, "abXdef", 6) == 0);
    REQUIRE(writev(fd, parts, 2) == 6);
    REQUIRE(fstat(fd, &status) == 0 && status.st_size == 12);
    REQUIRE(ftruncate(fd, 3) == 0 && posix_fallocate(fd, 0, 4096) == 0);
    REQUIRE(fsync(fd) == 0 && fdatasync(fd) == 0);
    sync();

    int copy = dup(fd);
    REQUIRE(copy >= 0 && dup2(copy, 50) == 50 && dup3(copy, 51, O_CLOEXEC) == 51);
    REQUIRE(fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_APPEND) == 0);
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    REQUIRE(fcntl(fd, F_SETLK, &lock) == 0 && flock(fd, LOCK_EX) == 0);
    REQUIRE(close(fd) == 0);
}

static void names(void)
{
    char text[64];
    struct stat status;
    struct statvfs volume;
    REQUIRE(mkdir("d", 0777) == 0 && chdir("d") == 0 && getcwd(text, sizeof text));
    REQUIRE(close(creat("f", 0644)) == 0 && link("f", "g") == 0 && symlink("f", "s") == 0);
    REQUIRE(stat("f", &status) == 0 && status.st_nlink == 2);
    REQUIRE(lstat("s", &status) == 0 && S_ISLNK(status.st_mode));
    REQUIRE(readlink("s", text, sizeof text) == 1 && realpath("s", NULL));
    REQUIRE(chmod("f", 0400) == 0 && access("f", R_OK) == 0 && umask(022) != (mode_t)-1);
    REQUIRE(chown("f", getuid(), getgid()) == 0 && utime("f", NULL) == 0);
    REQUIRE(mkfifo("p", 0600) == 0 && truncate("g", 0) != 1);
    REQUIRE(statvfs(".", &volume) == 0);
    glob_t found;
    REQUIRE(glob("?", 0, NULL, &found) == 0 && found.gl_pathc == 4);
    DIR *directory = opendir(".");
    int count = 0;
    while (readdir(directory))
        count++;
    REQUIRE(count == 6 && closedir(directory) == 0);
    REQUIRE(unlink("f") == 0 && unlink("g") == 0 && unlink("s") == 0 && unlink("p") == 0);
    REQUIRE(chdir("..") == 0 && rmdir("d") == 0);
}

static void between_descriptors(void)
{
    int ends[2], ready = 0;
    char name[] = "copyXXXXXX";
    int fd = mkstemp(name), self = open("/proc/self/exe", O_RDONLY);
    REQUIRE(fd >= 0 && self >= 0);
    REQUIRE(sendfile(fd, self, NULL, 4096) == 4096);
    copy_file_range(fd, &(off_t){0}, fd, &(off_t){8192}, 16, 0);
    REQUIRE(pipe2(ends, O_CLOEXEC) == 0);
    REQUIRE(write(ends[1], "12345", 5) == 5);
    REQUIRE(ioctl(ends[0], FIONREAD, &ready) == 0 && ready == 5);
    struct winsize size;
    struct termios mode;
    REQUIRE(ioctl(ends[0], TIOCGWINSZ, &size) == -1 && errno == ENOTTY);
    REQUIRE(tcgetattr(ends[0], &mode) == -1 && errno == ENOTTY && !isatty(ends[0]));
}

int main(void)
{
    standard_streams();
    descriptors();
    names();
    between_descriptors();
    puts("files: ok");
    return 0;
}
