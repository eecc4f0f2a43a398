"""Numerals, quantities and what they measure."""
