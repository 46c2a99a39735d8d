# shellcheck shell=sh
# Read by ./laas: which tools are there, and which packages bring them.

minor() { "$1" --version 2>/dev/null | sed -n 's/^[a-z]* 1\.\([0-9]*\).*/\1/p'; }

# typst needs 1.92. Debian's own cargo is older, its cargo-web is not.
choose_rust() {
  PATH=$PATH:${CARGO_HOME:-${HOME:-}/.cargo}/bin:/opt/homebrew/opt/rustup/bin
  version=$(minor cargo)
  if [ "${version:-0}" -lt 92 ]; then
    version=$(minor /usr/bin/cargo)
    [ "${version:-0}" -ge 92 ] || return 1
    PATH=/usr/bin:$PATH
    export RUSTC=/usr/bin/rustc
  fi
}

# A ready standard library for WASM, or Debian's sources and linker to build one.
has_wasm() {
  libraries=$(rustc --print target-libdir --target wasm32-unknown-unknown 2>/dev/null) || libraries=
  ls "$libraries"/libstd-* >/dev/null 2>&1 || {
    sysroot=$(/usr/bin/rustc --print sysroot 2>/dev/null) &&
      [ -d "$sysroot/lib/rustlib/src/rust/library/std" ] &&
      { command -v wasm-ld-22 || command -v wasm-ld; } >/dev/null
  }
}

add_wasm_target() {
  command -v rustup >/dev/null || return 1
  limit=
  ! command -v timeout >/dev/null || limit='timeout 180'
  $limit rustup target add wasm32-unknown-unknown >/dev/null 2>&1 && has_wasm
}

# The newest PostgreSQL from 15 on, or the one that made the data in $1.
postgres_bin() {
  wanted=$(cat "$1/PG_VERSION" 2>/dev/null || true)
  for folder in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql@*/bin \
    /usr/local/opt/postgresql@*/bin "$(dirname "$(command -v initdb || echo /none/initdb)")"; do
    # A mere link to initdb, without its neighbours, does not do.
    [ -x "$folder/psql" ] || continue
    version=$("$folder/initdb" --version 2>/dev/null | sed 's/[^0-9]*\([0-9]*\).*/\1/')
    [ "${version:-0}" -lt 15 ] || [ "$version" != "${wanted:-$version}" ] || echo "$version $folder"
  done | sort -n | sed -n '$s/^[0-9]* //p' | grep .
}

find_browser() {
  for browser in "${LAAS_BROWSER:-}" chromium chromium-browser google-chrome google-chrome-stable \
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome' \
    /Applications/Chromium.app/Contents/MacOS/Chromium; do
    command -v "$browser" 2>/dev/null && return
  done
  return 1
}

has() {
  case $1 in
    rust) choose_rust ;;
    wasm) has_wasm ;;
    compiler) command -v cc >/dev/null ;;
    postgres) postgres_bin / >/dev/null ;;
    node)
      command -v npm >/dev/null &&
        node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)' 2>/dev/null ;;
    browser) find_browser >/dev/null ;;
    pgbackrest) command -v pgbackrest >/dev/null ;;
    pdftotext) command -v pdftotext >/dev/null ;;
    python) python3 -c 'import venv, ensurepip' 2>/dev/null ;;
  esac
}

offers() { apt-cache show "$1" 2>/dev/null | grep -q .; }

packages() {
  case $manager:$1 in
    apt:rust | apt:wasm)
      ! offers rustc-web || { echo rustc-web cargo-web rust-web-src lld-22 ca-certificates && return; }
      echo rustup ;;
    apt:compiler) echo build-essential pkg-config ;;
    apt:postgres) echo postgresql ;;
    apt:node) if offers npm; then echo nodejs npm; else echo nodejs; fi ;;
    apt:browser) if offers chromium; then echo chromium; else echo chromium-browser; fi ;;
    apt:pgbackrest | brew:pgbackrest) echo pgbackrest ;;
    apt:pdftotext) echo poppler-utils ;;
    apt:python) echo python3-venv ;;
    brew:rust | brew:wasm) echo rustup ;;
    brew:postgres) echo postgresql@17 ;;
    brew:node) echo node ;;
    brew:browser) echo --cask chromium ;;
    brew:pdftotext) echo poppler ;;
    brew:python) echo python ;;
    *) die "no package known for $1; on macOS try: xcode-select --install" ;;
  esac
}

# One source that cannot be reached is no reason to stop.
update_lists() { $as_root apt-get update -qq || say 'apt-get update failed; going on'; }

# Installs, by package name, what is missing of the named tools. Asks first on a terminal.
need() {
  missing=
  for tool in "$@"; do
    has "$tool" || missing="$missing $tool"
  done
  [ "$missing" != ' wasm' ] || ! add_wasm_target || missing=
  [ "$missing" ] || return 0
  as_root=
  if command -v apt-get >/dev/null; then
    manager=apt
    [ "$(id -u)" = 0 ] || as_root=sudo
    step 'package lists · รายการแพ็กเกจ' update_lists
  elif command -v brew >/dev/null; then
    manager=brew
  else
    die "please install:$missing"
  fi
  list=$(for tool in $missing; do packages "$tool"; done)
  list=$(echo "$list" | tr ' ' '\n' | awk '!seen[$0]++' | tr '\n' ' ')
  if [ -t 0 ]; then
    printf 'Install %swith %s? ติดตั้งหรือไม่ [Y/n] ' "$list" "$manager" >&2
    read -r answer
    case $answer in [nN]*) die "needed: $list" ;; esac
  fi
  install="$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -yqq --no-install-recommends"
  [ "$manager" = apt ] || install='brew install'
  # shellcheck disable=SC2086 # lists of words
  step "install $list" $install $list >&2
  case $list in *rustup*) choose_rust || rustup default stable; add_wasm_target || true ;; esac
  for tool in $missing; do
    has "$tool" || die "$tool is still missing after installing $list"
  done
}
