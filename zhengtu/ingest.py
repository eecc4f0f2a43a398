"""From files to a store: reads, extracts and loads many reports."""
