"""Example addresses of the cockpit."""

from hengjian.apps.cockpit.tests.stored import lead, stored
from hengjian.kernel.testing import World


def of_cockpit(world: World) -> dict[str, list[str]]:
    """The screen in all its forms, a figure that is stored and one that is not, the rows behind it."""
    lead()
    stored("cockpit.leads")
    stored("consumer.closed_in_time")
    figure = "/cockpit/figure/cockpit.leads/"
    return {
        "cockpit:cockpit": ["/cockpit/", "/cockpit/?wall=1", "/cockpit/?code=0&span=days30&compare=41&map=x&trend=x"],
        "cockpit:figures": ["/cockpit/figures/", "/cockpit/figures/?q=none", "/cockpit/figures/?room=cockpit&as=csv"],
        "cockpit:figure": [
            figure,
            "/cockpit/figure/registry.entities/?since=2025-01-01&until=2025-01-31",
            "/cockpit/figure/no/",
        ],
        "cockpit:rows": [f"{figure}rows/", f"{figure}rows/?of=whole", f"{figure}rows/?q=样&at=411602002&as=csv"],
        "cockpit:share": ["/cockpit/share/", "/cockpit/share/?indicator=cockpit.leads"],
    }
