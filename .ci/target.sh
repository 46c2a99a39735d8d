# shellcheck shell=sh
# Read by ./laas: where Cargo builds.
: "${root:?}" "${cache:?}"

# Cargo judges by time and relative path, so two checkouts with one target folder would pass for each
# other. Each has its own.
own_target() { echo "$cache/target/$(printf %s "$root" | cksum | cut -d' ' -f1)"; }

# Everything but our own crates, from the folder $1 to $CARGO_TARGET_DIR. What compilers write is a new
# file each time, so links do; fingerprints and what build scripts say are written in place. What changes
# while it is copied, because the other checkout builds, is not borrowed.
borrow_dependencies() {
  for prints in $(cd "$1" && find . -path './[0-9]*' -prune -o -type d -name .fingerprint -print); do
    from=$1/${prints%/.fingerprint}
    to=$CARGO_TARGET_DIR/${prints%/.fingerprint}
    mkdir -p "$to"
    if ! { cp -al "$from/deps" "$to" 2>/dev/null || cp -Rp "$from/deps" "$to"; } ||
      ! cp -Rp "$from/build" "$to" || ! cp -Rp "$from/.fingerprint" "$to"; then
      rm -rf "$to"
      continue
    fi
    find "$to/deps" -type f ! -name '*.*' -exec rm -f {} +
    # What was made for the very place where it stood is made anew.
    for bound in $(cd "$to/build" && grep -lrF --include='*.rs' "$cache/target" . | cut -d/ -f2); do
      rm -rf "$to/build/${bound%-*}"-* "$to/.fingerprint/${bound%-*}"-*
    done
  done
}

forget_own_crates() {
  for crate in api export shared frontend bundle; do
    find "$CARGO_TARGET_DIR" -path "*/.fingerprint/$crate-*" -prune -exec rm -rf {} +
    find "$CARGO_TARGET_DIR" '(' -path "*/deps/$crate-*" -o -path "*/deps/lib$crate-*" ')' \
      -exec rm -f {} +
  done
}

# Makes the target folder this checkout's. A new one begins with the dependencies of the one that was
# used last; those of checkouts that are gone go.
claim_target() {
  owner=$(cat "$CARGO_TARGET_DIR/checkout" 2>/dev/null || true)
  if [ "$owner" = "$root" ]; then
    touch "$CARGO_TARGET_DIR/checkout"
    return 0
  fi
  [ ! -d "$owner" ] || die "CARGO_TARGET_DIR is where $owner builds: name another, or none"
  # shellcheck disable=SC2012 # names of ours
  last=$(ls -t "$cache"/target/[0-9]*/checkout "$cache/target/checkout" 2>/dev/null | head -n 1)
  if [ ! -d "$CARGO_TARGET_DIR" ] && [ "$last" ]; then
    step 'dependencies built before · ไลบรารีที่คอมไพล์แล้ว' borrow_dependencies "${last%/checkout}"
  fi
  mkdir -p "$CARGO_TARGET_DIR"
  forget_own_crates
  echo "$root" >"$CARGO_TARGET_DIR/checkout"
  for mark in "$cache"/target/[0-9]*/checkout; do
    [ ! -f "$mark" ] || [ -d "$(cat "$mark")" ] || rm -rf "${mark%/checkout}"
  done
}
