// A queue that is searched from its front, and from which nobody is ever removed.
package main

import (
	"bufio"
	"fmt"
	"math"
	"math/rand"
	"os"
	"strconv"
	"time"
)

type customer struct {
	need   float64
	served bool
}

func given(name, otherwise string) string {
	if value, there := os.LookupEnv(name); there {
		return value
	}
	return otherwise
}

func main() {
	cycles, _ := strconv.Atoi(given("RUNVAR_CYCLES", "200"))
	seed, _ := strconv.ParseInt(given("RUNVAR_SEED", "1"), 10, 64)
	file, err := os.Create(given("RUNVAR_TELEMETRY", "/dev/stdout"))
	if err != nil {
		panic(err)
	}
	lines := bufio.NewWriter(file)
	defer lines.Flush()
	chance := rand.New(rand.NewSource(seed))
	var queue []*customer
	served := 0.0
	for cycle := 0; cycle < cycles; cycle++ {
		start := time.Now()
		for i := 0; i < 50; i++ {
			queue = append(queue, &customer{need: chance.Float64()})
		}
		arrived := time.Now()
		var next []*customer
		for i := 0; i < 50; i++ {
			front := 0
			for queue[front].served {
				front++
			}
			queue[front].served = true
			next = append(next, queue[front])
		}
		found := time.Now()
		for _, one := range next {
			for k := 1; k < 200; k++ {
				served += math.Pow(one.need, 1/float64(k))
			}
		}
		end := time.Now()
		fmt.Fprintf(lines, `{"cycle":%d,"wall_ns":%d,"t_ns":%d,"phases":{"arrive":%d,"recall":%d,"serve":%d},"gauges":{"patterns":%d}}`+"\n",
			cycle, end.Sub(start), end.UnixNano(), arrived.Sub(start), found.Sub(arrived), end.Sub(found), len(queue))
	}
	fmt.Fprintf(lines, `{"end":true,"trajectory":"%v"}`+"\n", served)
}
