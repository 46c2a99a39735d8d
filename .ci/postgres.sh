# shellcheck shell=sh
# Read by ./laas: a PostgreSQL of our own for the set whose files are in $state.
: "${state:?}" "${own:?}"

# It refuses to run as root; the package has brought a user for it.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then
    (cd / && setpriv --reuid=postgres --regid=postgres --init-groups -- "$@")
  else
    "$@"
  fi
}

# A secret of this set, made on first use.
secret() {
  [ -s "$state/$1" ] || (umask 077 && od -An -N18 -tx1 /dev/urandom | tr -d ' \n' >"$state/$1")
  cat "$state/$1"
}

# Where the data goes: into memory if that is wanted and has room, else beside the rest of the
# set, or where its user may enter if the checkout belongs to root alone. There, what an earlier
# checkout of this name has left is not ours to open or to remove: the next free name is taken.
new_home() {
  room=$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')
  if [ "$1" = memory ] && [ "${room:-0}" -gt 2000000 ]; then
    echo "/dev/shm/laas.$$"
  elif as_postgres test -x "$state"; then
    echo "$state/postgres"
  else
    place=/var/lib/postgresql
    [ -d $place ] || place=/tmp
    place=$place/laas.$(printf %s "$state" | cksum | cut -d' ' -f1)
    free=$place
    n=1
    while [ -e "$free" ]; do
      n=$((n + 1))
      free=$place.$n
    done
    [ $n = 1 ] || say "left alone: the data of an earlier checkout in $place"
    echo "$free"
  fi
}

init_postgres() {
  [ "$1" != kept ] || refuse_to_begin_anew
  rm -rf "$home"
  mkdir -m 700 "$home"
  [ "$(id -u)" != 0 ] || chown postgres: "$home"
  secret postgres.password | as_postgres tee "$home/password" >/dev/null
  as_postgres "$bin/initdb" -D "$home/data" -U postgres --pwfile="$home/password" -k --no-sync \
    --auth=scram-sha-256 --encoding=UTF8 --locale=C --locale-provider=icu --icu-locale=th-TH \
    >"$state/log/initdb" 2>&1 || { cat "$state/log/initdb" >&2; die 'initdb failed'; }
  rm "$home/password"
  {
    printf '%s\n' "listen_addresses = '127.0.0.1'" "unix_socket_directories = ''" \
      'shared_buffers = 256MB' 'checkpoint_timeout = 30min' 'max_wal_size = 4GB' \
      'wal_compression = on'
    [ "$1" != memory ] || printf '%s\n' 'fsync = off' 'synchronous_commit = off' \
      'full_page_writes = off' 'max_connections = 300'
  } >>"$home/data/postgresql.conf"
}

# start_postgres memory|disk|kept PORT: on that port, or if the set is a temporary one on a free one
# after. What is kept has its archive and its backups.
start_postgres() {
  [ -s "$state/postgres.home" ] || new_home "$1" >"$state/postgres.home"
  home=$(cat "$state/postgres.home")
  bin=$(postgres_bin "$home/data") || die "no installed PostgreSQL fits the data in $home"
  [ -s "$home/data/PG_VERSION" ] || init_postgres "$1"
  port=$2
  until
    [ "$1" != kept ] || archive_settings "$port"
    as_postgres "$bin/pg_ctl" -w -s -D "$home/data" -l "$home/log" -o "-p $port" start \
      >"$state/log/pg_ctl" 2>&1
  do
    port=$((port + 10))
    if [ "$state" = "$own" ] || [ $port -gt $(($2 + 100)) ]; then
      cat "$state/log/pg_ctl" >&2
      tail -n 5 "$home/log" >&2
      die 'PostgreSQL did not start'
    fi
  done
  echo "$port" >"$state/postgres.port"
}

postgres_runs() {
  home=$(cat "$state/postgres.home" 2>/dev/null) && [ -s "$home/data/PG_VERSION" ] &&
    bin=$(postgres_bin "$home/data") &&
    as_postgres "$bin/pg_ctl" -s -D "$home/data" status >/dev/null
}

stop_postgres() { ! postgres_runs || as_postgres "$bin/pg_ctl" -s -D "$home/data" -m fast stop; }

# Stops it and forgets its data.
remove_postgres() {
  stop_postgres
  [ -s "$state/postgres.home" ] || return 0
  home=$(cat "$state/postgres.home")
  rm -rf "$home" "$home.repository" "$state/postgres.home"
}

# address ROLE DATABASE
address() {
  echo "postgres://$1:$(secret "$1.password")@127.0.0.1:$(cat "$state/postgres.port")/$2"
}

# sql STATEMENT, as the superuser
sql() { "$bin/psql" -XqAt -v ON_ERROR_STOP=1 -c "$1" "$(address postgres postgres)"; }
