"""Programs that are not ours, reading what citegraph writes."""
