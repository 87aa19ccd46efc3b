"""The settings: the structure, its sites, its lists, its team; this workstation."""
