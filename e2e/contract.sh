#!/bin/sh
# The REST API against its own OpenAPI document: generated requests, none of which may end in an
# error of ours or in an answer that the document does not describe. Bounded in number and time.
set -eu
cases=${LAAS_CONTRACT_CASES:-50}       # of chance for each operation, besides the systematic ones
seconds=${LAAS_CONTRACT_SECONDS:-120} # for all of them, twice
state=${LAAS_STATE:-.}
session=$(node "$(dirname "$0")/contract-session.mjs")

# contract NAME OPTIONS: one run, its output kept with the logs.
contract() {
  name=$1
  shift
  mkdir -p "$state/log"
  if ! schemathesis run "$LAAS_PUBLIC_URL/api/openapi.json" --url "$LAAS_PUBLIC_URL" \
    --header 'X-Requested-By: laas' --max-examples "$cases" --max-time "$seconds" --workers 1 \
    --phases examples,coverage,fuzzing --generation-database none --seed 2569 \
    --checks not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,unsupported_method \
    --no-color "$@" >"$state/log/contract-$name" 2>&1; then
    tail -n 120 "$state/log/contract-$name" >&2
    exit 1
  fi
  grep -E '^ *(Operations|Test cases|API operations|[0-9,]+ generated|.*cases)' "$state/log/contract-$name" >&2 || true
}

# Ending the session would end the run; it is tried without one below.
contract inside --header "Cookie: __Host-laas=$session" \
  --exclude-path-regex '/(session|identity|practice)'
LAAS_CONTRACT_CASES=20 contract outside --include-path-regex '/(session|identity|health)'
