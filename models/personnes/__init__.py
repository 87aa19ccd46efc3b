"""The people who come: their files, and how they are found. Imports what stands below."""
