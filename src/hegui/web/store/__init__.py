"""The service's own tables, in the ledger's database: API keys, jobs, servers."""
