"""Facts judged: vocabulary, index and search, fit, beginner issues."""
