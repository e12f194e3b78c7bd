package ingest

import (
	"encoding/json"
	"testing"
)

func TestAnUnknownDayIsNullInJSON(t *testing.T) {
	day, err := ParseDate("2026-02-28")
	if err != nil {
		t.Fatal(err)
	}
	b, _ := json.Marshal([]Date{day, 0})
	if string(b) != `["2026-02-28",null]` {
		t.Fatalf("wrote %s", b)
	}
	var back [3]Date
	if err := json.Unmarshal([]byte(`["2026-02-28",null,""]`), &back); err != nil || back != [3]Date{day, 0, 0} {
		t.Errorf("read %v, %v", back, err)
	}
	if err := json.Unmarshal([]byte(`["28.2.2026"]`), &back); err == nil {
		t.Error("a day in another form was read")
	}
}
