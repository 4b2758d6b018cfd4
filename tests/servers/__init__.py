"""What tests run against, for real: databases, our own server, a browser, Twilio's requests."""
