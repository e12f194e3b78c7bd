package open

// refusals has the sentence for each kind of file that no reader takes.
var refusals = map[kind]Refusal{
	"old-excel":  {Message: "this is a workbook of Excel 4 or older", Hint: "open it in Excel or LibreOffice and save it as .xlsx"},
	"xls":        {Message: "this is a binary Excel workbook (.xls, Excel 97 to 2003)", Hint: "open it in Excel and save it as .xlsx, or export the report as .xlsx or .csv"},
	"encrypted":  {Message: "the workbook is protected with a password", Hint: "open it in Excel with the password, then File > Info > Protect Workbook > Encrypt with Password, clear the password, and save"},
	"xlsb":       {Message: "this is a binary Excel workbook (.xlsb)", Hint: "open it in Excel and save it as .xlsx"},
	"doc":        {Message: "this is a Word document", Hint: "export the table from the system it came from as .xlsx or .csv, or paste it into a spreadsheet"},
	"ppt":        {Message: "this is a PowerPoint presentation, which shows a table but does not hold its rows", Hint: "export the report behind it as .xlsx or .csv"},
	"msg":        {Message: "this is an Outlook message", Hint: "save the spreadsheet that is attached to it"},
	"ole":        {Message: "this is a document of an old Microsoft program, and not a workbook", Hint: "export the report as .xlsx or .csv"},
	"ole-broken": {Message: "this is an old Office file or a protected workbook that is damaged or cut short", Hint: "download or export it again"},
	"numbers":    {Message: "this is an Apple Numbers document", Hint: "in Numbers choose File > Export To > Excel or CSV"},
	"iwork":      {Message: "this is an Apple Pages or Keynote document", Hint: "export the report as .xlsx or .csv from the system it came from"},
	"sxc":        {Message: "this is a spreadsheet of OpenOffice 1 (.sxc)", Hint: "open it in LibreOffice and save it as .ods or .xlsx"},
	"gnumeric":   {Message: "this is a Gnumeric workbook", Hint: "open it in Gnumeric and save it as .ods or .xlsx"},
	"odf":        {Message: "this is an OpenDocument file, but not a spreadsheet", Hint: "save the table as .ods, .xlsx or .csv"},
	"epub":       {Message: "this is an e-book", Hint: "name the spreadsheet with the report"},
	"zip-broken": {Message: "the file begins as a workbook or zip and is damaged or cut short", Hint: "download or export it again; the last transfer may not have finished"},
	"zip-empty":  {Message: "this is a zip archive with nothing in it", Hint: "export the report again"},
	"pdf":        {Message: "this is a PDF, which holds a picture of a table and not its cells", Hint: "export the report as .xlsx or .csv"},
	"sylk":       {Message: "this is a SYLK file (.slk)", Hint: "open it in Excel or LibreOffice and save it as .xlsx, or export the report as .xlsx or .csv"},
	"dif":        {Message: "this is a Data Interchange Format file (.dif)", Hint: "open it in Excel or LibreOffice and save it as .xlsx, or export the report as .xlsx or .csv"},
	"rtf":        {Message: "this is a rich text document", Hint: "export the report as .xlsx or .csv"},
	"compressed": {Message: "this is a compressed archive", Hint: "unpack it and name the spreadsheet in it"},
	"picture":    {Message: "this is a picture, perhaps of a table", Hint: "export the report itself as .xlsx or .csv"},
	"bitmap":     {Message: "this is a picture, perhaps of a table", Hint: "export the report itself as .xlsx or .csv"},
	"media":      {Message: "this is a picture, sound or film", Hint: "export the report itself as .xlsx or .csv"},
	"database":   {Message: "this is a database file", Hint: "export the table from it as .csv"},
	"parquet":    {Message: "this is a Parquet or Arrow file", Hint: "export the table from it as .csv"},
	"mht":        {Message: "this is a web page saved in one file, or an e-mail", Hint: "open it in Excel and save it as .xlsx, or save the attached spreadsheet"},
	"lfs":        {Message: "this is a Git LFS pointer, which stands for a file that was not fetched", Hint: "run git lfs pull"},
	"json":       {Message: "this is JSON", Hint: "export the report as .xlsx or .csv"},
	"svg":        {Message: "this is a drawing (SVG)", Hint: "export the report itself as .xlsx or .csv"},
	"xml":        {Message: "this is XML, but not that of a spreadsheet", Hint: "export the report as .xlsx or .csv"},
	"binary":     {Message: "this is a binary file of a kind that is not known, and not a spreadsheet", Hint: "export the report as .xlsx or .csv"},
}

// refuse makes the error for a kind.
func refuse(k kind) *Refusal {
	r := refusals[k]
	return &r
}
