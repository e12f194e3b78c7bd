// Package audience makes the reports of readers who may not see all of it. It
// is pure: a dataset in, a report, the rows that its pages may show, and the
// values that must not stand in any output byte.
//
//  1. The dataset is rewritten: names, ids and e-mails give way to what the
//     audience may read.
//  2. The same analysis runs on it; nothing is measured a second way.
//  3. What speaks of single people, or of fewer than five records, is withheld
//     and the report says so.
//  4. A Scanner reads the finished files and finds what should not be there.
package audience

import (
	"errors"
	"fmt"

	"ownermap/analyze"
	"ownermap/ingest"
)

// Audience is a kind of reader.
type Audience string

// The audiences.
//
// Full sees everything. Leadership sees no outcome of a single person - where
// one person alone does a stage, its counts are theirs all the same - and names
// only of owners: people who own a stage, as stated or as recorded, and the leader
// of the team. Anonymous sees keyed pseudonyms for people and no names but those of
// segments; counts of 1 to K-1 are withheld, with as many of their neighbours as it
// takes that none follows by subtraction.
const (
	Full       Audience = "full"
	Leadership Audience = "leadership"
	Anonymous  Audience = "anonymous"
)

// Parse reads an audience's name; the error names the choices.
func Parse(s string) (Audience, error) {
	switch a := Audience(s); a {
	case Full, Leadership, Anonymous:
		return a, nil
	}
	return "", fmt.Errorf("no audience is called %q: use full, leadership or anonymous", s)
}

// Options say who reads. Key makes the pseudonyms of Anonymous: the same key
// gives the same person the same pseudonym in every report; at least MinKey
// bytes, of which MinKinds differ, from the environment and never from a file of
// the project. K is the
// smallest count that Anonymous may show, 0 for DefaultK.
type Options struct {
	Audience Audience
	Key      []byte
	K        int
}

// Limits of Options.
const (
	MinKey   = 16
	MinKinds = 6
	DefaultK = 5
)

// ErrNoKey is returned where Anonymous has no key, or one that can be guessed.
var ErrNoKey = errors.New("the anonymous audience needs a secret key of at least 16 bytes for its pseudonyms, 6 of them different")

// CheckKey refuses a key that is short or of few different bytes: ids of people are
// easy to list, so who guesses the key reads all pseudonyms.
func CheckKey(key []byte) error {
	kinds := map[byte]bool{}
	for _, b := range key {
		kinds[b] = true
	}
	if len(key) < MinKey || len(kinds) < MinKinds {
		return ErrNoKey
	}
	return nil
}

// Secret is a value that must not stand in the output.
type Secret struct {
	Value string
	What  string // "name of a person", "e-mail", "partner"
}

// Result is what one audience is given. Dataset holds only what its pages may
// show of the rows; it is not for analysis.
type Result struct {
	Report  *analyze.Report
	Dataset *ingest.Dataset
	Secrets []Secret
}

// Redact analyses the dataset for an audience. ds is not changed.
func Redact(ds *ingest.Dataset, opts analyze.Options, who Options) (Result, error) {
	switch who.Audience {
	case Full, "":
		return Result{Report: analyze.Run(ds, opts), Dataset: ds}, nil
	case Leadership:
		return forLeadership(ds, opts), nil
	case Anonymous:
		if err := CheckKey(who.Key); err != nil {
			return Result{}, err
		}
		if who.K <= 0 {
			who.K = DefaultK
		}
		return forAnonymous(ds, opts, who), nil
	}
	_, err := Parse(string(who.Audience))
	return Result{}, err
}
