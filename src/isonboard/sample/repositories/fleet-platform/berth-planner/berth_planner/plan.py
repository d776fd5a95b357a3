"""The rules: earliest arrival first, and for each the smallest free berth that fits."""

from berth_planner.model import Placed, Waits


def plan(berths, calls):
    """A `Placed` or a `Waits` for each call, in the order of arrival.

    A ferry that waits is not planned again: the harbour office decides, with the reason in hand.
    """
    taken = {berth: [] for berth in berths}
    result = []
    for call in sorted(calls, key=lambda call: (call.arrives, call.ferry)):
        fitting = [berth for berth in berths if _fits(berth, call)]
        free = [berth for berth in fitting if not _overlapping(taken[berth], call)]
        if free:
            berth = min(free, key=lambda berth: (berth.charger and not call.electric, berth.length))
            taken[berth].append(call)
            result.append(Placed(call, berth))
        else:
            result.append(Waits(call, _reason(fitting, taken, call)))
    return result


def _fits(berth, call):
    return berth.length >= call.length and (berth.charger or not call.electric)


def _overlapping(others, call):
    return [other for other in others if other.arrives < call.leaves and call.arrives < other.leaves]


def _reason(fitting, taken, call):
    need = f"{call.length} m long" + (" with a charger" if call.electric else "")
    if not fitting:
        return f"this harbour has no berth {need}"
    free_at = {berth: max(other.leaves for other in _overlapping(taken[berth], call)) for berth in fitting}
    berth = min(fitting, key=lambda berth: free_at[berth])
    return f"no free berth is {need}, {berth.name} is free again at {free_at[berth]:%H:%M}"
