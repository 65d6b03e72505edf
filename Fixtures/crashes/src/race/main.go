package main
import "fmt"
type lazy struct{ n int }
func (l *lazy) provide() int { if l.n == 0 { l.n = 1 }; return l.n }
func main() {
	l := &lazy{}
	done := make(chan int)
	for i := 0; i < 2; i++ { go func() { done <- l.provide() }() }
	fmt.Println(<-done, <-done)
}
