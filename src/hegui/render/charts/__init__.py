"""Charts from data, laid out once and painted twice: as accessible SVG and as a PNG."""
