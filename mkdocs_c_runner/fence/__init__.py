"""What an author may write: on a fence, in a page's front matter, in `mkdocs.yml`.

Goes in: text and YAML that nobody trusts. Comes out: options as frozen dataclasses, or a `ValueError` whose message
says what to type. Nothing here reads a file, knows a program or starts anything.
"""
