// expect: ok
// require: init
// forbid: home
// forbid: etc
// forbid: proc
// forbid: root
// forbid: work

#include <dirent.h>
#include <stdio.h>

static void list(const char *path)
{
    DIR *directory = opendir(path);
    for (struct dirent *entry; directory && (entry = readdir(directory));)
        printf("%s: %s\n", path, entry->d_name);
    if (directory)
        closedir(directory);
}

int main(void)
{
    list("/");
    list("/tmp");
    list("/dev");
    list("/dev/shm");
    return 0;
}
