"""A payroll file becomes people: decode, split into a table, recognise headings, read values, check, say back."""
