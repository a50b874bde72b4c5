"""Many releases: shards, the processes that read them, a checkpoint to resume from, dead letters, progress."""
