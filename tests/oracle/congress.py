"""The one rule that the delivered form gets wrong, from its plain words.

A congress is overdue from the first day after its term ends. The term ends on the anniversary of
the last congress; where that anniversary does not exist (29 February) on the last day of February.
The months overdue are the whole calendar months since the term's end, negative while it runs. A
fresh association without a congress is on time for 90 days.
"""

import calendar
import datetime


def later(date, years):
    """The anniversary of a day."""
    year = date.year + years
    return datetime.date(year, date.month, min(date.day, calendar.monthrange(year, date.month)[1]))


def term_end(response):
    last, term = response.value("last_congress_date"), response.value("term_years")
    return "" if "" in (last, term) else later(last, int(term))


def whole_months(start, end):
    """Completed calendar months; a month's last day completes it. Negative where `end` is earlier."""
    months = (end.year - start.year) * 12 + end.month - start.month
    is_last_day = (end + datetime.timedelta(days=1)).day == 1
    return months if end.day >= start.day or is_last_day else months - 1


def overdue_months(response):
    end = term_end(response)
    if response.value("ever_congress") != "yes" or end == "":
        return ""
    return float(whole_months(end, response.value("review_cutoff")))


def status(response):
    cutoff = response.value("review_cutoff")
    if response.value("ever_congress") == "no":
        founded = response.value("founded_date")
        fresh = founded != "" and (cutoff - founded).days <= 90
        return "on_time" if fresh else "never"
    end = term_end(response)
    return "overdue" if end != "" and end < cutoff else "on_time"


RULES = {"congress_overdue_months": overdue_months, "congress_status": status}
