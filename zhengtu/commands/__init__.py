"""The commands of ``zhengtu``, by subject; each parses, calls one function and prints."""
