"""Results that outlive a build: by key in a cache, in git as records, and a note of the last build.

Goes in and comes out: a `Result` as JSON. Every file here is data that anybody may have written: a
broken or hostile one counts as absent.
"""
