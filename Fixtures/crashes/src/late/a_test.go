package late

import (
	"os"
	"testing"
	"time"
)

type store struct{ t *testing.T }

func (s *store) reload() {
	go func() {
		time.Sleep(50 * time.Millisecond)
		s.t.Logf("reloaded")
	}()
}

func TestMain(m *testing.M) {
	code := m.Run()
	time.Sleep(200 * time.Millisecond)
	os.Exit(code)
}

func TestUpdate(t *testing.T) { (&store{t}).reload() }
