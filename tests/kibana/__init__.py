"""Kibana's dashboards, held against their own shapes, the index's fields and a real Elasticsearch; never a Kibana."""
