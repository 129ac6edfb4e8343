"""Many documents: finds them, reads each in a process of its own, and never stops for a bad one.

`sources` says what there is to read, `workers` reads one document behind a wall, `executors`
has many of them read here or on a cluster, `run` stores what comes back. `reading` is what
happens behind the wall; the process in front of it imports none of it.
"""
