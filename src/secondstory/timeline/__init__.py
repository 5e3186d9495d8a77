"""In what order: the events of an incident come in from people and imports; reports tell them and later steps measure them."""
