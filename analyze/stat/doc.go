// Package stat holds the statistics that the report uses. Each function answers
// one question, cites its source, and never returns NaN or an infinity: where
// the data cannot answer, it says so with a second result.
package stat
