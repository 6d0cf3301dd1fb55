"""The law and the rates by country and date: YAML beside this file, each figure with its source.

A country is a folder. Its `sources.yaml` names what is published where; the other files hold a topic each:

    topic: employer-premiums
    title: {nl: Werkgeverspremies, en: Employer premiums}
    rules:
      maximum-wage:                        # looked up as employer-premiums.maximum-wage
        title: {nl: Maximumpremieloon, en: Wage up to which premiums are paid}
        unit: EUR                          # or %, years, text; a table has `columns` with a unit each
        values:
          - {year: 2026, source: rates-annex-2026, checked: 2026-11-27, value: 79409}

`year` is the whole of it; otherwise a value has `from`, and `until` where the end is known. `status` is final unless it
says provisional, expected or ended; `derived: true` is what a formula gave, not the source's own words. A new year is a
line in a file, and what it changes shows in `deelgenoot rules`.
"""
