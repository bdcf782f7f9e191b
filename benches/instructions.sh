#!/usr/bin/env bash
# Instructions per byte of article text, and of a start, as callgrind counts them: repeatable where times are not.
#
#   benches/instructions.sh            compares with benches/instructions.baseline; 3 percent either way is a failure
#   benches/instructions.sh --renew    measures and writes the baseline anew (after a change that is meant)
#
# The texts are the project's own articles, repeated. BINARY names another program than target/release/onrecord.
# The counts depend on the compiler, which the baseline therefore names: with another one they are shown, not compared.
set -euo pipefail
cd "$(dirname "$0")/.."

binary=$(realpath "${BINARY:-target/release/onrecord}")
baseline=$PWD/benches/instructions.baseline
if ! command -v valgrind >/dev/null; then
    echo "speed gate skipped: valgrind is not installed"
    exit 0
fi
if [ ! -x "$binary" ]; then
    echo "speed gate: $binary is missing; run cargo build --release first" >&2
    exit 2
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/articles" "$work/empty"
for round in 01 02 03 04 05 06 07 08 09 10; do
    for article in fixtures/articles/*/article.txt; do
        cp "$article" "$work/articles/$round-$(basename "$(dirname "$article")").txt"
    done
done
bytes=$(cat "$work"/articles/*.txt | wc -c)

# count FOLDER: the instructions of one run over it.
count() {
    (cd "$work" && valgrind --tool=callgrind --callgrind-out-file=/dev/null "$binary" --no-config scan "$1" --threads 1 --quiet --plain \
        --output rows.csv 2>&1) | sed -n 's/.*Collected : \([0-9]*\).*/\1/p'
}
start=$(count empty)
all=$(count articles)
per_byte=$(awk -v all="$all" -v start="$start" -v bytes="$bytes" 'BEGIN { printf "%.1f", (all - start) / bytes }')
compiler=$(rustc --version)

if [ "${1:-}" = --renew ]; then
    printf 'compiler %s\nper_byte %s\nstart %s\n' "$compiler" "$per_byte" "$start" >"$baseline"
    echo "speed gate: baseline renewed: $per_byte instructions per byte, $start at a start"
    exit 0
fi

if [ ! -f "$baseline" ]; then
    echo "speed gate not compared: there is no baseline; now $per_byte instructions per byte, $start at a start"
    echo "make one with: benches/instructions.sh --renew"
    exit 0
fi
known=$(sed -n 's/^compiler //p' "$baseline")
if [ "$known" != "$compiler" ]; then
    echo "speed gate not compared: the baseline is of $known, this is $compiler; now $per_byte instructions per byte, $start at a start"
    echo "renew it with: benches/instructions.sh --renew"
    exit 0
fi
status=0
for figure in "per_byte $per_byte" "start $start"; do
    read -r name now <<<"$figure"
    before=$(sed -n "s/^$name //p" "$baseline")
    change=$(awk -v now="$now" -v before="$before" 'BEGIN { printf "%+.1f", 100 * (now / before - 1) }')
    if awk -v change="$change" 'BEGIN { exit !(change > 3 || change < -3) }'; then
        echo "speed gate: $name is $now, the baseline $before ($change %, allowed 3 either way)" >&2
        echo "mend it, or when the change is meant: benches/instructions.sh --renew" >&2
        status=1
    else
        echo "speed gate: $name $now ($change % of the baseline)"
    fi
done
exit $status
