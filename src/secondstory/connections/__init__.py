"""Which outside systems send here: an administrator makes a connection, its address is given to the vendor, later steps take what arrives."""
