"""What the law of other countries prescribes, as scheme documents to learn from."""
