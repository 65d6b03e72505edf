// Command bad misuses unsafe.
package main

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"unsafe"
)

type node struct {
	next *node
	pad  [6]uintptr
}

var nodes []*node
var sink any

//go:noinline
func address() uintptr {
	b := make([]byte, 32<<20)
	return uintptr(unsafe.Pointer(&b[0]))
}

//go:noinline
func corrupt() {
	p := address()
	runtime.GC()
	debug.FreeOSMemory()
	for i := 0; i < 1000; i++ {
		n := &node{}
		*(*uintptr)(unsafe.Pointer(&n.next)) = p
		nodes = append(nodes, n)
	}
	for i := 0; i < 10; i++ {
		runtime.GC()
	}
}

//go:noinline
func straddle(b *[8]byte) *[1000]byte { return (*[1000]byte)(unsafe.Pointer(b)) }

func main() {
	go func() { select {} }()
	if os.Args[1] == "badptr" {
		corrupt()
	}
	b := new([8]byte)
	sink = b
	c := straddle(b)
	sink = c
	fmt.Println(c[3])
}
