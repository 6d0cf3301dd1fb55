"""Deelgenoot: profit sharing and employee ownership that explain themselves."""
