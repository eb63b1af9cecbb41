"""Results that outlive a build: by key in a cache, in git as records, and a note of the last build.

Goes in and comes out: a `Result` as JSON. Whatever is read here is data that anybody may have written: what is
broken or hostile counts as absent.
"""
