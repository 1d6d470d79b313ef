"""Work time counted day by day, as the calendar says it: what the program's counting of whole columns must equal."""

import datetime as dt


def work_time(calendar, start, end):
    """Work time between two moments; zero when the second is not later."""
    total, day = dt.timedelta(), start.date()
    while day <= end.date():
        if calendar.works(day):
            for opens, closes in calendar.hours:
                span = dt.datetime.combine(day, opens), dt.datetime.combine(day, closes)
                total += max(min(span[1], end) - max(span[0], start), dt.timedelta())
        day += dt.timedelta(days=1)
    return total
