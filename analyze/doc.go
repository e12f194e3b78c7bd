// Package analyze turns a Dataset into a Report. It is pure: no input or
// output, no clock, no randomness but seeded; the Dataset is never changed. It
// is the second room of the product: ingest -> analyze -> site.
//
//  1. Records are classed at as_of: origin, scope, window, active people, the
//     report currency and each deal's exact value in it (model.go).
//  2. Each section measures one thing and lives in its own file: ownership,
//     load and division, separation, revenue with trend, predict, concentration
//     and conflict, handoffs, activation, leadership, scaling.
//  3. Every figure is registered with the rows behind it (evidence.go).
//  4. The headline is repeated under other definitions (sensitivity.go), earlier
//     rosters give the structure's history (history.go).
//  5. The rule table reads the measures and fires findings, or says what holds
//     and what cannot be judged (rules.go, rules_*.go).
//  6. An earlier report is set beside this one (previous.go).
//
// A what-if is the same Run on another Dataset. Where a definition leaves a choice
// open, the doc comment of the function that makes it says which was taken.
package analyze
