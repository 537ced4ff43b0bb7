"""The one place that talks to OpenAlex's server: session, budget, responses, the cache of answers, the deadline."""
