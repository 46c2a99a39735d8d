# shellcheck shell=sh
# Read by ./laas: spoils backups and books, and asks the drill. A drill that was never shown a
# spoiled backup does not count.
: "${state:?}" "${root:?}"

# Where it stood before it was spoiled; PostgreSQL is down for it.
keep_whole() {
  stop_postgres
  cp -a "$home/data" "$home/data.whole"
  cp -a "$home.repository" "$home.whole"
  cp -a "$state/backup" "$state/backup.whole"
}

bring_back_whole() {
  stop_postgres
  ! mountpoint -q "$home.repository" || umount "$home.repository"
  rm -rf "$home/data" "$home.repository" "$state/backup"
  cp -a "$home/data.whole" "$home/data"
  cp -a "$home.whole" "$home.repository"
  cp -a "$state/backup.whole" "$state/backup"
  start_postgres kept "$(cat "$state/postgres.port")"
}

# The largest file of the newest backup whose name matches.
backup_file() { find "$home.repository/backup/laas" -path "*F*/pg_data/*" -name "$1" -type f -size +8k | sort | tail -n 1; }
sql_of() { "$bin/psql" -XqAt -v ON_ERROR_STOP=1 -c "$2" "$(address postgres "$1")"; }
books() { sql_of laas "$1" >/dev/null; }
# As somebody who knows the superuser's password, past every guard; then backed up like the truth.
spoil_books() { books "set session_replication_role = replica; $1" && laas_backup backup 2>/dev/null; }

# --- The ways -----------------------------------------------------------------------------------

truncated_file() { truncate -s -100 "$(backup_file '*.zst')"; }
flipped_byte() {
  file=$(backup_file '*.zst')
  byte=$(od -An -tu1 -j 5000 -N 1 "$file")
  printf "\\$(printf %o $((255 - byte)))" | dd of="$file" bs=1 seek=5000 conv=notrunc 2>/dev/null
}
# One that was written after the backup, so that no file of the backup tells; and one between two
# backups, which only a restore to a time before the second would need.
missing_wal() { take_segment; }
missing_wal_before() { take_segment && laas_backup backup 2>/dev/null; }
take_segment() {
  books "$write_something"
  segment=$(sql 'select pg_walfile_name(pg_switch_wal())')
  books "$write_something"
  until archived=$(find "$home.repository/archive" -name "$segment-*.zst" | grep .); do sleep 0.2; done
  rm "$archived"
}
wrong_key() { sed -i 's/^repo1-cipher-pass=.*/repo1-cipher-pass=wrong/' "$home/pgbackrest.conf"; }
deleted_manifest() { rm "$home.repository"/backup/laas/*F/backup.manifest*; }
# Put back as it was before the last day's work, as by a disk that was swapped.
old_repository() {
  books "$write_something"
  laas_backup backup 2>/dev/null
  stop_postgres
  rm -rf "$home.repository"
  cp -a "$home.whole" "$home.repository"
  start_postgres kept "$(cat "$state/postgres.port")"
}
stale_backup() { LAAS_BACKUP_HOURS=0 && export LAAS_BACKUP_HOURS; }
recomputed_chain() { spoil_books "$recompute"; }
dropped_table() { spoil_books 'drop table daily_reports cascade'; }
dropped_index() {
  spoil_books "$(sql_of laas "select 'drop index ' || indexrelid::regclass from pg_index join pg_class c on c.oid = indexrelid
    where relnamespace = 'public'::regnamespace and not indisunique order by indexrelid::regclass::text limit 1")"
}
changed_row() { spoil_books "update journal_lines set debit = debit + 1 where ctid = (select ctid from journal_lines where debit > 0 limit 1)"; }
full_repository() {
  size=$(du -sk "$home.repository" | cut -f1)
  mv "$home.repository" "$home.moved"
  mkdir "$home.repository"
  mount -t tmpfs -o size=$((size + 2000))k tmpfs "$home.repository"
  chown postgres: "$home.repository"
  cp -a "$home.moved/." "$home.repository"
  rm -rf "$home.moved"
  head -c 100m /dev/zero 2>/dev/null >"$home.repository/others" || true
}
other_cluster() {
  (
    key=$(secret repository.key)
    port=$(($(cat "$state/postgres.port") + 3))
    state=$state/other
    mkdir -p "$state/log"
    echo "$key" >"$state/repository.key"
    unset LAAS_OWNER_DATABASE_URL LAAS_DATABASE_URL
    start_postgres kept "$port"
    sql 'create database laas'
    laas_backup setup
    LAAS_OWNER_DATABASE_URL=none laas_backup backup 2>/dev/null || true
    cp -a "$home.repository" "$home.copied"
    mv "$home.copied" "$state/../other.repository"
    remove_postgres
  )
  rm -rf "$home.repository"
  mv "$state/other.repository" "$home.repository"
}

write_something="do \$\$ declare e uuid; begin
  select entity_id into e from entity_heads order by seq desc limit 1;
  perform set_config('laas.entity', e::text, true);
  perform begin_write(now());
  perform append_record(now(), null, 'system', 'sabotage', null, '', ''); end \$\$"

# Alters a record in the middle and makes the chain after it right again.
recompute="do \$\$ declare e uuid; r records; before bytea; begin
  select entity_id into e from entity_heads order by seq desc limit 1;
  for r in select * from records where entity_id = e order by seq loop
    if r.seq = 3 then r.subject := r.subject || ' altered'; end if;
    if before is not null then r.previous_hash := before; end if;
    r.hash := sha256(convert_to(record_text(r), 'UTF8'));
    update records set subject = r.subject, previous_hash = r.previous_hash, hash = r.hash
      where entity_id = e and seq = r.seq;
    before := r.hash;
  end loop;
  update entity_heads set hash = before where entity_id = e; end \$\$"

# --- The table ----------------------------------------------------------------------------------

# spoiled WAY: spoils, drills, writes a line of the table, and makes everything whole.
spoiled() {
  say "▸ $1"
  "$1" || die "could not spoil: $1"
  began=$(date +%s)
  if laas_backup drill >"$state/log/drill.$1" 2>&1; then
    found='NOT FOUND'
    missed="${missed:-} $1"
  else
    found=$(sed -n 's/^laas-backup: the drill FAILED: \(.*\) · .*/\1/p' "$state/log/drill.$1")
    [ "$found" ] || { cat "$state/log/drill.$1" >&2; die "the drill of $1 ended without saying why"; }
  fi
  table="${table:-}$(printf '\n%-18s %3s s  %s' "$1" $(($(date +%s) - began)) "$found")"
  unset LAAS_BACKUP_HOURS
  bring_back_whole
}

where_it_stands() { sql_of laas "select seq, encode(hash, 'hex') from entity_heads order by seq desc limit 1"; }

bring_back() {
  laas_backup restore "$@" 2>&1 | tail -n 2 >&2
  laas_backup accept 2>/dev/null
  rm -rf "$home"/data.before-*
  start_postgres kept "$(cat "$state/postgres.port")"
  until [ "$(sql 'select pg_is_in_recovery()')" = f ]; do sleep 0.2; done
}

# Writes, notes each acknowledged record, destroys, restores to a time between two of them: exactly
# what was acknowledged before is there.
point_in_time() {
  : >"$state/acknowledged"
  after=$((1 + $(od -An -N1 -tu1 /dev/urandom) % 9))
  for n in 1 2 3 4 5 6 7 8 9 10; do
    books "$write_something"
    where_it_stands >>"$state/acknowledged"
    [ $n != $after ] || { sleep 0.1 && time=$(sql 'select clock_timestamp()') && sleep 0.1; }
  done
  sleep 1
  as_postgres "$bin/pg_ctl" -s -D "$home/data" -m immediate stop
  rm -rf "$home/data/base" "$home/data/global"
  bring_back --to "$time"
  [ "$(where_it_stands)" = "$(sed -n ${after}p "$state/acknowledged")" ] ||
    die 'the restored books are not those of the time asked for'
}

points_in_time() { for _ in $(seq "${LAAS_POINTS:-1}"); do point_in_time; done; }

# After a crash: all that was acknowledged, to the last, though the archive has not all of it.
nothing_lost() {
  for n in 1 2 3; do books "$write_something"; done
  last=$(where_it_stands)
  as_postgres "$bin/pg_ctl" -s -D "$home/data" -m immediate stop
  rm -rf "$home/data/base"
  bring_back
  [ "$(where_it_stands)" = "$last" ] || die 'an acknowledged record is lost'
}

drill_again() { laas_backup backup full && laas_backup drill; }

leave_repository() {
  ! mountpoint -q "${home:-}.repository" 2>/dev/null || umount -l "$home.repository"
}

sabotage() {
  need rust compiler postgres pgbackrest
  claim_target
  step 'server · คอมไพล์เซิร์ฟเวอร์' cargo build
  form=${1:-full}
  case $form in
    short) ways='flipped_byte missing_wal' ;;
    full)
      ways='truncated_file flipped_byte missing_wal missing_wal_before wrong_key deleted_manifest old_repository
        stale_backup recomputed_chain dropped_table dropped_index changed_row full_repository other_cluster' ;;
    *) ways=$* ;;
  esac
  begin_temporary
  trap 'code=$?; leave_repository; finish $code' EXIT
  base=$(temporary_port)
  step 'PostgreSQL · ฐานข้อมูล' start_postgres kept $((base + 4))
  environment "$base"
  step 'migrations, demonstration data · ข้อมูลสาธิต' prepare_database
  step 'backup · สำรองข้อมูล' first_backup
  # Unspoiled, it must pass, or its refusals say nothing.
  step 'drill of a whole backup · ซ้อมกู้คืน' laas_backup drill
  keep_whole
  bring_back_whole
  step 'to a point in time · กู้คืนถึงเวลาที่ระบุ' points_in_time
  if [ "$form" = full ]; then
    # What was restored goes on being backed up and proved.
    step 'drill of what was restored · ซ้อมกู้คืนอีกครั้ง' drill_again
    bring_back_whole
    step 'after a crash, to the last record · กู้คืนถึงรายการสุดท้าย' nothing_lost
  fi
  bring_back_whole
  for way in $ways; do spoiled "$way"; done
  say "${table#?}"
  [ ! "${missed:-}" ] || die "not found:$missed"
}
