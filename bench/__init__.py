"""The figures the office is measured by: `make bench`."""
