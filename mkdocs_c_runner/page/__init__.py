"""The author's side: a fence goes in, HTML comes out. It knows Markdown, but no MkDocs and no process."""
