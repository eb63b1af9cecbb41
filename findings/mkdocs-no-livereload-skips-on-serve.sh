#!/bin/sh
# `mkdocs serve` announces itself to plugins as `serve` in on_startup. But with `--no-livereload` it never calls on_serve,
# so a plugin that adds something to the development server learns too late, or never, that it cannot.
#
# What follows: the plugin asks click for that option, and renders no buttons that nobody would answer.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet mkdocs==1.6.1 click==8.1.8
mkdir docs
echo '# Page' > docs/index.md
cat > hooks.py <<'PYTHON'
import os

def on_startup(command, dirty):
    print("on_startup:", command, flush=True)

def on_post_build(config):
    print("on_post_build", flush=True)

def on_serve(server, config, builder):
    print("on_serve", flush=True)
    return server
PYTHON
printf 'site_name: Site\nhooks: [hooks.py]\n' > mkdocs.yml
cat > serve.py <<'PYTHON'
"""Serve with an option until the server says that it serves, and print the events that hooks saw."""
import importlib.metadata
import re
import socket
import subprocess
import sys

print("mkdocs", importlib.metadata.version("mkdocs"), "click", importlib.metadata.version("click"))
seen = {}
for option in ("--livereload", "--no-livereload"):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        ["venv/bin/mkdocs", "serve", option, "-a", f"127.0.0.1:{port}"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    lines = []
    for line in server.stdout:
        lines.append(line)
        if "Serving on" in line:
            break
    server.kill()
    server.wait()
    seen[option] = re.findall(r"^on_\w+.*", "".join(lines), re.MULTILINE)
    print(option, seen[option])
if "on_serve" not in seen["--livereload"] or "on_serve" in seen["--no-livereload"]:
    sys.exit("The behavior has changed.")
PYTHON
venv/bin/python serve.py
