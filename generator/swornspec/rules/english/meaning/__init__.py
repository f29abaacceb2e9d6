"""What each sentence form means for the field it is said of."""
