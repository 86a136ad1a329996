"""What `workup.yaml` has to be beyond its fields.

Rule. Order is the order of the file: a test may only come after tests that stand above it.
"""

from nosograph.entries.codec import Form
from nosograph.entries.problems import did_you_mean
from nosograph.model.workup import Test, Workup


def check_workup(form: Form[Workup]) -> None:
    """Report tests out of their order, and readings that say nothing."""
    above: set[str] = set()
    for _, test in form.value.tests() if form.value else ():
        _check_order(test, above, form)
        above.add(test.id)
        for reading in (test.positive, test.negative):
            if reading and not reading.means and not reading.does_not_mean:
                form.fields(reading).text("means", needed=True)


def _check_order(test: Test, above: set[str], form: Form[Workup]) -> None:
    place = form.fields(test)
    for number, id in enumerate(test.after):
        if id not in above:
            place.desk.note(
                "unknown-step",
                f"no test above is called {id!r}",
                place.node.place("after", number),
                value=id,
                hint=did_you_mean(id, above, "a test can only come after one that stands above it"),
            )
