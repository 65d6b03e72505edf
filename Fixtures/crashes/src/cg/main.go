// Command cg ends in C, in the way that its argument names.
package main

/*
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static int get(int *p) { return *p; }
static void stop(void) { abort(); }
static void check(int x) { assert(x > 0 && "page_search"); }
static int divide(int a, int b) { return a / b; }
static void trap(void) { __builtin_trap(); }
static void twice(void) { char *volatile p = malloc(100); free(p); free(p); }
static void wait_(void) { sleep(1000); }
static void *thread(void *p) { *(volatile int *)p = 3; return p; }
static void other(void) { pthread_t t; pthread_create(&t, 0, thread, 0); pthread_join(t, 0); }
*/
import "C"
import (
	"fmt"
	"os"
	"time"
)

type store struct{}

func (s *store) load(mode string) {
	switch mode {
	case "segv":
		C.get(nil)
	case "abort":
		C.stop()
	case "assert":
		C.check(-1)
	case "fpe":
		C.divide(1, 0)
	case "trap":
		C.trap()
	case "free":
		C.twice()
	case "foreign":
		C.other()
	case "wait":
		fmt.Println("ready")
		C.wait_()
	case "threads":
		for i := 0; i < 120; i++ {
			go C.wait_()
		}
		time.Sleep(10 * time.Second)
	}
}

func main() {
	go func() { select {} }()
	s := &store{}
	done := make(chan bool)
	go func() { s.load(os.Args[1]); done <- true }()
	<-done
}
