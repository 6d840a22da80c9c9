"""What an analyst sees in Kibana: data views, saved searches and dashboards, made of one description in Python."""
