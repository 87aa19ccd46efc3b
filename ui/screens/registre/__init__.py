"""The register as a list: any period, searched, filtered, printed, exported."""
