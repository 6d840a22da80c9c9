#!/bin/sh
# What the container runs: a crawl every ten minutes (CRAWL_EVERY seconds), and a heartbeat for its health check.
# A crawl that fails is no reason to stop: the next one continues where it ended.
child=
trap 'test -n "$child" && kill -TERM "$child" && wait "$child"; exit 0' TERM INT

while :; do
    otklik crawl &
    child=$!
    wait "$child" && touch "${OTKLIK_DATA:-data}/last-crawl"
    sleep "${CRAWL_EVERY:-600}" &
    child=$!
    wait "$child"
done
