#!/usr/bin/env bash
# Makes the base of the nodes' image from this machine, for where no registry answers: a small Java, the libraries that it
# needs, a shell, and what the kernel's part of the network is told with. Writes it to standard output as a tar archive,
# fit for `docker import`.
#
#   base.sh --check     ends with 0 when this machine has what it takes, or names what is missing
#   base.sh JAVA_HOME   makes it from this JDK
set -euo pipefail
export LC_ALL=C PATH=$PATH:/usr/sbin:/sbin

readonly MODULES=java.base,java.logging,java.naming,java.management,java.xml,jdk.httpserver,jdk.management,jdk.unsupported
readonly TOOLS=(iptables ip tc ss)

missing() {
  local tool
  [ "$(uname -s)" = Linux ] || printf 'Linux '
  for tool in busybox ldd tar "${TOOLS[@]}"; do command -v "$tool" >/dev/null || printf '%s ' "$tool"; done
  # A busybox that needs libraries would do as well, but those of distributions for this purpose are static.
  ! command -v busybox >/dev/null || ! ldd "$(command -v busybox)" >/dev/null 2>&1 || printf 'a static busybox '
}

lacking=$(missing)
if [ -n "$lacking" ]; then
  printf 'a base image cannot be made from this machine: it lacks %s\n' "$lacking" >&2
  exit 1
fi
[ "$1" != --check ] || exit 0

home=$1
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

# Copies what programs and libraries load, under its own path.
take() {
  local file
  ldd "$@" 2>/dev/null | grep -oE '/[^ :]+' | sort -u | while IFS= read -r file; do
    if [ "${file#"$root"}" = "$file" ] && [ -e "$file" ] && [ ! -e "$root$file" ]; then install -D "$(readlink -f "$file")" "$root$file"; fi
  done
}

# Merged like the machine's own: a library is found under either name.
for dir in bin sbin lib lib64; do
  mkdir -p "$root/usr/$dir"
  ln -s "usr/$dir" "$root/$dir"
done
mkdir -p "$root"/{etc,proc,sys,dev,run,tmp,opt,raftbeat}
chmod 1777 "$root/tmp"
printf 'root:x:0:0:root:/:/bin/sh\n' >"$root/etc/passwd"
printf 'root:x:0:\n' >"$root/etc/group"

"$home/bin/jlink" --add-modules "$MODULES" --strip-java-debug-attributes --no-header-files --no-man-pages \
  --output "$root/opt/java" >&2
cp -L "$(command -v busybox)" "$root/usr/bin/busybox"
for applet in $(busybox --list); do
  [ "$applet" = busybox ] || ln -s busybox "$root/usr/bin/$applet"
done
for tool in "${TOOLS[@]}"; do
  rm -f "$root/usr/bin/$tool"
  install -D "$(readlink -f "$(command -v "$tool")")" "$root/usr/sbin/$tool"
done
for dir in /usr/lib/*/xtables /usr/lib/xtables /usr/lib/tc /usr/lib/*/tc; do
  [ ! -d "$dir" ] || { mkdir -p "$root$dir" && cp -aL "$dir/." "$root$dir/"; }
done
# What a shift of the wall clock is made with, where the machine has it.
for file in /usr/lib/*/faketime/libfaketimeMT.so.1; do
  [ ! -e "$file" ] || install -D "$(readlink -f "$file")" "$root$file"
done
while IFS= read -r file; do loaders+=("$file"); done \
  < <(find "$root/opt/java" "$root"/usr/{lib,sbin} -type f \( -name '*.so' -o -path '*bin/*' \))
take "${loaders[@]}"
ln -sf /opt/java/bin/java "$root/usr/bin/java"
# The shared classes of Java itself, without which each start costs half a second more.
"$root/opt/java/bin/java" -Xshare:dump >&2
tar -C "$root" -c .
