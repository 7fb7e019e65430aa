"""The outside services in one small app that speaks their protocols, for demonstrations and tests on this machine."""

from liciel_app.simulator.app import DEMO_SHOP, simulator

__all__ = ["DEMO_SHOP", "simulator"]
