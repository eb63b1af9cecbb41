// expect: any
// timeout: 500ms
// memory: 512M

/* A call within a call, fifty times. */
#define F(x) ((x) + (x))
#define G(x) F(F(F(F(F(x)))))
#define H(x) G(G(G(G(G(x)))))

int main(void) { return H(H(1)); }
