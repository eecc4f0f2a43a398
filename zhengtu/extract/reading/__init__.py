"""From a file to a document: formats, clean text, place and years, sections, sentences."""
