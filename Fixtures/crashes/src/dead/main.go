// Command dead ends with all goroutines asleep.
package main

import (
	"os"
	"runtime"
	"sync"
)

type queue struct {
	ch chan int
	wg sync.WaitGroup
	mu sync.Mutex
}

func (q *queue) take() int { return <-q.ch }

func (q *queue) drain() { q.wg.Wait() }

func (q *queue) twice() { q.mu.Lock(); q.mu.Lock() }

func main() {
	q := &queue{ch: make(chan int)}
	switch os.Args[1] {
	case "asleep":
		q.take()
	case "asleep-wg":
		for i := 0; i < 3; i++ {
			q.wg.Add(1)
			go func() { defer q.wg.Done(); q.take() }()
		}
		q.drain()
	case "asleep-mutex":
		q.twice()
	case "goexit":
		go func() { q.take() }()
		runtime.Goexit()
	}
}
