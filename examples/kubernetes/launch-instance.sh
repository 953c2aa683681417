#!/bin/sh
# Starts one instance as a Job of Kubernetes, names its address, and shows its log until it ends. Needs kubectl with a context
# that may create, read and delete Jobs and read pods and their logs, and the file job.yaml beside it.
job=$SWITCHYARD_JOB_NAME
template=$(dirname "$0")/job.yaml
port=8000

say() { echo "[SwarmAutoScaleBackend]$1: $2[/SwarmAutoScaleBackend]"; }
remove() { kubectl delete job "$job" --ignore-not-found --wait=false; }
# Switchyard ends the script to end the instance.
trap 'trap "" TERM INT; remove; exit 0' TERM INT
fail() {
  say DeclareFailed "$1"
  remove
  exit 1
}
# What Kubernetes tells of its pod, and of the Job; nothing where it tells nothing.
pod() { kubectl get pod --selector="job-name=$job" --output="jsonpath={.items[0].$1}" 2>/dev/null; }
# Over is what Kubernetes says is over. While it does not answer, that is not known.
is_over() {
  active=$(kubectl get job "$job" --ignore-not-found --output='jsonpath={.status.active}' 2>/dev/null) && [ "$active" != 1 ]
}
status() { kubectl get job "$job" --output="jsonpath={.status.$1}" 2>/dev/null; }

sed "s/NAME/$job/g" "$template" | kubectl apply --filename=- || fail "kubectl refused the Job"
until [ "$(status ready)" = 1 ]; do
  [ "$(status failed)" = 1 ] && fail "the Job failed: $(pod status.containerStatuses[0].state.terminated.reason)"
  # Why it has no place yet, in the words of Kubernetes: the card shows it.
  now=$(pod 'status.conditions[?(@.type=="PodScheduled")].message')
  [ "$now" = "$before" ] || say Waiting "$now"
  before=$now
  sleep 1 &
  wait $!
done
say Waiting ""
say NewURL "http://$(pod status.podIP):$port"
# A log may break off while its pod runs on.
until is_over; do
  kubectl logs --follow "job/$job" --since=2s &
  wait $!
  sleep 1 &
  wait $!
done
echo "The Job has ended: $(pod status.containerStatuses[0].state.terminated.reason)"
remove
exit 1
