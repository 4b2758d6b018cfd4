"""What all pages share: language, headers, errors, health, logs, and how own words are shown."""
