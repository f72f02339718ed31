"""Pages for people: server-rendered, in two languages, usable without scripts and by keyboard."""
