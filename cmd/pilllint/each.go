package main

import (
	"runtime"
	"sync"
)

// each calls work for 0 to n-1 on all cores, and done with the results, one at
// a time and in order. No more than a few results wait for an earlier one, so
// that memory does not grow with n.
func each[T any](n int, work func(int) T, done func(int, T)) {
	eachBy(runtime.GOMAXPROCS(0), n, work, done)
}

// eachBy is each with a number of workers.
func eachBy[T any](workers, n int, work func(int) T, done func(int, T)) {
	workers = min(n, workers)
	if workers <= 1 {
		for i := range n {
			done(i, work(i))
		}
		return
	}
	type job struct {
		index  int
		result chan T
	}
	jobs := make(chan job)
	ahead := make(chan job, 8*workers)
	go func() {
		defer close(jobs)
		defer close(ahead)
		for i := range n {
			j := job{i, make(chan T, 1)}
			ahead <- j
			jobs <- j
		}
	}()
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for j := range jobs {
				j.result <- work(j.index)
			}
		})
	}
	for j := range ahead {
		done(j.index, <-j.result)
	}
	group.Wait()
}
