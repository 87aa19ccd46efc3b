"""Documents: data in, PDF bytes out. No Qt, no query; the only package that imports ReportLab."""
