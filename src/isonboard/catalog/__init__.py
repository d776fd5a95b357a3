"""Facts kept: the store, the sync from sources into it, the activity score."""
