"""Compilers that wait for the next program: nothing of one program reaches another, whatever a compiler does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mkdocs_c_runner.engine.job import COMPILE_LIMITS, WORKING_DIRECTORY
from mkdocs_c_runner.engine.sandbox import init
from mkdocs_c_runner.engine.sandbox.bwrap import Bubblewrap
from mkdocs_c_runner.engine.sandbox.policy import Command, Execution, InjectedFile, compile_policy

# Plays a compiler, an assembler or a linker, by its name. Each opens the file of the author, where it waits; what the
# author wrote there is what the compiler then does. `turns` counts in its memory, `unread` before it waits.
FAKE = r"""
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int turns;

static void obey(const char *order)
{
    const char *name[] = {"fork", "vfork", "exec", "kill all", "kill parent", "stop parent", "group", "session",
                          "crash", "loop", "thread", "own a pipe", "choose a signal", "name an owner", 0};
    int what = 0;
    while (name[what] && strncmp(order, name[what], strlen(name[what])))
        what++;
    if (what == 0 && fork() == 0)
        for (;;)
            sleep(1);
    if (what == 1 && vfork() == 0)
        _exit(0);
    if (what == 2)
        execl("/bin/true", "true", (char *)0);
    if (what == 3)
        kill(-1, SIGKILL);
    if (what == 4)
        kill(getppid(), SIGKILL);
    if (what == 5)
        kill(getppid(), SIGSTOP);
    if (what == 6)
        setpgid(0, 0);
    if (what == 7)
        setsid();
    if (what == 8)
        *(volatile int *)0 = 1;
    if (what == 9)
        for (;;)
            ;
    if (what == 10)
        syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
    if (what > 10 && name[what]) {
        struct f_owner_ex owner = {F_OWNER_PID, getppid()};
        int ends[2];
        pipe(ends);
        if (what == 11)
            fcntl(ends[0], F_SETOWN, getppid());
        if (what == 12)
            fcntl(ends[0], F_SETSIG, SIGSTOP);
        if (what == 13)
            fcntl(ends[0], F_SETOWN_EX, &owner);
        fcntl(ends[0], F_SETFL, O_ASYNC);
        write(ends[1], "", 1);
    }
    if (!strncmp(order, "leave", 5)) {
        fcntl(1, F_SETFL, O_APPEND | O_NONBLOCK);
        flock(1, LOCK_EX);
        lseek(1, 99, SEEK_SET);
        lseek(2, 99, SEEK_SET);
        struct rlimit none = {0, 0};
        setrlimit(RLIMIT_FSIZE, &none);
        for (int fd = 3; fd < 200; fd++)
            dup2(1, fd);
        close(open("/tmp/left", O_CREAT | O_WRONLY, 0600));
    }
    if (!strncmp(order, "say", 3))
        fprintf(stderr, "said: %s", order);
}

int main(int count, char **words)
{
    char order[100] = "", text[100] = "", line[2][300] = {"", ""};
    FILE *made = 0, *system = 0;
    if (!strcmp(words[1], "3")) {
        made = fopen("made", "w");
        system = fopen("/usr/include/stdio.h", "r");
        fseek(system, 100, SEEK_SET);
        fgets(line[0], sizeof line[0], system);
        fseek(system, 20000, SEEK_SET);
    }
    int left = access("/tmp/left", F_OK) == 0;
    int file = open("main.c", O_RDONLY);
    if (read(file, order, sizeof order - 1) < 0)
        return 2;
    turns++;
    if (!strcmp(words[1], "1")) {
        obey(order);
        printf("%d turns, file %d, left %d, flags %d, %s", turns, file, left + (access("/tmp/left", F_OK) == 0),
               fcntl(1, F_GETFL) & (O_APPEND | O_NONBLOCK), order);
        return strncmp(order, "refuse", 6) ? 0 : 1;
    }
    if (!strcmp(words[1], "2")) {
        FILE *object = fopen("object", "w");
        while (fgets(text, sizeof text, stdin))
            fprintf(object, "%s", text);
        fclose(object);
        if (!strncmp(order, "complain", 8))
            puts("a complaint");
        return !strncmp(order, "fail", 4);
    }
    FILE *object = fopen("object", "r");
    fseek(system, 100, SEEK_SET);
    fgets(line[1], sizeof line[1], system);
    while (fgets(text, sizeof text, object))
        fprintf(made, "%s", text);
    fprintf(made, " linked in turn %d", turns);
    return count < 2 || !*line[0] || strcmp(line[0], line[1]);
}
"""
FAKE_PATH = f"{WORKING_DIRECTORY}/fake"
WAITER = f"{WORKING_DIRECTORY}/waiter.so"
MADE = f"{WORKING_DIRECTORY}/made"
UNUSUAL = 99


@pytest.fixture(scope="module")
def tools(sandbox: Bubblewrap) -> tuple[InjectedFile, InjectedFile]:
    """The program that plays the compilers, and the library that makes it wait."""
    source = InjectedFile(f"{WORKING_DIRECTORY}/fake.c", FAKE.encode())
    waiter = init.source(init.WAITER)
    lines = (
        (source, ("gcc", "-w", "-O1", "fake.c", "-o", FAKE_PATH), FAKE_PATH),
        (
            waiter,
            ("gcc", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", init.WAITER, "-o", WAITER),
            WAITER,
        ),
    )
    made = []
    for file, argv, path in lines:
        done = sandbox.run(
            Command(argv, (file,), artifact=path), compile_policy(), COMPILE_LIMITS.lasting(10)
        )
        assert done.artifact, done.stage.text().decode()
        made.append(InjectedFile(path, done.artifact, 0o555))
    return made[0], made[1]


@pytest.fixture
def fresh(sandbox: object) -> Iterator[Bubblewrap]:
    made = Bubblewrap()
    yield made
    made.close_idle()


class Compilers:
    """Three fake compilers in one sandbox."""

    def __init__(self, sandbox: Bubblewrap, tools: tuple[InjectedFile, InjectedFile]) -> None:
        self._sandbox, self._tools = sandbox, tools

    def get(self, order: str, flag: str = "", seconds: float = 10) -> Execution:
        command = Command(
            (FAKE_PATH, "1", flag),
            (*self._tools, InjectedFile(f"{WORKING_DIRECTORY}/main.c", order.encode())),
            artifact=MADE,
            then=((FAKE_PATH, "2"), (FAKE_PATH, "3")),
            waiter=WAITER,
        )
        return self._sandbox.run(command, compile_policy(), COMPILE_LIMITS.lasting(seconds))

    def box(self) -> int:
        """The process id of the only idle sandbox."""
        (box,) = self._sandbox._pool._boxes
        return box.init


@pytest.fixture
def compilers(fresh: Bubblewrap, tools: tuple[InjectedFile, InjectedFile]) -> Compilers:
    return Compilers(fresh, tools)


def made(order: str) -> bytes:
    return f"1 turns, file 3, left 0, flags 0, {order} linked in turn 1".encode()


def test_each_program_is_the_first_of_its_compiler(compilers: Compilers) -> None:
    done = [compilers.get(f"program {number}") for number in range(3)]

    assert [one.artifact for one in done] == [made(f"program {number}") for number in range(3)]


def test_a_compiler_with_other_words_is_another(compilers: Compilers) -> None:
    assert [compilers.get("x", flag).artifact for flag in ("", "a", "a", "")] == [made("x")] * 4


def test_messages_and_refusals_come_through(compilers: Compilers) -> None:
    said, refused = compilers.get("say hello"), compilers.get("refuse")

    assert (said.stage.exit_code, said.stage.text()) == (0, b"said: say hello")
    assert (refused.stage.exit_code, refused.stage.text()) == (1, b"")
    assert compilers.get("next").artifact == made("next")


@pytest.mark.parametrize("order", ["fail", "complain"])
def test_what_an_assembler_has_to_say_is_unusual(order: str, compilers: Compilers) -> None:
    assert compilers.get(order).stage.exit_code == UNUSUAL
    assert compilers.get("next").artifact == made("next")


@pytest.mark.parametrize(
    "order",
    [
        "fork",
        "vfork",
        "exec",
        "kill all",
        "kill parent",
        "stop parent",
        "group",
        "session",
        "thread",
        "crash",
        "own a pipe",
        "choose a signal",
        "name an owner",
    ],
)
def test_a_compiler_that_reaches_out_is_ended_and_the_next_is_new(
    order: str, compilers: Compilers
) -> None:
    assert compilers.get("first").artifact == made("first")
    box = compilers.box()
    assert compilers.get(order).stage.exit_code == UNUSUAL
    assert compilers.box() == box
    assert compilers.get("next").artifact == made("next")


def test_what_a_compiler_leaves_is_gone(compilers: Compilers) -> None:
    compilers.get("first")
    compilers.get("leave")

    assert compilers.get("next").artifact == made("next")


def test_a_compiler_that_does_not_end_ends_with_its_sandbox(compilers: Compilers) -> None:
    compilers.get("first", seconds=2)
    done = compilers.get("loop", seconds=2)

    assert done.stage.limit_hit == "wall_time"
    assert compilers.get("next", seconds=2).artifact == made("next")


def test_a_command_of_another_kind_may_follow(compilers: Compilers, fresh: Bubblewrap) -> None:
    compilers.get("first")
    box = compilers.box()
    plain = fresh.run(Command(("echo", "plain")), compile_policy(), COMPILE_LIMITS.lasting(10))

    assert plain.stage.text() == b"plain\n"
    assert compilers.box() == box
    assert compilers.get("next").artifact == made("next")


def test_a_program_that_is_missing_is_unusual(
    fresh: Bubblewrap, tools: tuple[InjectedFile, ...]
) -> None:
    command = Command(
        ("/usr/bin/missing",), tools, then=(("/usr/bin/missing",),) * 2, waiter=WAITER
    )
    done = fresh.run(command, compile_policy(), COMPILE_LIMITS.lasting(10))

    assert done.stage.exit_code == UNUSUAL


def test_programs_that_stop_nowhere_are_unusual(
    fresh: Bubblewrap, tools: tuple[InjectedFile, ...]
) -> None:
    command = Command(("true",), tools, then=(("true",), ("true",)), waiter=WAITER)
    done = fresh.run(command, compile_policy(), COMPILE_LIMITS.lasting(10))

    assert done.stage.exit_code == UNUSUAL
