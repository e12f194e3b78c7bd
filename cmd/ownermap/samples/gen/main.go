// Command gen writes the sample workbooks: a roster, deals with rates, and a
// partner list of a fictional company. Equal seeds give equal bytes.
//
//  1. people.go and partners.go hold who there is; nothing in them is random
//     but dates.
//  2. deals.go draws 1,500 deals over four years and scales the won ones so
//     that each quarter comes to the sum that the story wants (story.go).
//  3. sheet.go lays them out with the habits of an HR and a CRM export.
package main

import (
	"fmt"
	"log"
	"math/rand/v2"
	"os"
	"path/filepath"
)

const seed = 20260930

func main() {
	dir := "."
	if len(os.Args) > 1 {
		dir = os.Args[1]
	}
	if err := writeAll(dir); err != nil {
		log.Fatal(err)
	}
}

// writeAll draws the company and writes its workbooks into dir.
func writeAll(dir string) error {
	rng := rand.New(rand.NewPCG(seed, seed))
	partners := drawPartners(rng)
	deals := drawDeals(rng, partners)
	for name, write := range map[string]func(string) error{
		"roster.xlsx":   writeRoster,
		"partners.xlsx": func(file string) error { return writePartners(file, partners) },
		"deals.xlsx":    func(file string) error { return writeDeals(file, deals) },
	} {
		if err := write(filepath.Join(dir, name)); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}
