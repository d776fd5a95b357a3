"""The engineer's own: favourites, notes, profile, journeys."""
