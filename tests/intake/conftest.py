from intake_builders import asked_for_the_name, asked_for_the_wish, bought_online, citizen, hotline, ready, tip_off  # noqa: F401
from ticket_builders import knowledge  # noqa: F401
