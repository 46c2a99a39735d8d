# shellcheck shell=sh
# Read by ./laas: the disk of a temporary system fills while people work (deploy/laas-room).
: "${state:?}" "${root:?}"

# What systemd does in production.
supervise() {
  while [ ! -e "$state/end" ]; do
    as_postgres "$bin/pg_ctl" -s -D "$home/data" status >/dev/null 2>&1 || {
      as_postgres "$root/deploy/laas-room" before-start
      as_postgres "$bin/pg_ctl" -w -s -D "$home/data" -l "$home/log" -o "-p $(cat "$state/postgres.port")" start || true
    }
    sleep 1
  done
}

leave_volume() {
  touch "$state/end"
  stop_all
  [ ! -s "$folder/watch" ] || { kill "$(cat "$folder/watch")" && kill -CONT "$(cat "$folder/watch")"; } 2>/dev/null || true
  [ ! "$supervisor" ] || wait "$supervisor" || true
  umount -l "$volume"
  rm -rf "$folder"
}

full_disk() {
  [ "$(id -u)" = 0 ] || die 'a small volume is mounted for this: needs root'
  build_server
  begin_temporary
  volume=$state/volume
  mkdir -p "$volume" "$own/dist"
  mount -t tmpfs -o size=600m,mode=755 tmpfs "$volume"
  as_postgres test -x "$volume" || die "the user postgres cannot enter $volume"
  echo "$volume/postgres" >"$state/postgres.home"
  folder=$(mktemp -d)
  chmod 755 "$folder"
  [ "$(id -u)" != 0 ] || chown postgres: "$folder"
  supervisor=
  trap 'code=$?; leave_volume; finish $code' EXIT
  base=$(temporary_port)
  step 'PostgreSQL on a small volume · ฐานข้อมูลบนพื้นที่เล็ก' start_postgres disk $((base + 4))
  export LAAS_PGDATA="$home/data" LAAS_ROOM_SWITCH="$folder/room.conf" LAAS_ROOM_MB=100 LAAS_RESERVE_MB=96
  as_postgres sh -c 'echo "laas.writing = on" >"$1"' - "$LAAS_ROOM_SWITCH"
  printf '%s\n' "include_if_exists = '$LAAS_ROOM_SWITCH'" 'max_wal_size = 96MB' >>"$home/data/postgresql.conf"
  stop_postgres
  start_set disk "$base"
  # shellcheck disable=SC2016 # for the inner shell
  as_postgres sh -c 'echo $$ >"$1" && exec "$2" watch' - "$folder/watch" "$root/deploy/laas-room" &
  supervise &
  supervisor=$!
  sleep 1
  LAAS_VOLUME=$volume LAAS_WATCH=$(cat "$folder/watch") LAAS_PSQL=$bin/psql \
    node "$root/e2e/full_disk.mjs"
  "$server" verify
}
