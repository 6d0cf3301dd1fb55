"""Figures that remember how they were reached: exact values, the formula language, sharing out, and their replay."""
