"""What the page of one intake says, part by part, as plain values: nothing here knows of HTML."""
