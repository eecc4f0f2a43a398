"""The vocabulary: what classes, properties and codes there are."""
