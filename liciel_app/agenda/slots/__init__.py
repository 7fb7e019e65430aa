"""Where a visit fits best: every feasible insertion over the horizon, ranked by the road it adds."""
