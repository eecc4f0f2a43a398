"""From text to facts."""
