"""The rule language: the tree, its meaning, its renderers; English to rules; findings and witnesses about them."""
