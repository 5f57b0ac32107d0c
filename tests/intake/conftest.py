from intake_builders import citizen, hotline, ready  # noqa: F401
from ticket_builders import knowledge  # noqa: F401
