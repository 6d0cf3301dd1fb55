"""What we do beside what one would otherwise do, measured in turn in one run."""
