"""How everything looks. In: plain values from the later apps' pages. Out: markup, styles and drawings; no tables, no addresses."""
