"""Where fences stand: the pages of a site, their fences, and the lines on which authors wrote them.

Goes in: Markdown as the host has it. Comes out: `SourcePage` and `FoundFence`, and from these with everything that they
use the snippets (`Pages.snippets`). `superfences.py` is the one place that knows the signatures of SuperFences. Nothing
here runs anything, or knows which host renders a page.

- `scan`, `recorder`, `fence_search`, `found`: the fences of a page before it is rendered. `misses`, `refused`,
  `line_mistakes`, `comments`, `macros`: lines that look like fences, that something else damages, or whose words do
  not fit.
- `pages`, `source_page`: the pages of a build, and the programs of their blocks. `steps`: the programs that blocks
  extend. `again`: those that they run again. `sessions`: those that a shell starts. `anchors`: where links to
  them lead. `page_files`, `docs_files`: the files that these may name.
- `included`, `directives`, `relocate`: the author's lines, where other tools have brought in or rewritten text.
- `superfences`, `markdown_options`: the tools of the host, as they are called and configured.
"""
