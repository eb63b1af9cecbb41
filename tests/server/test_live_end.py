"""Interactive runs end with their program, with their reader, and with their time."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping

import pytest

from mkdocs_c_runner.engine.sandbox.policy import Sandbox
from mkdocs_c_runner.server.application import Application
from mkdocs_c_runner.server.conversation import Conversation

from .clients import Echo, application, real, served
from .test_live import ADDS, begin

# They ask once, for a tenth of a second, and then do something else for ever.
GOES_ON = {
    "sleeps": "for (;;) usleep(1000);",
    "computes": "for (;;) ;",
    "prints": 'for (;;) { puts("on"); usleep(1000); }',
    "has others compute": "for (;;) { if (fork() == 0) _exit(0); wait(0); }",
    "is read to by another": "if (fork() == 0) { getchar(); pause(); } for (;;) ;",
}


ASKS_ONCE = """#include <poll.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
    struct pollfd keyboard = { 0, POLLIN, 0 };
    poll(&keyboard, 1, 100);
    %s
}
"""


ENDLESS = '#include <stdio.h>\nint main(void) { puts("on"); fflush(stdout); for (;;) ; }\n'


MANY = """#include <stdio.h>
#include <unistd.h>
int main(void)
{
    for (int i = 0; i < 30; i++)
        if (fork() == 0)
            for (;;) ;
    puts("on");
    fflush(stdout);
    for (;;) ;
}
"""


WARNS = "int main(void) { int x; return 0; }\n"


@pytest.fixture
def app(sandbox: Sandbox) -> Application:
    return application(real(sandbox))


class TestEnd:
    """A run ends by itself, by its reader, or by a limit."""

    @pytest.mark.parametrize("code", [ENDLESS, ADDS, MANY], ids=["computes", "waits", "forks"])
    def test_stop(self, app: Application, code: str) -> None:
        run = begin(app, code=code)
        run.until("output")
        assert run.send("stop") == 204
        ended = run.until("ended")

        assert (ended["stopped"], ended["stage"], ended["exit_code"]) == (True, "run", 137)
        assert "SIG" not in ended["html"]
        assert run.send("stop") == 404

    def test_the_time_limit(self, app: Application) -> None:
        ended = begin(app, code=ENDLESS, timeout=0.3).until("ended")

        assert ended["stage"] == "timeout"

    @pytest.mark.parametrize("what", GOES_ON)
    def test_the_time_limit_of_a_program_that_no_longer_waits(
        self, app: Application, what: str
    ) -> None:
        run = begin(app, code=ASKS_ONCE % GOES_ON[what], timeout=0.5)
        run.until("waiting")
        watchdog = threading.Timer(20, lambda: run.send("stop"))
        watchdog.start()
        ended = run.until("ended")
        watchdog.cancel()

        assert (ended["stage"], ended["stopped"]) == ("timeout", False)

    def test_a_reader_who_leaves_ends_it(self, sandbox: Sandbox) -> None:
        app, runs = served(real(sandbox))
        run = begin(app, code=ADDS)
        run.until("waiting")
        assert runs.count == 1
        run.close()

        deadline = time.monotonic() + 10
        while runs.count and time.monotonic() < deadline:
            threading.Event().wait(0.01)
        assert runs.count == 0

    def test_whoever_hears_of_the_end_may_begin_another_run(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        app, runs = served(Echo())
        counts = []
        tell = Conversation.tell

        def told(run: Conversation, name: str, data: Mapping[str, object]) -> None:
            counts.append((name, runs.count))
            tell(run, name, data)

        monkeypatch.setattr(Conversation, "tell", told)
        begin(app, code="").until("ended")

        assert counts == [("started", 1), ("compiled", 1), ("ended", 0)]

    def test_a_compile_error(self, app: Application) -> None:
        run = begin(app, code="int main(void)\n{\n    return x;\n}\n")
        compiled = run.until("compiled")
        ended = run.until("ended")

        first = compiled["diagnostics"][0]
        assert not compiled["success"]
        assert (first["file"], first["line"], first["column"]) == ("main.c", 3, 12)
        assert first["severity"] == "error"
        assert "c-runner-diagnostics" in compiled["html"]
        assert ended["stage"] == "compile"

    def test_a_warning_has_its_line_among_hidden_ones(self, app: Application) -> None:
        run = begin(app, code=f"// c-runner: hide\n#define A 1\n// c-runner: show\n{WARNS}")
        compiled = run.until("compiled")

        assert [(item["line"], item["severity"]) for item in compiled["diagnostics"]] == [
            (4, "warning")
        ]
