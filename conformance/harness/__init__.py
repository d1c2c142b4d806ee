"""What the conformance tests stand on: a real server process, real clients, and plain HTTP."""
