// expect: any
// timeout: 2
// memory: 512M

/* Each level pastes four of the level below, wrongly: four million messages. */
#define P(a, b) a ## b
#define A P(+, -) P(+, -) P(+, -) P(+, -)
#define B A A A A
#define C B B B B
#define D C C C C
#define E D D D D
#define F E E E E
#define G F F F F
#define H G G G G
#define I H H H H
#define J I I I I
#define K J J J J

int main(void) { K; return 0; }
