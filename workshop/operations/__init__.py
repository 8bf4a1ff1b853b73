"""Operations that no participant performs: the clock's, the worker's, the administrator's, and those before joining."""
