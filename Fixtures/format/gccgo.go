// Prints its goroutines in every form that a Go program has: for tests of a reader of dumps.
package main

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"sync"
	"time"
)

type worker struct {
	jobs chan int
	mu   sync.Mutex
}

func (w *worker) run(done <-chan struct{}) {
	select {
	case <-w.jobs:
	case <-done:
	}
}

func send(c chan<- int, n int) { c <- n }

func receive(c <-chan int) int { return <-c }

func block() { select {} }

func lock(mu *sync.Mutex) {
	mu.Lock()
	defer mu.Unlock()
}

func wait(wg *sync.WaitGroup) { wg.Wait() }

func start(n int) *worker {
	w := &worker{jobs: make(chan int)}
	done := make(chan struct{})
	c := make(chan int)
	d := make(chan int)
	w.mu.Lock()
	var wg sync.WaitGroup
	wg.Add(1)
	for i := 0; i < n; i++ {
		go send(c, i)
		go w.run(done)
	}
	go receive(d)
	go block()
	go lock(&w.mu)
	go wait(&wg)
	go func() { time.Sleep(time.Hour) }()
	go func(name string, values ...int) {
		var none chan int
		none <- len(name) + len(values)
	}("nil", 1, 2)
	time.Sleep(100 * time.Millisecond)
	return w
}

type failure struct{ worker *worker }

func (f failure) Error() string { return "it failed" }

func main() {
	switch os.Args[1] {
	case "stack":
		start(3)
		buffer := make([]byte, 1<<20)
		os.Stdout.Write(buffer[:runtime.Stack(buffer, true)])
	case "debug1":
		start(3)
		pprof.Lookup("goroutine").WriteTo(os.Stdout, 1)
	case "debug2":
		start(3)
		pprof.Lookup("goroutine").WriteTo(os.Stdout, 2)
	case "debug0":
		start(3)
		pprof.Lookup("goroutine").WriteTo(os.Stdout, 0)
	case "quit":
		start(3)
		time.Sleep(time.Hour)
	case "panic":
		w := start(3)
		panic(failure{w})
	case "segv":
		start(3)
		var w *worker
		w.jobs = nil
	case "deadlock":
		c := make(chan int)
		for i := 0; i < 3; i++ {
			go send(c, i)
		}
		var b bytes.Buffer
		fmt.Fprint(&b, <-c, <-c, <-c)
		go block()
		<-c
	}
}
