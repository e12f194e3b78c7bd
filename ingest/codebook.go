package ingest

import (
	"slices"

	"ownermap/ingest/table"
)

// Code documents one kind of issue. docs/issues.md is written from these.
type Code struct {
	Name     string   // kebab-case, as in Issue.Code
	Severity Severity // the usual one; an issue may be milder
	Meaning  string   // what was seen, and what ownermap did
	Fix      string   // what to do
}

// Codes lists every code that Load and the analysis may report, by name.
func Codes() []Code { return slices.Clone(codebook) }

// severityOf is the usual severity of a code; a code that is not in the book is a warning.
func severityOf(code string) Severity {
	for i := range codebook {
		if codebook[i].Name == code {
			return codebook[i].Severity
		}
	}
	return SevWarning
}

var codebook = []Code{
	{codeAliasUnused, SevNotice, "An alias of the configuration is for a name that stands in no owner cell and is no manager's.", "Write the name as it stands in the cell. Aliases are of people, not of partners."},
	{codeAmbiguousName, SevWarning, "A name may mean several people of the roster. Nobody is credited.", "Use ids or e-mail addresses in the export, or say who is meant under `aliases`."},
	{codeAmbiguousPartner, SevWarning, "A partner name without an id may mean several partners. It is kept apart from all of them.", "Add the partner's id to the deals export."},
	{codeManyOfThese, SevWarning, "One column or sheet has more issues of one kind than are listed; the rest are counted here.", "Repair the cause that the listed ones show."},
	{codeBadShare, SevWarning, "An allocation is not a share of full time. Full time is assumed for the person.", "Write 0.8, 80 % or 32 hours."},
	{codeBadAmount, SevError, "A cell of an amount column is not a number. The deal has no amount.", "Write a plain number such as 1234.50, or leave the cell blank."},
	{table.CodeValue, SevError, "A cell's value is not of the type that the file says it is. It is read as text.", "Open the workbook, repair the cell and save it again."},
	{codeBadDate, SevError, "A cell of a date column is not a date, or lies before 1900. The record has no such date.", "Write 2024-08-31, or leave the cell blank."},
	{codeBadFlag, SevWarning, "A cell that should say yes or no says neither. It is read as blank.", "Write TRUE or FALSE; for a stage column yes, no, a share, or R, A, C or I."},
	{codeBadRate, SevError, "A row of the rates table has no rate above zero. The row is dropped.", "Write the rate as a number such as 0.92."},
	{table.CodeReference, SevError, "A row or cell of the workbook stands at a position that makes no sense.", "Open the workbook, save it again and use the copy."},
	{codeClosedBefore, SevNotice, "Deals are closed on a day before the one on which they were created. Both days are used as they stand.", "Correct the dates, or leave them where records were entered later."},
	{codeWonWithoutClose, SevWarning, "Deals are won or lost and have no close date. Their amounts are in no quarter.", "Fill in the close date in the CRM and export again. Where the export has only an expected date, or the column was not recognised, name it under `columns`."},
	{codeColumnMisfit, SevWarning, "A header is spelled like a field, and the values below it are of another kind. The column is not read.", "If the column is right, name it under `columns`."},
	{codeNearHeader, SevNotice, "A header is two or three letters off a known spelling. The column is not read.", "If the column is right, name it under `columns`."},
	{codeColumnTie, SevWarning, "Two columns could be the same field and nothing tells them apart.", "Say which one under `columns`."},
	{codeColumnTypo, SevNotice, "A header is one letter off a known spelling and was read as that.", "If that is wrong, name the right column under `columns`."},
	{codeColumnMissing, SevError, "The configuration names a field that there is not, or a header that no sheet of its kind has.", "Correct the name under `columns`."},
	{codeCurrencyConflict, SevWarning, "The sign in an amount's cell and the currency column disagree. The cell counts.", "Correct one of the two."},
	{table.CodeDamaged, SevError, "The bytes of the file are not those that were written, or end early. What could be read is kept; the rest is missing.", "Export or download the file again."},
	{table.CodeText, SevWarning, "Characters in the file are not text; they are shown as U+FFFD.", "Export the file again as UTF-8."},
	{table.CodeDelimiter, SevNotice, "Two separators fit the text file; the likelier one was used.", "Add a first line `sep=;` with the right one."},
	{codeDitto, SevWarning, "A cell says that it repeats the one above, by a ditto mark or a word, and no record stands directly above that has one. It is read as blank.", "Write the name into each row."},
	{codeDuplicateDeal, SevWarning, "The id of a deal stands in several rows. The row of the later file or sheet counts; within a sheet the primary partner's row, else the first. The others are dropped, so that splits and partner roles count no deal twice. Where the amounts of a sheet's rows differ, as those of products do, the message says what is not counted.", "Export each deal once; add up what its rows have."},
	{codeDuplicatePartner, SevWarning, "A partner stands in several rows of the partner list. The first row counts and is filled in from the others.", "Keep one row for each partner."},
	{codeDuplicatePerson, SevWarning, "A person stands in several rows of the roster. Where the dates differ it is a transfer, or a rehire, and the later role that has begun by the day of the report counts; else stages and segments are joined. Of several files the later one counts in what it says, and what it leaves blank comes from earlier ones with other columns; where it is not certain that they are one person, both are kept.", "Give each person one row, or a start and an end date for each role."},
	{table.CodeEncoding, SevNotice, "The text is not UTF-8 and was read in another encoding.", "Save it as UTF-8, or name the encoding with `--encoding`."},
	{codeDateAfterEnd, SevWarning, "A person's end date is before the start date. The person is never active.", "Correct the two dates."},
	{codeEqualRows, SevNotice, "Deals without an id say the same in every field that is read. All are kept.", "Export the deal's id, so that copies can be told from deals that look alike."},
	{codeBadCell, SevWarning, "A cell shows an error such as #REF!. It is read as blank.", "Repair the formula, or paste the value."},
	{codeFieldAbsent, SevWarning, "No column of a deals sheet was taken for the partner, the amount or the status, or none of a rates table for the currency that rates convert to, and there are columns that are not read and may be it.", "Where one of those is it, name it under `columns`."},
	{table.CodeFormula, SevError, "A formula was never calculated, so the file holds no value for it.", "Open the workbook in a spreadsheet program, save it and use that."},
	{codeHiddenSheet, SevNotice, "A hidden sheet was not read, because visible sheets were.", "To read it, name it: `file.xlsx#Sheet`."},
	{codeLeftWithoutDate, SevNotice, "A person's status says that they have left, and no end date is given. They count as gone on every day.", "Give the last day."},
	{codeLoneEvent, SevWarning, "The latest day on which a deal was created or closed lies more than three months after every other, or a few of them lie more than a year after. The report speaks for it, unless `as_of` is set.", "Correct the date, or set `as_of`."},
	{table.CodeXML, SevError, "Markup in the workbook could not be read and was stepped over.", "Open the workbook, save it again and use the copy."},
	{CodeManagerCycle, SevWarning, "The managers of some people lead back to each other. None of them is a root of the team.", "Correct one of the manager cells: somebody of them stands at the top."},
	{codeManagerUnknown, SevWarning, "A person's manager is not on the roster. The chain of managers ends there.", "Add the manager to the roster, or correct the name or id."},
	{codeMaybeGrouped, SevWarning, "The first column of a sheet is blank in most rows and never says the same twice in a row, as in a report whose groups are named in their first row. Nothing else shows that it is one, and the blank cells stay blank.", "If it is grouped, fill the column down in the spreadsheet, or export the report with its details alone."},
	{codeMergedAmount, SevWarning, "One amount stands in cells that are merged over several rows. It counts once, in the first of them.", "Write each record's own amount."},
	{codeMissingLater, SevWarning, "People of a roster are not in a later one that has the same columns, and have no end date. They count as active.", "Give those who left an end date, or give each roster its `as_of`, so that the earlier one is history."},
	{table.CodePart, SevError, "The workbook says that it holds something which is not in the file.", "Export or download the file again."},
	{table.CodeString, SevError, "A cell points at a text that the workbook does not hold. The cell is blank.", "Export or download the file again."},
	{table.CodeStyle, SevWarning, "A cell has a format that the workbook does not hold; dates may read as numbers.", "Open the workbook, save it again and use the copy."},
	{codeMixedDateOrders, SevError, "A date column is day first in one cell and month first in another. Cells that are certain by themselves are read, the others are blank.", "Export one date format, or settle it with `--date-order`."},
	{codeMixedDecimalMarks, SevError, "A column has a decimal point in one cell and a decimal comma in another. Cells that are certain by themselves are read, the others are blank.", "Export one number format, or settle it with `--decimal`."},
	{codeMonthOnly, SevNotice, "A cell of a date column names a month or a quarter and no day. Its first day is used.", "Export the day, such as 2024-08-31, where days between two dates matter."},
	{table.CodeMore, SevWarning, "A sheet has more damage of one kind than is listed.", "Export or download the file again."},
	{codeNameNearMiss, SevNotice, "A name on no roster is one or two letters off a name that is, or fits one person there, or a few: by an initial, or as a part of the name; or one of a later roster may be one of an earlier roster. They are kept apart.", "If they are one person, say so under `aliases`; in two rosters, write the name alike."},
	{codeNameNotOnRoster, SevWarning, "An owner cell names somebody who is not on the roster. A notice for sales and marketing, who need not be.", "Add the person to the roster, leavers with an end date, or name the right one under `aliases`."},
	{codeNoCurrency, SevWarning, "Amounts have no currency, beside others in several. They count as the report currency.", "Fill in the currency, unless it is the report currency."},
	{CodeNoRate, SevError, "There is no rate from a deal's currency on or before its day. The deal is left out of sums.", "Add the rate to the rates file, or set the report currency."},
	{codeNoRecords, SevError, "A sheet has a header row and no row below it that could be used.", "Export it again; the report may have been empty or filtered."},
	{codeOwnerConflict, SevWarning, "An owner's name is that of one person of the roster, and the id or e-mail beside it that of another. The id or e-mail counts.", "Correct one of the two in the CRM."},
	{codePartnerNames, SevNotice, "One partner id stands beside two names, one name beside two ids, or a word before a name, as in \"via Acme\". They are one partner.", "Nothing, or rename the partner in one of the systems."},
	{codePartnerNearMiss, SevNotice, "Two partner names are one letter apart, or the same but for a bracket or what follows a dash. They are kept apart.", "If they are one company, give both the same spelling or id."},
	{codeQuotaPeriod, SevWarning, "Quotas are of several periods, and the one beside a quota is not known. It is taken for one of a year.", "Write Annual, Half-yearly, Quarterly or Monthly."},
	{table.CodeRagged, SevWarning, "A line of a text file has more or fewer fields than the first.", "Look for a stray separator or quote in the line."},
	{CodeRateInverse, SevError, "A rate that deals or quotas need looks like its inverse: how many units of the currency one unit of the report currency is; or all rates of a table do. It is used as it stands, and the sums are far off.", "Write what one unit of the currency is worth in the report currency."},
	{CodeRateTwice, SevWarning, "A currency has two rates of one day that differ. The later row counts.", "Keep one rate for each currency and day."},
	{table.CodeRepeated, SevError, "Two cells or rows stand in one place. Of cells the first one counts; of rows both are read.", "Open the workbook, save it again and use the copy."},
	{codeSecondChoice, SevWarning, "Two columns could be the same field, and the one that is not read has values where the other is blank.", "Where both are meant, join them into one column; else name the right one under `columns`."},
	{codeSecondTable, SevWarning, "A second table starts on the sheet, or stands above the one that was read. Its rows are not read.", "Put each table on a sheet of its own, and name the sheet: `file.xlsx#Sheet`."},
	{codeSeveralPartners, SevNotice, "A deal's partner cell names several partners, of which the first counts, or says only that there are several, and none counts.", "Keep one partner in the column, so that no amount counts twice."},
	{codeSheetIgnored, SevNotice, "A sheet of the workbook was not read, with the reason.", "To read it, name it and its kind: `--deals file.xlsx#Sheet`."},
	{codeShortenedID, SevError, "An id stands in scientific notation, as spreadsheets show long numbers. Its digits are lost, and it is read as blank.", "Export again and open the file in ownermap first, or format the column as text before saving it."},
	{codeStageAssumed, SevNotice, "A sales stage says neither won nor lost and is not a usual one of an open deal. Its deals are taken for open. A warning where the close date of most of them is past.", "Map the word under `values.status` where its deals are won or lost."},
	{codeStatusConflict, SevWarning, "The status of a deal and its sales stage contradict each other: lost and Closed Won, or open and Closed Lost. The status counts.", "If the status column is that of something else, such as a deal registration, name the right one under `columns`."},
	{table.CodeQuote, SevWarning, "A quote stands in the middle of a field.", "Export the file again with quotes doubled inside fields."},
	{codeSwappedDates, SevWarning, "Some dates of a column stand as texts that only one order of day and month reads, and all real dates have days up to 12. A spreadsheet may have read those in the other order, with day and month swapped. They are used as they stand.", "Export the file again, and do not open it in a spreadsheet of another country before."},
	{codeThreeDecimals, SevWarning, "Amounts have three digits after the decimal mark that other cells of the column, or of the sheet, prove: 9.500 beside 12,500.00. They are read as decimals, a thousandth of what may be meant.", "Write them like the other amounts, or without a mark."},
	{codeTitleScale, SevWarning, "A title above the table, or a row of units below its header, says that amounts are in thousands or millions, and no header says so. The amounts are read as they stand.", "Write the unit into the header of the amount, such as Amount (k€)."},
	{codeTotalMismatch, SevWarning, "A total of the file is not the sum of the rows above it that were read.", "Look at the dropped rows and unread amounts, or export the report again without totals."},
	{codeDateOrder, SevError, "Every date of a column may be day first or month first. The dates that depend on it are blank.", "Settle it with `--date-order dmy` or `--date-order mdy`."},
	{codeDecimalMark, SevError, "Every number of a column may have thousands or decimals after its mark. The numbers that depend on it are blank.", "Settle it with `--decimal .` or `--decimal ,`."},
	{codeBadCurrency, SevWarning, "A currency cell names no currency. Where its word is the only one of all deals, their amounts count as the report currency; beside others they are left out of sums.", "Write an ISO code such as EUR or USD."},
	{codeUnknownEmployment, SevWarning, "An employment status does not say whether a person still works there. They count as active.", "Give those who left an end date, or write Terminated."},
	{codeUnknownSourcing, SevWarning, "A sourcing word does not say who brought the deal. It is read as unknown.", "Map the word under `values.sourcing`."},
	{codeUnknownStage, SevWarning, "A word in a roster's stage column is no stage of the lifecycle. It is left out.", "Map the word under `values.stage`, or ignore it."},
	{codeUnknownStatus, SevWarning, "A status or stage does not say whether the deal is open, won or lost. The deal is in no figure that needs it.", "Map the word under `values.status`."},
	{codeWonWithoutAmount, SevWarning, "Deals are won and have no amount. They count, and are in no sum.", "Fill in the amount in the CRM and export again, or join the columns that have it."},
	{codeYearFirst, SevWarning, "The dates of a column have three numbers of two digits, of which the first look like years. They are read with the year last.", "If the year is first, settle it with `--date-order ymd`."},
}
