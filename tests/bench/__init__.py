"""Speed as ratios: ours against the bare engine, both measured in the same run."""
