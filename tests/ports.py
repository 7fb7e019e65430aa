"""Ports for the servers that tests start."""

import socket


def free_port() -> int:
    """Chosen by the system, so that two test processes starting at once do not choose the same."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
