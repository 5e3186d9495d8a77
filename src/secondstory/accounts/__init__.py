"""Who: people, teams, roles and the ways in.

Names and credentials come in; the rest of the product asks who somebody is and what they may do.
"""
