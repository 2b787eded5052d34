"""From mentions to facts: entities, references, patterns, status."""
