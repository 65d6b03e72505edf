package main

import (
	"errors"
	"fmt"
	"log"
	"os"
	"runtime/debug"
	"sync"
	"syscall"
	"time"
)

type store struct {
	mu sync.Mutex
	wg sync.WaitGroup
	m  map[string]int
	c  chan int
}

var idx = 7

func (s *store) run(mode string) {
	switch mode {
	case "index":
		fmt.Println([]int{1, 2, 3}[idx])
	case "slice":
		fmt.Println([]int{1, 2, 3}[:idx])
	case "wgneg":
		s.wg.Done()
	case "closenil":
		close(s.c)
	case "closetwice":
		c := make(chan int)
		close(c)
		close(c)
	case "nilmap":
		s.m["x"] = 1
	case "divide":
		fmt.Println(1 / (idx - 7))
	case "assert":
		var x any = "a"
		fmt.Println(x.(int))
	case "makeslice":
		fmt.Println(len(make([]int, idx-8)))
	case "error":
		panic(fmt.Errorf("load: %w", errors.New("no such key")))
	case "custom":
		panic(struct{ Code int }{3})
	case "panicnil":
		panic(nil)
	case "logpanic":
		log.Panicf("store: cannot open %s", "x")
	case "sigbus":
		f, _ := os.CreateTemp("", "m")
		f.Truncate(8192)
		b, err := syscall.Mmap(int(f.Fd()), 0, 8192, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_SHARED)
		if err != nil {
			panic(err)
		}
		f.Truncate(0)
		fmt.Println(b[5000])
	case "faultpanic":
		debug.SetPanicOnFault(true)
		f, _ := os.CreateTemp("", "m")
		f.Truncate(8192)
		b, _ := syscall.Mmap(int(f.Fd()), 0, 8192, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_SHARED)
		f.Truncate(0)
		fmt.Println(b[5000])
	case "trap":
		syscall.Kill(os.Getpid(), syscall.SIGTRAP)
		time.Sleep(time.Second)
	case "sys":
		syscall.Kill(os.Getpid(), syscall.SIGSYS)
		time.Sleep(time.Second)
	case "ill":
		syscall.Kill(os.Getpid(), syscall.SIGILL)
		time.Sleep(time.Second)
	case "fpe":
		syscall.Kill(os.Getpid(), syscall.SIGFPE)
		time.Sleep(time.Second)
	case "bus":
		syscall.Kill(os.Getpid(), syscall.SIGBUS)
		time.Sleep(time.Second)
	case "term":
		syscall.Kill(os.Getpid(), syscall.SIGTERM)
		time.Sleep(time.Second)
	case "nilfunc":
		var f func()
		go f()
		time.Sleep(time.Second)
	case "callnil":
		var f func()
		f()
	case "recursivelock":
		s.mu.Lock()
		go func() { s.mu.Lock() }()
		s.mu.Lock()
	case "selectempty":
		select {}
	case "nilchan":
		<-s.c
	case "mutual":
		even(1 << 40)
	case "mapclone":
		m := map[int]int{}
		go func() {
			for i := 0; ; i++ {
				m[i%1000] = i
			}
		}()
		for {
			for range m {
			}
		}
	case "wgreuse":
		for {
			s.wg.Add(1)
			go s.wg.Done()
			go func() { s.wg.Wait(); s.wg.Add(1); s.wg.Done() }()
			s.wg.Wait()
		}
	case "setmaxstack":
		debug.SetMaxStack(1 << 16)
		even(1 << 40)
	}
}

func even(n int) int {
	if n == 0 {
		return 0
	}
	return odd(n-1) + 1
}

func odd(n int) int {
	if n == 0 {
		return 1
	}
	return even(n-1) + 2
}

func main() {
	s := &store{}
	if len(os.Args) > 2 {
		done := make(chan bool)
		go func() { defer close(done); s.run(os.Args[1]) }()
		<-done
		time.Sleep(100 * time.Millisecond)
		return
	}
	s.run(os.Args[1])
}
