"""`otklik run`: the whole line of cron, and what tells others how it went."""
