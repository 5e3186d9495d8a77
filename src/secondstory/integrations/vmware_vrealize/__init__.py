"""VMware Aria Operations, formerly vRealize Operations: alerts of its REST notification plug-in."""
