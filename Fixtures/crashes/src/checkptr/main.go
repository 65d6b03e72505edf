package main

import (
	"fmt"
	"unsafe"
)

type decoder struct{ b []byte }

//go:noinline
func (d *decoder) next() **int { return (**int)(unsafe.Pointer(&d.b[3])) }

func main() {
	d := &decoder{make([]byte, 64)}
	fmt.Println(d.next() != nil)
}
