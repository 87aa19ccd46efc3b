"""One package for each screen. Imports `ui.parts`, `ui.kit`, `reports`, `models`; never a sibling."""
