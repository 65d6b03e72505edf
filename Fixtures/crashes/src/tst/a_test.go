package tst

import (
	"os"
	"sync"
	"testing"
	"time"
)

type reloader struct{ t *testing.T }

func (r *reloader) reload() {
	go func() {
		time.Sleep(50 * time.Millisecond)
		r.t.Logf("reloaded")
	}()
}

func TestLate(t *testing.T) {
	if os.Getenv("MODE") != "late" {
		t.Skip()
	}
	(&reloader{t}).reload()
}

func TestAfter(t *testing.T) { time.Sleep(200 * time.Millisecond) }

func wait(ch chan int) { <-ch }

func TestHang(t *testing.T) {
	if os.Getenv("MODE") != "hang" {
		t.Skip()
	}
	t.Run("group", func(t *testing.T) {
		t.Run("inner", func(t *testing.T) { wait(make(chan int)) })
	})
}

func TestHangParallel(t *testing.T) {
	if os.Getenv("MODE") != "parallel" {
		t.Skip()
	}
	for _, n := range []string{"a", "b"} {
		n := n
		t.Run(n, func(t *testing.T) {
			t.Parallel()
			if n == "b" {
				wait(make(chan int))
			}
		})
	}
}

func TestWorker(t *testing.T) {
	if os.Getenv("MODE") != "worker" {
		t.Skip()
	}
	var wg sync.WaitGroup
	wg.Add(1)
	go func() { defer wg.Done(); wait(make(chan int)) }()
	wg.Wait()
}

func TestSpin(t *testing.T) {
	if os.Getenv("MODE") != "spin" {
		t.Skip()
	}
	for n := 0; ; n++ {
		if n < 0 {
			break
		}
	}
}

func TestSlowThenNext(t *testing.T) {
	if os.Getenv("MODE") != "slow" {
		t.Skip()
	}
	time.Sleep(1500 * time.Millisecond)
}

func TestZNext(t *testing.T) {
	if os.Getenv("MODE") != "slow" {
		t.Skip()
	}
	time.Sleep(1 * time.Second)
}

func TestPanics(t *testing.T) {
	if os.Getenv("MODE") != "panic" {
		t.Skip()
	}
	var m map[string]int
	m["x"] = 1
}

func FuzzHang(f *testing.F) {
	if os.Getenv("MODE") != "fuzz" {
		f.Skip()
	}
	f.Add(1)
	f.Fuzz(func(t *testing.T, n int) { wait(make(chan int)) })
}

func BenchmarkHang(b *testing.B) { wait(make(chan int)) }
