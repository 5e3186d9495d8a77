"""What happened: an incident's facts come in, from people and from imports; later steps hang their evidence, report and actions on them."""
