"""Operations and OpenAPI: pages, prose and annotations joined; documents read back; the verdict on requests."""
