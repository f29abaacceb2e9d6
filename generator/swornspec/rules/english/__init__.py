"""English to rules: tokens, forms as data, conditions, what they mean, and how sentences become rules."""
