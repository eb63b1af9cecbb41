"""Runs programs for clients over HTTP: the preview of a site, and the stand-alone server.

Goes in: requests of clients that nobody trusts. Comes out: JSON, or a stream of events while a program runs.

`application.py` is one WSGI application for both. A request passes the door first (`door.py`: Host, Origin, token),
then its body is read (`bodies.py`) and understood (`asked.py`), it becomes a snippet under the rules of the site
(`programs.py`, and `sessions.py` for commands), waits for its turn (`turns.py`), is run, and is rendered as a block
of a build is (`service.py`). `conversation.py` is a run that a reader types into.

Programs of clients go straight to the executor: nothing of them reaches the cache, the records or a log. Only
`production.py` knows the server around the application, and only `preview.py`, `saving.py` and `opening.py` know that
there is a site. The plugin imports `opening.py` alone, which imports nothing else of this room unless there is a
preview: Werkzeug and waitress come with the extra `server`.

- `live`: the endpoints of interactive runs, over `conversation`. `answers`: what all endpoints answer. `refused`:
  requests that are not served.
- `limits`, `rates`, `metrics`: what clients may cost, how often they may ask, and what they did.
- `assembly`: puts all of it together, for the preview and for the stand-alone server.
"""
