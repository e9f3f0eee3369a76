"""`./dev bench`: ratios measured in one run on one machine. Absolute figures are printed, ratios are what counts."""
