"""Draw: one function a chart, values in, SVG out. No chart needs JavaScript to be read."""
