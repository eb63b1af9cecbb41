// expect: ok
// stdin: ada\nsesame\nyes\n

#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static void ask(const char *question, char *answer, int room)
{
    printf("%s", question);
    fflush(stdout);
    if (fgets(answer, room, stdin))
        answer[strcspn(answer, "\n")] = '\0';
}

int main(void)
{
    struct termios shown, hidden;
    char user[20] = "", password[20] = "", sure[20] = "";
    if (tcgetattr(STDIN_FILENO, &shown) != 0)
        return 1;
    hidden = shown;
    hidden.c_lflag &= ~(tcflag_t)ECHO;
    ask("User: ", user, sizeof user);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    ask("Password: ", password, sizeof password);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
    ask("\nSure? ", sure, sizeof sure);
    printf("%s: %zu letters, %s\n", user, strlen(password), sure);
    return 0;
}
