"""A demonstration: invented institutions and people, whose progress is made by the services that everybody uses."""
