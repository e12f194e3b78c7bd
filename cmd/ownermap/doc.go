// Command ownermap turns a roster spreadsheet and a deals spreadsheet into a
// static site that shows who owns each stage of the partner lifecycle.
//
//  1. main maps an error to an exit code; the program is run.
//  2. Each command lives in a file of its own and is a few lines: it settles
//     what was asked for, then calls ingest, analyze and site in that order.
//  3. Settings come from flags, OWNERMAP_* variables, a profile, a config file
//     and defaults, in that order (settings.go, package config).
//  4. output.go says what goes to stdout and what to stderr.
//
// The clock, the terminal and the environment are read here and nowhere else.
package main
