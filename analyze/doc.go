// Package analyze turns a Dataset into a Report. It is pure: no input or
// output, no clock, no randomness but seeded; the Dataset is never changed.
//
//  1. Records are classed: origin, scope, window, active people (METRICS.md 1).
//  2. Each section measures one thing and lives in its own file (2 to 9).
//  3. Every figure is registered with the rows behind it.
//  4. The rule table reads the measures and fires findings (10).
//
// A what-if is the same Run on another Dataset.
package analyze
