# shellcheck shell=sh
# Read by ./laas: the processes of a set (database, identity provider, mail, server) whose files
# are in $state. The set of `up` lasts, with $state = $own; others are temporary.
: "${state:?}" "${own:?}" "${server:?}"

# What tells a process from a later one that was given the same id. Nothing for one that has
# ended and only waits to be reaped.
birth() {
  if [ -d /proc/self ]; then
    sed -n 's/.*) [^ZX] //p' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f19
  else
    ps -o lstart= -p "$1" 2>/dev/null
  fi
}

note() { echo "$2 $(birth "$2")" >"$state/run/$1"; }

# The id of a process we noted, if it still is that one.
process() {
  read -r pid born 2>/dev/null <"$state/run/$1" && [ "$born" ] && [ "$(birth "$pid")" = "$born" ] &&
    echo "$pid"
}

run() {
  name=$1
  shift
  nohup "$@" </dev/null >"$state/log/$name" 2>&1 &
  note "$name" $!
}

stop() {
  running=$(process "$1") && [ "$running" != $$ ] || return 0
  kill "$running" 2>/dev/null || true
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    process "$1" >/dev/null || return 0
    sleep 0.5
  done
  kill -9 "$running" 2>/dev/null || true
}

stop_all() {
  for name in up server thaid mail; do
    stop $name
    rm -f "$state/run/$name"
  done
  stop_postgres
}

# Ends whatever this call of the script started, however it ends; with the code of the script, which
# who sets a trap of their own hands over.
finish() {
  code=${1:-$?}
  trap '' INT TERM HUP
  [ ! "${part:-}" ] || say "✗ $part"
  [ "${started:-}" ] || exit $code
  stop_all
  if [ "$state" != "$own" ]; then
    [ $code = 0 ] || { rm -rf "$own/failed" && cp -R "$state/log" "$own/failed"; }
    remove_postgres
    rm -rf "$state"
    [ $code = 0 ] || say "logs · บันทึก: $own/failed"
  fi
  exit $code
}

# From here on, what is started is also stopped.
begin() {
  started=yes
  mkdir -p "$state/run" "$state/log"
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
}

# A set of its own for this call. Removes those of calls that were killed.
begin_temporary() {
  for old in "$own"/temporary.*; do
    if [ -d "$old" ] && ! kill -0 "${old##*.}" 2>/dev/null; then
      (state=$old && stop_all && remove_postgres && rm -rf "$old")
    fi
  done
  state=$own/temporary.$$
  begin
}

# A port for a temporary set, below those the system gives to outgoing connections.
temporary_port() { echo $((20000 + $$ % 1100 * 10)); }

# Prints the first port from $1 to $1 + 4 that is taken.
taken_port() {
  node -e 'let port = Number(process.argv[1]); const end = port + 5;
    (function next() {
      if (port < end) require("net").createServer().on("error", () => console.log(port))
        .listen(port, "127.0.0.1", function () { port += 1; this.close(next); });
    })()' "$1"
}

environment() {
  # What hashing a password takes goes back at once, as in deploy/laas.env.
  export MALLOC_ARENA_MAX=2 MALLOC_MMAP_THRESHOLD_=1048576
  export LAAS_STATE="$state" LAAS_PROOFS="$state/backup" LAAS_DIST="$own/dist" LAAS_CITIZENS="$state/citizens.json"
  export LAAS_ROOTS="$state/roots" LAAS_SIGNING_KEY_FILE="$state/signing.key"
  export LAAS_DEVELOPMENT=1 LAAS_LISTEN="127.0.0.1:$1" LAAS_PUBLIC_URL="http://127.0.0.1:$1"
  export LAAS_THAID_PORT=$(($1 + 1)) LAAS_MAILBOX_PORT=$(($1 + 2)) LAAS_SMTP_PORT=$(($1 + 3))
  export LAAS_OIDC_ISSUER="http://127.0.0.1:$LAAS_THAID_PORT" LAAS_OIDC_CLIENT_ID=laas
  export LAAS_OIDC_REDIRECT_URI="$LAAS_PUBLIC_URL/api/v1/identity/thaid/callback"
  export LAAS_MAILBOX_URL="http://127.0.0.1:$LAAS_MAILBOX_PORT"
  export LAAS_SMTP_URL="smtp://127.0.0.1:$LAAS_SMTP_PORT"
  LAAS_OIDC_CLIENT_SECRET=$(secret oidc.secret)
  LAAS_DATABASE_URL=$(address laas_app laas)
  LAAS_OWNER_DATABASE_URL=$(address postgres laas)
  export LAAS_OIDC_CLIENT_SECRET LAAS_DATABASE_URL LAAS_OWNER_DATABASE_URL
  echo "$1" >"$state/port"
}

prepare_database() {
  [ "$(sql "select 1 from pg_database where datname = 'laas'")" ] || sql 'create database laas'
  "$server" migrate
  [ -e "$LAAS_SIGNING_KEY_FILE" ] || "$server" key make "$LAAS_SIGNING_KEY_FILE" >&2
  sql "alter role laas_app login password '$(secret laas_app.password)'"
  # The list of people has their demonstration password.
  (umask 077 && rm -f "$state/log/seed" "$state/citizens.json" && "$server" seed --demo >"$state/log/seed")
}

# Waits for all three; gives up when the server ends or a minute has passed.
wait_until_ready() {
  node -e 'const [pid, ...urls] = process.argv.slice(1); const end = Date.now() + 60000;
    const answers = (url) => fetch(url).then((answer) => answer.ok, () => false);
    (async function ask() {
      if ((await Promise.all(urls.map(answers))).every(Boolean)) process.exit(0);
      try { process.kill(pid, 0); } catch { process.exit(1); }
      if (Date.now() > end) process.exit(1);
      setTimeout(ask, 100);
    })()' "$(process server || echo 0)" "$LAAS_PUBLIC_URL/api/v1/health/ready" \
    "$LAAS_OIDC_ISSUER/.well-known/openid-configuration" "$LAAS_MAILBOX_URL" ||
    { tail -n 20 "$state/log/server" "$state/log/thaid" "$state/log/mail" >&2; die 'no start'; }
}

# start_set memory|kept PORT
start_set() {
  step 'PostgreSQL · ฐานข้อมูล' start_postgres "$1" $(($2 + 4))
  environment "$2"
  step 'migrations, demonstration data · ข้อมูลสาธิต' prepare_database
  run thaid node e2e/services/thaid.mjs
  run mail node e2e/services/mail.mjs
  run server env -u LAAS_OWNER_DATABASE_URL "$server" serve
  step 'server start · เริ่มเซิร์ฟเวอร์' wait_until_ready
}

start_temporary_set() {
  begin_temporary
  base=$(temporary_port)
  while [ "$(taken_port "$base")" ]; do base=$((base + 10)); done
  start_set memory "$base"
}
