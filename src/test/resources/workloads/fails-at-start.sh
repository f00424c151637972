. "$(dirname "$0")/cycles.sh"
echo "no licence" >&2
exit 9
