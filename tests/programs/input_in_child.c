// expect: ok
// stdin: for the child\nfor the parent\n

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int take(const char *who)
{
    char line[80];
    printf("%s: ", who);
    if (!fgets(line, sizeof line, stdin))
        return 1;
    printf("%s got %s", who, line);
    return 0;
}

int main(void)
{
    pid_t child = fork();
    if (child == 0)
        return take("child");
    waitpid(child, NULL, 0);
    return take("parent");
}
