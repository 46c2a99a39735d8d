#!/bin/sh
# The REST API against its own OpenAPI document: generated requests, none of which may end in an
# error of ours or in an answer that the document does not describe. Bounded in number and time.
set -eu
cases=${LAAS_CONTRACT_CASES:-50}      # of chance for each operation, besides the systematic ones
seconds=${LAAS_CONTRACT_SECONDS:-120} # for the longest of six runs; the others take a quarter
state=${LAAS_STATE:-.}
here=$(dirname "$0")
mkdir -p "$state/log"

# contract NAME SECONDS OPTIONS: one run, its output kept with the logs.
contract() {
  name=$1
  limit=$2
  shift 2
  if ! schemathesis ${config:+--config-file "$config"} run "$LAAS_PUBLIC_URL/api/openapi.json" \
    --url "$LAAS_PUBLIC_URL" --header 'X-Requested-By: laas' --max-examples "$cases" \
    --max-time "$limit" --workers 1 --generation-database none --seed 2569 \
    --checks not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,unsupported_method \
    --no-color "$@" >"$state/log/contract-$name" 2>&1; then
    tail -n 120 "$state/log/contract-$name" | cut -c1-400 >&2
    exit 1
  fi
  echo "$name: $(sed -n 's/^ *\([0-9]* generated.*\)/\1/p' "$state/log/contract-$name")" >&2
}

# People with real documents, so that requests reach the rules and not only the door. Ending the
# session would end the run; suspending people would end the next.
for user in finance1 clerk revenue budget; do
  config=$state/contract-$user.toml
  session=$(node "$here/contract-session.mjs" $user "$config")
  contract $user $((seconds / 4)) --phases fuzzing --header "Cookie: __Host-laas=$session" \
    --exclude-path-regex '/(session|identity|practice|users)'
done
config=$state/contract-head.toml
session=$(node "$here/contract-session.mjs" head "$config")
contract head "$seconds" --phases examples,coverage,fuzzing \
  --header "Cookie: __Host-laas=$session" --exclude-path-regex '/(session|identity|practice|users)'
config=
contract nobody $((seconds / 4)) --phases examples,coverage,fuzzing
