. "$(dirname "$0")/cycles.sh"
echo "starting"
for i in 1 2 3 4; do
  sleep 0.1
  echo "iteration $i done"
  echo "  detail of $i"
done
