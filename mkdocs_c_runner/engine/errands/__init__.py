"""Errands: jobs that another process executes, on this machine or on another one.

Goes in: a job, and the conditions that it meets here. Comes out: its result, or the error that another machine had.
Both cross as bytes. `errand` writes and reads them, and does an errand; `job_json` is a whole job as JSON. What comes
back is read as a file of the cache is: bounded, and nothing in it is trusted. Nothing here knows how the bytes travel.
"""
