"""How fast Otklik is and what it costs, measured on real pages."""
