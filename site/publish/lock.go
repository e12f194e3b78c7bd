package publish

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"time"
)

// lease is how long a lock holds without a sign of life from its owner.
const lease = time.Minute

// holder is the content of the lock file.
type holder struct {
	Owner string    `json:"owner"`
	Token string    `json:"token"`
	Until time.Time `json:"until"`
}

// lock takes the target's lock, waiting for another publisher, and keeps it
// alive until the returned function is called.
func lock(ctx context.Context, t Target, o Options) (unlock func(), err error) {
	me := holder{Owner: o.Owner, Token: rand.Text()}
	deadline := o.Now().Add(o.LockWait)
	for {
		me.Until = o.Now().Add(lease)
		body, err := json.Marshal(me)
		if err != nil {
			return nil, err
		}
		err = retry(ctx, o, t, func() error { return t.Create(ctx, lockName, body) })
		if err == nil {
			return hold(ctx, t, o, me), nil
		}
		if !errors.Is(err, fs.ErrExist) {
			return nil, errorAt(t, "writing", lockName, err)
		}
		other, err := readLock(ctx, t)
		if err != nil {
			return nil, errorAt(t, "reading", lockName, err)
		}
		if o.BreakLock || o.stale(other) {
			o.BreakLock = false
			if err := breakLock(ctx, t, other); err != nil {
				return nil, errorAt(t, "deleting", lockName, err)
			}
			continue
		}
		if !o.Now().Before(deadline) {
			return nil, &Error{Message: fmt.Sprintf("%s: %s is publishing there", t.Name(), other.Owner),
				Hint: "wait until it has finished; if it is gone, give --break-lock"}
		}
		if err := o.Sleep(ctx, time.Second); err != nil {
			return nil, err
		}
	}
}

// stale reports whether nobody can hold the lock any more: its lease is over, or
// its owner ran on this machine and has ended.
func (o Options) stale(h holder) bool {
	if o.Now().After(h.Until) {
		return true
	}
	if o.Alive == nil {
		return false
	}
	alive, known := o.Alive(h.Owner)
	return known && !alive
}

// readLock reads who holds the lock; a lock that vanished or is damaged is held
// by nobody.
func readLock(ctx context.Context, t Target) (holder, error) {
	var h holder
	body, err := t.Read(ctx, lockName)
	if errors.Is(err, fs.ErrNotExist) {
		return h, nil
	}
	if err != nil {
		return h, err
	}
	if json.Unmarshal(body, &h) != nil {
		return holder{Owner: "somebody"}, nil
	}
	return h, nil
}

// breakLock deletes the lock if it is still that of the given holder.
func breakLock(ctx context.Context, t Target, h holder) error {
	now, err := readLock(ctx, t)
	if err != nil || now.Token != h.Token {
		return err
	}
	return t.Delete(ctx, lockName)
}

// hold renews the lock every third of its lease until the returned function
// ends it. A renewal that fails is tried again at the next turn.
func hold(ctx context.Context, t Target, o Options, me holder) func() {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for o.Sleep(ctx, lease/3) == nil {
			me.Until = o.Now().Add(lease)
			if body, err := json.Marshal(me); err == nil {
				_ = t.Write(ctx, lockName, body, Header{ContentType: "application/json", CacheControl: "no-cache"})
			}
		}
	}()
	return func() {
		cancel()
		<-ended
		ctx, done := context.WithTimeout(context.WithoutCancel(ctx), 20*time.Second)
		defer done()
		_ = retry(ctx, o, t, func() error { return breakLock(ctx, t, me) })
	}
}
