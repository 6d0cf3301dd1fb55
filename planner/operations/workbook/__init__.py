"""The register as a spreadsheet with live formulas: where figures stand, what each cell says, how it looks."""
