#!/bin/sh
# Runs one fuzz target for some minutes: tests/fuzz/run.sh TARGET MINUTES. Needs a nightly compiler and cargo-fuzz.
# An input may take two minutes (under the sanitizer) and 2 GB; what breaks a rule is kept in artifacts/TARGET.
set -eu
cd "$(dirname "$0")"
target=$1 minutes=$2
mkdir -p "corpus/$target"
case $target in
  segment | extract) for article in ../../fixtures/articles/*/article.txt; do cp "$article" "corpus/$target/$(basename "$(dirname "$article")")"; done ;;
esac
for seed in seeds/"$target"/*; do [ ! -e "$seed" ] || cp "$seed" "corpus/$target/"; done
exec cargo +nightly fuzz run --fuzz-dir . "$target" "corpus/$target" -- \
  -max_total_time=$((minutes * 60)) -timeout=120 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1
