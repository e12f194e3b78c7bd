package ingest

import "fmt"

// Issue codes of this package; readers have theirs in table. All are in codebook.go.
const (
	codeAmbiguousName     = "ambiguous-name"
	codeAmbiguousPartner  = "ambiguous-partner"
	codeBadAmount         = "bad-amount"
	codeAliasUnused       = "alias-unused"
	codeBadCell           = "error-cell"
	codeBadCurrency       = "unknown-currency"
	codeBadDate           = "bad-date"
	codeBadFlag           = "bad-flag"
	codeBadRate           = "bad-rate"
	codeBadShare          = "bad-allocation"
	codeClosedBefore      = "closed-before-created"
	codeColumnMisfit      = "column-misfit"
	codeColumnMissing     = "configured-column-missing"
	codeColumnTie         = "column-tie"
	codeColumnTypo        = "column-typo"
	codeCurrencyConflict  = "currency-conflict"
	codeDateAfterEnd      = "end-before-start"
	codeDecimalMark       = "undecided-decimal-mark"
	codeDateOrder         = "undecided-date-order"
	codeDitto             = "ditto-mark"
	codeDuplicateDeal     = "duplicate-deal"
	codeDuplicatePartner  = "duplicate-partner"
	codeDuplicatePerson   = "duplicate-person"
	codeEqualRows         = "equal-rows"
	codeFieldAbsent       = "field-absent"
	codeHiddenSheet       = "hidden-sheet"
	codeLeftWithoutDate   = "left-without-end-date"
	codeLoneEvent         = "lone-latest-day"
	codeManagerUnknown    = "manager-not-on-roster"
	codeManyOfThese       = "and-more"
	codeMaybeGrouped      = "maybe-grouped"
	codeMergedAmount      = "merged-amount"
	codeMixedDecimalMarks = "mixed-decimal-marks"
	codeMixedDateOrders   = "mixed-date-orders"
	codeMissingLater      = "missing-later"
	codeMonthOnly         = "month-only"
	codeNameNearMiss      = "name-near-miss"
	codeNameNotOnRoster   = "name-not-on-roster"
	codeNearHeader        = "column-near-miss"
	codeNoCurrency        = "no-currency"
	codeNoRecords         = "no-records"
	codeOwnerConflict     = "owner-conflict"
	codePartnerNearMiss   = "partner-near-miss"
	codePartnerNames      = "partner-names"
	codeQuotaPeriod       = "quota-period"
	codeSecondChoice      = "second-choice"
	codeSecondTable       = "second-table"
	codeSeveralPartners   = "several-partners"
	codeSheetIgnored      = "sheet-ignored"
	codeShortenedID       = "shortened-id"
	codeStageAssumed      = "stage-assumed-open"
	codeStatusConflict    = "status-conflict"
	codeSwappedDates      = "swapped-dates"
	codeThreeDecimals     = "three-decimals"
	codeTitleScale        = "title-scale"
	codeTotalMismatch     = "total-mismatch"
	codeUnknownEmployment = "unknown-employment"
	codeUnknownSourcing   = "unknown-sourcing"
	codeUnknownStage      = "unknown-stage"
	codeUnknownStatus     = "unknown-status"
	codeYearFirst         = "year-first"
	codeWonWithoutAmount  = "won-without-amount"
	codeWonWithoutClose   = "closed-without-date"
)

// Codes of what only the analysis can see; they stand in the codebook with the rest.
const (
	CodeManagerCycle = "manager-cycle"
	CodeNoRate       = "no-rate"
	CodeRateInverse  = "rate-inverse"
	CodeRateTwice    = "rate-twice"
)

// issue makes an Issue with the severity of its code.
func issue(code string, pos Pos, message, hint string) Issue {
	return Issue{Pos: pos, Severity: severityOf(code), Code: code, Message: message, Hint: hint}
}

// plural writes "1 row" and "3 rows".
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
