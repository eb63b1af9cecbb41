"""Results that outlive a build: by key in a cache, in git as records, and a note of the last build.

Goes in and comes out: results as JSON, and, for `status`, the jobs of the last build with their conditions. Anybody may
have written the files that are read here: a broken or hostile one counts as absent. Nothing here may execute a job, or
let an entry raise an error.

`cache`, `records` and `last_build` are these three; `json_files` reads and writes for all of them.
"""
