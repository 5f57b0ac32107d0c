from ticket_builders import hotline, knowledge  # noqa: F401
