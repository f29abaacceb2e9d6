"""Campaigns: hundreds of documents and targets tested as independent tasks, on one machine or on many, with one result.

tasks         what is tested: documents, targets and settings become tasks with stable ids
inputs        files and folders become documents
targets       a file says where a document is served
work          one task, run in a worker
store         results that survive a kill
crew          the workers of this machine; `distributed` those of a Dask cluster
run           tasks are handed out, results kept
merge         results become one
"""
