"""Where fences stand: the pages of a site, their fences, and the lines on which authors wrote them.

Goes in: Markdown as the host has it. Comes out: `SourcePage` and `FoundFence`, and from these with everything that they
use the snippets (`Pages.snippets`). `superfences.py` is the one place that knows the signatures of SuperFences. Nothing
here runs anything, or knows which host renders a page.
"""
