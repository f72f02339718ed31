"""Many files: one verb on every file of a tree, on one machine or on a cluster.

``hegui batch`` runs it; :func:`hegui.batch.running.run` is the same from Python, and
:func:`hegui.batch.work.process` is what a worker of any scheduler calls for a few files.
"""
