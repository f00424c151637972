yes "iteration done" | head -n 300000
