"""One window or page a module; none imports another (`ui.navigator` connects them)."""
