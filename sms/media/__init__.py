"""Photos and recordings that come with texts: they lie with Twilio, and a worker fetches them."""
