"""What files say besides the label: names, comments and prompts, by family of formats.

Read apart from the labels, by whoever gathers evidence: to label or to read a label needs none
of it. Each module has a function ``statements(source)``; ``hegui.implicit.statements`` chooses.
"""
