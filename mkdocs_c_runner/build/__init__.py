"""One build: pages are read, blocks run, checked, rendered and reported.

Goes in: a host, its settings and a `Runner`. Comes out: HTML for each fence, failures with their places, a closing
line. It knows no MkDocs: `plugin.py` and `extension.py` are hosts around it.

A host calls a `Build` in this order: `read` for each page, `start` for its fences, `choose_labels`; then it renders,
and SuperFences calls the formatter of each fence; `publish` for each rendered page; `settle` for the failures; in the
end `closing_line` and `remember`. Only MkDocs can read all pages before it renders one: other hosts do all of it for
each page. Nothing here may let an exception into SuperFences, which would swallow it, or write a file of the site.

- `build`: one build. `reader` reads its pages, `report` counts and logs what was `placed` on them, `ending` says what
  ends it, `missing` which compilers it lacks. `starter` starts its blocks, `ahead` so many before their pages are
  rendered.
- `host`: what a build asks of the program that renders the pages. `folder`: a directory of pages in its place.
- `preparing`, `fences`, `fence_extension`: the snippets of the fences of a build, their HTML, and their way into
  SuperFences.
  `output_fences`: those that say what a block prints. `numbering`: tells equal ones apart.
- `highlight`, `highlight_cache`, `material`: the source as the site shows it. `highlight_ahead` and its
  `highlight_process`: sources of a large new site, highlighted beside the build.
- `publishing`, `room`: what the host can do for a page, and how much code of other blocks it still takes.
- `offered`, `browser`, `browser_cache`: the blocks that readers may edit, and those that run in their browsers.
- `progress`, `github`: what is shown beside the log.
- `kept_blocks`, `kept_pages`, `kept_html`: the HTML of usual blocks, from build to build, the files that hold it, and
  what may be in it. `kept_whole`: pages with such blocks alone, which nobody scans. `recalling`, `kept_requests`: the
  blocks of these, and how readers run them. `digests`, `known_conditions`: what decides all that.
- `notes`: what the next build is to know of the blocks of this one. `site_cache`: what is kept, for the command line.
"""
