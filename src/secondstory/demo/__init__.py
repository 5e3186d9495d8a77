"""A demonstration worth showing: a made-up company's two years of incidents go in as TOML, and leave as a library like any other."""
