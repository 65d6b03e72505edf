//go:build go1.25

package syn

import (
	"testing"
	"testing/synctest"
)

func fan() chan int {
	ch := make(chan int)
	go func() { ch <- 1 }()
	return ch
}

func TestFan(t *testing.T) { synctest.Test(t, func(t *testing.T) { fan() }) }

func TestAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ch := make(chan int)
		go func() { ch <- 1; ch <- 2 }()
		<-ch
		var none chan int = make(chan int)
		<-none
	})
}
