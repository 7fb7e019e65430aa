"""The order wizard without its screens: places, what is shown of the law and the prices, and what is still missing."""
