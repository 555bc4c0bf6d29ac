// Times Porcupine on histories that `faultline bench checkers` has written, beside our own checker.
//
//	porcupine [-limit 60s] [-repeat 5] MODEL FILE
//
// MODEL is register, cas-register or kv. A line of FILE is one operation that did not fail:
//
//	call,return,client,key,function,first,second,output
//
// Ranks of events are the times; the return of a crashed operation is empty, and so is an output that is not known (nil).
// Prints one line: verdict, first milliseconds, median milliseconds of the repetitions.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"math"
	"os"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/anishathalye/porcupine"
)

const absent = math.MinInt64

type call struct {
	key      string
	function string
	first    int64
	second   int64
	text     string
}

type answer struct {
	known  bool
	number int64
	text   string
}

// An operation that crashed: nobody knows its answer, and a model must not hold it against the operation.
var crashed = answer{}

func registerModel() porcupine.Model {
	return porcupine.Model{
		Partition: byKey,
		Init:      func() interface{} { return int64(absent) },
		Step: func(state, input, output interface{}) (bool, interface{}) {
			held, in, out := state.(int64), input.(call), output.(answer)
			switch in.function {
			case "write":
				return true, in.first
			case "cas":
				if held == in.first {
					return true, in.second
				}
				return out == crashed, held
			default:
				return !out.known || out.number == held, held
			}
		},
	}
}

func kvModel() porcupine.Model {
	return porcupine.Model{
		Partition: byKey,
		Init:      func() interface{} { return "" },
		Step: func(state, input, output interface{}) (bool, interface{}) {
			held, in, out := state.(string), input.(call), output.(answer)
			switch in.function {
			case "put":
				return true, in.text
			case "append":
				return true, held + in.text
			default:
				return !out.known || out.text == held, held
			}
		},
	}
}

func byKey(history []porcupine.Operation) [][]porcupine.Operation {
	parts := map[string][]porcupine.Operation{}
	for _, operation := range history {
		key := operation.Input.(call).key
		parts[key] = append(parts[key], operation)
	}
	keys := make([]string, 0, len(parts))
	for key := range parts {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	all := make([][]porcupine.Operation, 0, len(parts))
	for _, key := range keys {
		all = append(all, parts[key])
	}
	return all
}

func number(text string) int64 {
	if text == "" {
		return absent
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return absent
	}
	return n
}

func load(file string) ([]porcupine.Operation, error) {
	in, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	var history []porcupine.Operation
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 1<<20), 1<<26)
	for lines.Scan() {
		f := strings.Split(lines.Text(), ",")
		if len(f) != 8 {
			return nil, fmt.Errorf("%s: expected 8 fields, not %q", file, lines.Text())
		}
		out := answer{known: f[7] != "", number: number(f[7]), text: f[7]}
		end := int64(math.MaxInt64)
		if f[1] != "" {
			end = number(f[1])
		} else {
			out = crashed
		}
		// A successful mutation is known to have been answered, whatever its answer.
		if f[1] != "" && f[4] != "read" && f[4] != "get" {
			out.known = true
		}
		client, _ := strconv.Atoi(f[2])
		history = append(history, porcupine.Operation{
			ClientId: client,
			Input:    call{key: f[3], function: f[4], first: number(f[5]), second: number(f[6]), text: f[5]},
			Call:     number(f[0]),
			Output:   out,
			Return:   end,
		})
	}
	return history, lines.Err()
}

func check(model porcupine.Model, history []porcupine.Operation, limit time.Duration) (string, float64) {
	began := time.Now()
	result := porcupine.CheckOperationsTimeout(model, history, limit)
	millis := float64(time.Since(began).Microseconds()) / 1000
	switch result {
	case porcupine.Ok:
		return "valid", millis
	case porcupine.Illegal:
		return "invalid", millis
	default:
		return "unknown", millis
	}
}

func main() {
	limit := flag.Duration("limit", time.Minute, "gives up on a check after that long")
	repeat := flag.Int("repeat", 5, "checks that count, after the first and two more")
	patience := flag.Duration("patience", 2*time.Second, "a first check that takes longer is the only one")
	flag.Parse()
	model := registerModel()
	if flag.Arg(0) == "kv" {
		model = kvModel()
	}
	history, err := load(flag.Arg(1))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	verdict, first := check(model, history, *limit)
	median := first
	if first < float64(patience.Milliseconds()) {
		check(model, history, *limit)
		check(model, history, *limit)
		var times []float64
		for i := 0; i < *repeat; i++ {
			_, millis := check(model, history, *limit)
			times = append(times, millis)
		}
		sort.Float64s(times)
		median = times[len(times)/2]
	}
	fmt.Printf("%s %.3f %.3f\n", verdict, first, median)
}
