"""Reports: what was found, as text, JSON, SARIF or workflow commands. Values in, text out."""
