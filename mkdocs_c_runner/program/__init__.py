"""From fences to the program that is compiled, and back from its lines to the page.

Goes in: options and code. Comes out: a `Snippet` with its `Job`, and for each line of the program the place where
somebody wrote it. Nothing here runs anything or knows what the compiler says.
"""
