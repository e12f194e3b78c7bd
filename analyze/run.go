package analyze

import "ownermap/ingest"

// Run measures the dataset. It never changes ds and depends on nothing else.
func Run(ds *ingest.Dataset, opts Options) *Report { panic("not built yet") }
