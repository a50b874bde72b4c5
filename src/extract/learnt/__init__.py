"""What is learnt from marked releases and chooses among what rules propose. `training/` makes the weights, card.md tells how.

Weights are plain numbers for named features: no network, nothing but NumPy to read them.
"""
