"""The law and the rates by country and date: YAML beside this file, each figure with its source."""
