package analyze

// Handoffs, Activation, Leadership and Scaling are sections 6 to 9.
type (
	Handoffs   struct{}
	Activation struct{}
	Leadership struct{}
	Scaling    struct{}
)
