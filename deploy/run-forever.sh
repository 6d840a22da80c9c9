#!/bin/sh
# What the container runs: `otklik run` every ten minutes (RUN_EVERY seconds), and a heartbeat for its health check.
# A run that fails is no reason to stop: the next one continues where it ended.
child=
trap 'test -n "$child" && kill -TERM "$child" && wait "$child"; exit 0' TERM INT

while :; do
    otklik run &
    child=$!
    wait "$child" && touch "${OTKLIK_DATA:-data}/last-run"
    sleep "${RUN_EVERY:-600}" &
    child=$!
    wait "$child"
done
