"""Which outside systems send here: an administrator makes a connection, its address goes to the vendor, later steps take what arrives."""
