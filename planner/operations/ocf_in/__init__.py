"""Open Cap Format packages of any version, read object by object."""
