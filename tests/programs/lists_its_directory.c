// expect: ok
#include <dirent.h>
#include <stdio.h>

int main(void)
{
    DIR *here = opendir(".");
    for (struct dirent *entry; (entry = readdir(here));)
        if (entry->d_name[0] != '.')
            puts(entry->d_name);
    closedir(here);
    return 0;
}
