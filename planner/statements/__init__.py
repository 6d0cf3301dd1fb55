"""A person's statement and the company's register: what is printed, as primitives, and how it becomes paper."""
