"""What every generated client carries with it: checks, models, errors and the connection; httpx and pydantic alone."""
