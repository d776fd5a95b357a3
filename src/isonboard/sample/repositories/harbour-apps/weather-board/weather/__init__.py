"""Wind, waves and visibility in words."""
