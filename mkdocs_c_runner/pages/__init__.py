"""Where fences stand: the pages of a site, their fences, and the lines on which authors wrote them.

Goes in: Markdown as the host has it. Comes out: `SourcePage` and `FoundFence`. Nothing here knows what a fence
prints, or which host renders it.
"""
