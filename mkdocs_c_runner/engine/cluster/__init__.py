"""Executes jobs on the workers of a Dask cluster, as errands.

Goes in: jobs, and the address of a scheduler. Comes out: results, as the native executor of this machine has them: its
name, its rules and its compilers are in their keys. A worker with another compiler refuses.

- `executor`: the executor, between a runner and a connection. `worker`: what a worker does for each job.
- `connection`: a connection to a scheduler, and all that can go wrong with one, in our words. It alone imports
  `distributed`, when a job has to run. `handing_over`: the tasks that the scheduler gets.

Dask runs the job of a worker that ended again elsewhere, so an errand may be done twice. Nothing but bytes
crosses, and a function of `worker` by its name.
"""
