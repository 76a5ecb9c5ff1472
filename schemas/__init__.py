"""The vocabulary of copydesk: frozen records, the configuration, the Arrow tables. Imports nothing of ours."""
