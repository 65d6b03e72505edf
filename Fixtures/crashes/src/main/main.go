// Command main ends in the way that its argument names.
package main

import (
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"regexp"
	"runtime"
	"runtime/debug"
	"sync"
	"syscall"
	"time"
	"unsafe"
)

type cart struct{ items map[string]int; mu sync.Mutex }

type queue struct{ ch chan int; wg sync.WaitGroup }

func (q *queue) take() int { return <-q.ch }

func (q *queue) drain() { q.wg.Wait() }

func idle(n int) {
	for i := 0; i < n; i++ {
		go func() { select {} }()
	}
	time.Sleep(10 * time.Millisecond)
}

func (c *cart) put(k string) {
	for i := 0; ; i++ {
		c.items[k] = i
	}
}

func (c *cart) read(k string) (n int) {
	for {
		n += c.items[k]
	}
}

func (c *cart) sum() (n int) {
	for {
		for _, v := range c.items {
			n += v
		}
	}
}

func (c *cart) total() int { return len(c.items) + c.items["x"] }

func recurse(n int) int { return recurse(n+1) + 1 }

var sink [][]byte

func grow() {
	for {
		b := make([]byte, 16<<20)
		for i := range b {
			b[i] = 1
		}
		sink = append(sink, b)
	}
}

func blockInSyscall() {
	var fds [2]int
	syscall.Pipe(fds[:])
	var b [1]byte
	syscall.Read(fds[0], b[:])
}

type node struct{ next *node; pad [6]uintptr }

var nodes []*node

func corrupt() {
	for i := 0; i < 10000; i++ {
		n := &node{}
		*(*uintptr)(unsafe.Pointer(&n.next)) = uintptr(unsafe.Pointer(n)) + 1<<20
		nodes = append(nodes, n)
	}
	for i := 0; i < 100; i++ {
		runtime.GC()
	}
}

//go:noinline
func load(p *int) int { return *p }

func rethrow() {
	defer func() {
		if r := recover(); r != nil {
			panic(fmt.Sprintf("while closing: %v", r))
		}
	}()
	load(nil)
}

func index(a []int, i int) int { return a[i] }

func handler(w http.ResponseWriter, r *http.Request) {
	var c *cart
	fmt.Fprintln(w, c.total())
}

func main() {
	idleCount := 2
	mode := os.Args[1]
	switch mode {
	case "asleep", "asleep-wg", "goexit", "asleep-mutex":
	default:
		go http.ListenAndServe("127.0.0.1:0", nil)
		idle(idleCount)
	}
	c := &cart{items: map[string]int{"x": 1}}
	switch mode {
	case "asleep":
		(&queue{ch: make(chan int)}).take()
	case "asleep-wg":
		q := &queue{ch: make(chan int)}
		for i := 0; i < 3; i++ {
			q.wg.Add(1)
			go func() { defer q.wg.Done(); q.take() }()
		}
		q.drain()
	case "asleep-mutex":
		c.mu.Lock()
		c.mu.Lock()
	case "goexit":
		q := &queue{ch: make(chan int)}
		go func() { q.take() }()
		runtime.Goexit()
	case "mapwrite":
		go c.put("a")
		go c.put("b")
		select {}
	case "mapread":
		go c.put("a")
		go c.read("b")
		select {}
	case "mapiter":
		go c.put("a")
		go c.sum()
		select {}
	case "overflow":
		go recurse(0)
		select {}
	case "oom":
		go grow()
		select {}
	case "oomhuge":
		n := 1 << 46
		go func() { sink = append(sink, make([]byte, n)) }()
		select {}
	case "threads":
		debug.SetMaxThreads(12)
		for i := 0; i < 30; i++ {
			go blockInSyscall()
		}
		select {}
	case "unlock":
		c.mu.Unlock()
	case "runlock":
		var rw sync.RWMutex
		rw.RUnlock()
	case "badptr":
		go corrupt()
		select {}
	case "checkptr":
		b := make([]byte, 16)
		p := (*int64)(unsafe.Pointer(&b[3]))
		fmt.Println(*p)
		q := (*[100]byte)(unsafe.Pointer(&b[0]))
		fmt.Println(q[3])
	case "nilptr":
		go load(nil)
		select {}
	case "fault":
		a := uintptr(0xdeadbeef000)
		go load(*(**int)(unsafe.Pointer(&a)))
		select {}
	case "rethrow":
		go rethrow()
		select {}
	case "index":
		index([]int{1, 2, 3}, len(os.Args)+5)
	case "regexp":
		regexp.MustCompile("(" + mode)
	case "nilmap":
		var m map[string]int
		m["a"]++
	case "closeclosed":
		ch := make(chan int); close(ch); close(ch)
	case "sendclosed":
		ch := make(chan int); close(ch); ch <- 1
	case "negative":
		var wg sync.WaitGroup
		wg.Done()
	case "logpanic":
		log.Panicf("cannot open %s", "x")
	case "error":
		panic(fmt.Errorf("wrapped: %w", os.ErrNotExist))
	case "custom":
		panic(struct{ A int }{3})
	case "http":
		l, _ := net.Listen("tcp", "127.0.0.1:0")
		http.HandleFunc("/total", handler)
		go http.Serve(l, nil)
		for i := 0; i < 3; i++ {
			http.Get("http://" + l.Addr().String() + "/total")
		}
	case "wait":
		for i := 0; i < 3; i++ {
			go (&queue{ch: make(chan int)}).take()
		}
		fmt.Println("ready")
		(&queue{ch: make(chan int)}).take()
	case "stackpanic":
		defer func() {
			recover()
			debug.PrintStack()
		}()
		load(nil)
	}
}
