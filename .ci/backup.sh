# shellcheck shell=sh
# Read by ./laas: deploy/laas-backup for the set whose files are in $state.
: "${state:?}" "${own:?}" "${root:?}" "${server:?}"

# The repository stands beside the data, not in it: LAAS_REPOSITORY puts it on another disk.
repository_folder() { echo "${LAAS_REPOSITORY:-$home.repository}"; }

folder_of_postgres() {
  [ ! -d "$1" ] || return 0
  mkdir -p -m 700 "$1"
  [ "$(id -u)" != 0 ] || chown postgres: "$1"
}

# What PostgreSQL and pgBackRest need to know; written anew at each start, because places change.
archive_settings() {
  socket=$home
  [ ${#socket} -lt 90 ] || socket=/tmp/laas.$(printf %s "$state" | cksum | cut -d' ' -f1)
  folder_of_postgres "$home" && folder_of_postgres "$socket" && folder_of_postgres "$(repository_folder)"
  echo "*:*:*:postgres:$(secret postgres.password)" | as_postgres tee "$home/pgpass" >/dev/null
  as_postgres chmod 600 "$home/pgpass"
  printf '%s\n' '[global]' "repo1-path=$(repository_folder)" 'repo1-cipher-type=aes-256-cbc' \
    "repo1-cipher-pass=$(secret repository.key)" 'repo1-retention-full-type=time' \
    'repo1-retention-full=35' 'start-fast=y' 'compress-type=zst' 'process-max=2' \
    'log-level-file=off' "lock-path=$home/lock" "spool-path=$home/spool" \
    '[laas]' "pg1-path=$home/data" "pg1-port=$1" "pg1-socket-path=$socket" 'pg1-user=postgres' |
    as_postgres tee "$home/pgbackrest.conf" >/dev/null
  as_postgres chmod 600 "$home/pgbackrest.conf"
  printf '%s\n' "unix_socket_directories = '$socket'" 'archive_mode = on' 'archive_timeout = 60' \
    "archive_command = 'pgbackrest --config=\"$home/pgbackrest.conf\" --stanza=laas archive-push \"%p\"'" |
    as_postgres tee "$home/laas.conf" >/dev/null
  [ ! -e "$home/data/postgresql.conf" ] || grep -q laas.conf "$home/data/postgresql.conf" ||
    echo "include_if_exists = '../laas.conf'" >>"$home/data/postgresql.conf"
}

# A new cluster in the place of one that was lost would push its backup aside.
refuse_to_begin_anew() {
  [ ! -e "$(repository_folder)/backup/laas/backup.info" ] ||
    die "the data is gone, its backup is there: ./laas restore · ข้อมูลหาย แต่มีข้อมูลสำรอง: ./laas restore (or remove $(repository_folder))"
}

laas_backup() {
  home=$(cat "$state/postgres.home" 2>/dev/null) || die 'nothing to back up yet: ./laas up · ยังไม่มีระบบ'
  bin=$(postgres_bin "$home/data") || die "no installed PostgreSQL fits the data in $home"
  LAAS_PGDATA="$home/data" LAAS_PGBIN="$bin" LAAS_PGPORT="$(cat "$state/postgres.port")" \
    LAAS_PGSOCKET="$(sed -n 's/^pg1-socket-path=//p' "$home/pgbackrest.conf" 2>/dev/null)" \
    LAAS_BACKUP_STATE="$state/backup" LAAS_SERVER="$server" PGPASSFILE="$home/pgpass" \
    PGBACKREST_CONFIG="$home/pgbackrest.conf" "$root/deploy/laas-backup" "$@"
}

# The first backup, or one more if the newest is of yesterday.
first_backup() {
  laas_backup setup
  case $(laas_backup status) in *'no backup ·'* | *'hours old'*) laas_backup backup ;; esac
}

# The database of `up`, started for this call if it does not run.
with_database() {
  need rust compiler postgres pgbackrest
  [ -s "$state/postgres.port" ] || die 'nothing to back up yet: ./laas up · ยังไม่มีระบบ'
  claim_target
  step 'server · คอมไพล์เซิร์ฟเวอร์' cargo build
  postgres_runs || { begin && start_postgres kept "$(cat "$state/postgres.port")"; }
  environment "$(cat "$state/port")"
}

backup() { with_database && laas_backup backup; }

drill() {
  if [ "${1:-}" = --check ]; then laas_backup check; else with_database && laas_backup drill; fi
}

# Nobody works while it runs; a restore that cannot be proved leaves everything as it was.
restore() {
  need rust compiler postgres pgbackrest
  claim_target
  step 'server · คอมไพล์เซิร์ฟเวอร์' cargo build
  [ -s "$state/postgres.home" ] || die 'there never was a system here: ./laas up · ยังไม่มีระบบ'
  laas_backup moment "$@"
  stop_all
  home=$(cat "$state/postgres.home")
  archive_settings "$(cat "$state/postgres.port")"
  environment "$(cat "$state/port")"
  step 'restore, proof · กู้คืนและพิสูจน์' laas_backup restore "$@"
  laas_backup accept
  # What was signed later no longer agrees: another chain begins.
  [ ! "${1:-}" ] || [ ! -d "$LAAS_ROOTS" ] || mv "$LAAS_ROOTS" "$LAAS_ROOTS.before-$(date +%Y%m%d-%H%M%S)"
  begin
  start_postgres kept "$(cat "$state/postgres.port")"
  until [ "$(sql 'select pg_is_in_recovery()')" = f ]; do sleep 0.3; done
  step 'backup · สำรองข้อมูล' laas_backup backup full
  say 'restored · กู้คืนแล้ว; start with · เปิดระบบด้วย: ./laas up'
}

# One organisation, while all others go on working.
restore_entity() {
  case " $* " in
    *' --from-backup '*) with_database && laas_backup restore-entity "$@" ;;
    *) hand_over restore-entity "$@" ;;
  esac
}
