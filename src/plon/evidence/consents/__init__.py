"""The register of consents: who agreed to be shown, where, until when, and what happens when they no longer do."""
