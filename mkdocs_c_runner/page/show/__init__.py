"""What readers see of a block: its parts, each with a file of its own where it takes more than a few lines.

All class names and all structure are here. A part is a function from what is `Shown` to pieces of HTML; `block`
puts them into figures, in the order that the author asked for.
"""
